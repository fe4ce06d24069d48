"""Two browsers on one page of blocks: each one's work is there, and only the same block is asked about."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from serving import Served, served_to_manager
from visits import Open, Visit

from contentsite.tree.root import Root
from contentsite.types.blocks import Hero, Quote
from contentsite.types.document import Document

pytestmark = pytest.mark.browser

BLOCKS = (Hero(headline="The hero"), Quote(words="The first"), Quote(words="The second"))


@pytest.fixture
def served(_browser_there: None) -> Iterator[Served]:
    """A page of three blocks."""

    def fill(site: Root) -> None:
        site.add("page", Document(title="Page", blocks=BLOCKS))

    with served_to_manager(fill) as found:
        yield found


def opened(work: Open, width: int = 1280, scheme: str = "light") -> Visit:
    seen = work(width, scheme)
    seen.go("/page/@@edit")
    expect(seen.page.locator("html[data-ready=writing]")).to_have_count(1)
    expect(seen.page.locator("[data-blocks][data-ready]")).to_have_count(1)
    return seen


def write(page: Page, number: int, text: str) -> None:
    page.locator(f"[id='f-blocks.{number}.words']").fill(text)


def saved(page: Page) -> None:
    page.keyboard.press("Control+s")
    expect(page.get_by_role("status").first).to_contain_text("was saved")


def expect_words(page: Page, *words: str) -> None:
    """Wait until these are the words of the quotes, in this order."""
    found = page.locator(".block textarea[id$=words]")
    expect(found).to_have_count(len(words))
    for at, each in enumerate(words):
        expect(found.nth(at)).to_have_value(each)


def test_each_changes_other_blocks(work: Open) -> None:
    one, two = opened(work), opened(work)
    write(two.page, 2, "Second, by two")
    two.page.locator("[id='f-blocks.2'] [data-do=up]").click()
    saved(two.page)
    write(one.page, 1, "First, by one")
    saved(one.page)
    expect(one.page.locator(".told")).to_contain_text("meanwhile: both are kept.")
    expect_words(one.page, "Second, by two", "First, by one")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (360, "light")])
def test_both_change_the_same_block(work: Open, width: int, scheme: str) -> None:
    one, two = opened(work, width, scheme), opened(work)
    write(two.page, 1, "The first by two")
    saved(two.page)
    write(one.page, 1, "The first by one")
    write(one.page, 2, "The second by one")
    one.expected.add(one.address + "/page/@@edit")
    one.page.keyboard.press("Control+s")
    clash = one.page.locator(".clash")
    expect(clash).to_have_count(1)
    expect(clash.locator("legend")).to_contain_text("Quote")
    expect(clash.locator("ins")).to_have_text("one")
    assert not one.axe()
    assert one.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    one.page.get_by_label("That of Ada Novak").check()
    saved(one.page)
    expect_words(one.page, "The first by two", "The second by one")
