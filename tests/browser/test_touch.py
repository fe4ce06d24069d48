"""An editor's work on a phone, by thumb: drag, menu, bulk bar, add, edit, preview, blocks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from finger import Finger, at
from playwright.sync_api import Page, expect
from rows import expect_rows
from serving import Served, served_to_manager
from visits import Open, Visit

from contentsite.tree.root import Root
from contentsite.types.document import Document
from contentsite.types.folder import Folder

pytestmark = pytest.mark.browser


@pytest.fixture
def served(_browser_there: None) -> Iterator[Served]:
    """A folder of pages, more than a screen shows, and a folder beside it."""

    def fill(site: Root) -> None:
        docks = site.add("docks", Folder(title="Docks"))
        docks.publish()
        for number in range(1, 16):
            docks.add(f"p{number}", Document(title=f"Pier {number}"))
        site.add("depot", Folder(title="Depot"))

    with served_to_manager(fill) as found:
        yield found


@pytest.fixture(params=["light", "dark"])
def phone(work: Open, request: pytest.FixtureRequest) -> Visit:
    return work(width=360, scheme=request.param, touch=True)


def ready(page: Page, name: str) -> None:
    expect(page.locator(f"html[data-ready={name}]")).to_have_count(1)


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_rows_are_dragged_by_their_handles_and_the_page_by_the_rest(phone: Visit) -> None:
    page, finger = phone.page, Finger(phone.page)
    phone.go("/docks/@@contents")
    ready(page, "explorer")
    finger.drag(
        at(page.locator("tr[data-name=p3] .grip")), at(page.locator("tr[data-name=p1]"), 0.1)
    )
    chip = page.locator(".drag-chip").bounding_box()
    assert chip is not None
    assert chip["x"] + chip["width"] <= 360
    moved = [f"Pier {number}" for number in (3, 1, 2, *range(4, 16))]
    expect_rows(page, *moved)
    finger.lift()
    expect(page.locator(".toast")).to_contain_text("The order was changed.")
    finger.drag(at(page.locator("tr[data-name=p2]")), (180, 60))
    finger.lift()
    page.wait_for_function("scrollY > 0")
    expect_rows(page, *moved)


def test_the_menu_of_a_row_and_the_bar_of_the_selection(phone: Visit) -> None:
    page = phone.page
    phone.go("/docks/@@contents")
    ready(page, "explorer")
    page.locator("tr[data-name=p2] .dots").tap()
    page.get_by_role("menuitem", name="To the top").tap()
    expect(page.locator(".toast")).to_contain_text("The order was changed.")
    expect(page.locator("#rows tr").first).to_contain_text("Pier 2")
    page.locator("[name=child][value=p4]").tap()
    page.locator("[name=child][value=p5]").tap()
    assert fits(page)
    page.locator(".bulk").get_by_role("button", name="Move…").tap()
    page.locator(".chooser").get_by_text("Depot").tap()
    assert fits(page)
    page.get_by_role("button", name="Move here").tap()
    expect(page.locator(".toast").last).to_contain_text("2 entries were moved.")


def test_a_page_is_added_written_and_looked_at(phone: Visit) -> None:
    page = phone.page
    phone.go("/docks/@@contents")
    # what was looked at on a desk is no width for a phone
    page.evaluate("""localStorage.setItem('contentsite-preview', '{"size": "desktop"}')""")
    page.get_by_role("link", name="Add", exact=True).first.tap()
    expect(page.locator("#types")).to_be_visible()
    assert fits(page)
    page.locator("#types").get_by_role("link", name="Document").tap()
    page.get_by_label("Title").fill("By thumb")
    page.locator(".ProseMirror").first.tap()
    page.keyboard.type("Words from a phone.")
    page.locator(".writing-bar [aria-pressed]").tap()
    expect(page.frame_locator("#live iframe").locator("body")).to_contain_text(
        "Words from a phone."
    )
    stage = page.locator(".beside-stage")
    assert stage.evaluate("stage => stage.scrollWidth <= stage.clientWidth")
    page.locator(".writing-bar [aria-pressed]").tap()
    page.get_by_role("button", name="Add", exact=True).tap()
    expect(page.get_by_text("“By thumb” was added.")).to_be_visible()
    assert fits(page)


def test_blocks_are_dragged_by_their_handles(phone: Visit) -> None:
    page, finger = phone.page, Finger(phone.page)
    phone.go("/docks/p1/@@edit")
    ready(page, "writing")
    expect(page.locator("[data-blocks][data-ready]")).to_have_count(1)
    for kind in ("Callout", "Gallery"):
        page.locator("[data-block-add]").last.tap()
        page.get_by_role("dialog").get_by_role("button", name=kind).tap()
        expect(page.locator(f".block[data-title={kind}]")).to_have_count(1)
    grips = page.locator(".block [data-grip]")
    grips.nth(1).evaluate("grip => grip.scrollIntoView({ block: 'end' })")
    grips.nth(1).evaluate("() => scrollBy(0, 120)")
    finger.drag(at(grips.nth(1)), (at(grips.nth(1))[0], 90))
    image = page.locator("body > .block")
    expect(image.locator(".block-fields")).to_be_hidden()
    expect(page.locator("main .block").first).to_have_attribute("data-title", "Gallery")
    finger.lift()
    expect(page.locator(".block").first).to_have_attribute("data-title", "Gallery")
    assert fits(page)
