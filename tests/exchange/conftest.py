"""Puts this folder on the path, for `exchange_sources`, and gives tests a site to import into."""

from collections.abc import Iterator

import pytest
from exchange_sources import Importer

from contentsite.testing import site_app


@pytest.fixture
def importer() -> Iterator[Importer]:
    with site_app(contentsite__site__sample="false") as (site, browser):
        site.update({"title": "A site"})
        browser.commit()
        yield Importer(site, browser)
