"""What every screen has where scripts run: the theme, messages, htmx under the strict policy."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect
from serving import Served, served_to_manager
from visits import Open

from contentsite.tree.root import Root
from contentsite.types.document import Document

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def served(_browser_there: None) -> Iterator[Served]:
    def fill(site: Root) -> None:
        site.add("page", Document(title="A page"))

    with served_to_manager(fill) as found:
        yield found


def test_the_theme_is_switched_and_kept(work: Open) -> None:
    page = (seen := work()).page
    seen.go("/@@contents")
    expect(page.locator("html[data-ready]")).to_have_count(1)
    page.get_by_role("button", name="Light or dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    seen.go("/page/@@edit")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_what_only_a_script_can_do_is_not_there_without(work: Open) -> None:
    page = (seen := work(script=False)).page
    seen.go("/@@contents")
    expect(page.get_by_role("button", name="Light or dark")).to_have_count(0)
