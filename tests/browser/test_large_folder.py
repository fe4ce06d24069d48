"""A folder of many batches: everything that is done with one of seven works there as well."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from rows import expect_rows
from serving import Served, served_to_manager
from visits import Open

from contentsite.tree.root import Root
from contentsite.types.document import Document
from contentsite.types.folder import Folder

pytestmark = pytest.mark.browser

MANY = 3_000


@pytest.fixture
def served(_browser_there: None) -> Iterator[Served]:
    """A folder of very many pages, with one folder in the middle of them, and another folder."""

    def fill(site: Root) -> None:
        many = site.add("many", Folder(title="Many"))
        for number in range(1, MANY + 1):
            is_middle = number == MANY // 2
            each = Folder(title="Midway") if is_middle else Document(title=f"Page {number}")
            many.add(f"n{number}", each)
        site.add("depot", Folder(title="Depot"))

    with served_to_manager(fill, contentsite__catalog__index="true") as found:
        yield found


def ready(page: Page) -> None:
    expect(page.locator("html[data-ready=explorer]")).to_have_count(1)


def test_a_folder_of_very_many_entries(work: Open) -> None:
    seen = work()
    page = seen.page
    seen.go("/many/@@contents")
    ready(page)
    expect(page.locator(".count")).to_have_text("3000 entries")
    page.locator(".pager").get_by_role("link", name="Next").click()
    expect(page.locator("#rows th").first).to_contain_text("Page 51")
    page.get_by_label("Filter by title").fill("midw")
    expect(page.locator(".count")).to_contain_text("1 shown")
    _ordered(page)
    _moved(page)
    _branch(page)


def _ordered(page: Page) -> None:
    page.goto(page.url.split("?")[0])
    ready(page)
    page.locator("tr[data-name=n4] .grip").focus()
    for key in ("Space", "Home", "Space"):
        page.keyboard.press(key)
    expect(page.locator(".toast")).to_contain_text("The order was changed.")
    expect_rows(page, *(f"Page {number}" for number in (4, 1, 2, 3, *range(5, 51))))


def _moved(page: Page) -> None:
    page.locator("[data-all]").check()
    expect(page.locator("[data-selected]")).to_have_text("50 selected")
    page.locator(".bulk").get_by_role("button", name="Move…").click()
    # the pages before it are passed over
    page.locator(".chooser").get_by_label("Midway").check()
    page.get_by_role("button", name="Move here").click()
    expect(page.locator(".toast").last).to_contain_text("50 entries were moved.")
    expect(page.locator(".count")).to_have_text("2950 entries")


def _branch(page: Page) -> None:
    rows = page.locator(".tree li li li")
    expect(rows).to_have_count(13)
    page.locator(".tree .more").click()
    expect(rows).to_have_count(113)
