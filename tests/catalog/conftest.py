"""A site about which questions are asked, made once: nobody changes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from corpus import plant

from contentsite.catalog.ask import Answer, Asking
from contentsite.catalog.query import Query
from contentsite.security.principal import ANONYMOUS
from contentsite.testing import site_app

NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture(scope="package")
def asked() -> Iterator[tuple[Any, Any]]:
    """The site and its registry."""
    with site_app() as (site, browser):
        plant(site)
        browser.commit()
        yield site, browser.app.registry


@pytest.fixture(scope="package")
def answer(asked: tuple[Any, Any]) -> Callable[..., Answer]:
    """Ask as a visitor."""
    site, registry = asked

    def ask(words: str = "", **more: Any) -> Answer:
        return Asking(registry, site, ANONYMOUS, NOW).search(Query(words=words, **more))

    return ask


@pytest.fixture(scope="package")
def names(answer: Callable[..., Answer]) -> Callable[..., list[str]]:
    """Ask as a visitor, and get the names of what is found, in order."""

    def ask(words: str = "", **more: Any) -> list[str]:
        return [hit.node.__name__ for hit in answer(words, **more).hits]

    return ask
