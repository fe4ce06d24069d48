"""The palette and the shortcuts, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect
from serving import Served, served_to_manager
from visits import Open

from contentsite.testing import add_user
from contentsite.tree.root import Root
from contentsite.types.document import Document
from contentsite.types.folder import Folder

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def served(_browser_there: None) -> Iterator[Served]:
    def fill(site: Root) -> None:
        news = site.add("news", Folder(title="News"))
        news.publish()
        for number in range(3):
            news.add(f"page-{number}", Document(title=f"Page {number}", tags=("steam",)))
        add_user(site, "ben", title="Ben Okafor")

    with served_to_manager(fill) as found:
        yield found


def opened(work: Open, path: str = "/news/@@contents", **options: object) -> Page:
    seen = work(**options)
    seen.go(path)
    expect(seen.page.locator("html[data-ready]")).to_have_count(1)
    return seen.page


def offers(page: Page) -> Locator:
    """Return the list of the palette: those that filter the folder behind it have options, too."""
    return page.locator("#offers")


def test_a_page_is_reached_by_keyboard_alone(work: Open) -> None:
    page = opened(work)
    page.locator("main").get_by_role("link", name="Page 0").focus()
    page.keyboard.press("Control+k")
    field = page.locator("#palette [role=combobox]")
    expect(field).to_be_focused()
    expect(offers(page).get_by_role("option").first).to_have_attribute("aria-selected", "true")
    page.keyboard.type("page 2")
    # what half of it gave has that page as well, and is another list
    expect(offers(page).get_by_role("option", name="All pages with “page 2”")).to_be_visible()
    expect(offers(page).get_by_role("option", name="Page 2 /news")).to_have_attribute(
        "aria-selected", "true"
    )
    page.keyboard.press("ArrowDown")
    expect(offers(page).get_by_role("option", name="All pages with")).to_have_attribute(
        "aria-selected", "true"
    )
    marked = offers(page).get_by_role("option", selected=True).get_attribute("id")
    expect(field).to_have_attribute("aria-activedescendant", marked or "")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("main").get_by_role("link", name="Page 0")).to_be_focused()
    page.keyboard.press("Control+k")
    # Enter waits for the answer to what was typed
    page.keyboard.type("page 1")
    page.keyboard.press("Enter")
    page.wait_for_url("**/news/page-1/@@edit")


def test_it_opens_by_the_pill_and_closes_beside_it(work: Open) -> None:
    for width in (1280, 360):
        page = opened(work, width=width)
        page.get_by_role("button", name="Search or jump to…").click()
        expect(offers(page).get_by_role("option", name="Sign out")).to_be_attached()
        page.get_by_role("dialog").get_by_role("button", name="Close").click()
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(page.get_by_role("button", name="Search or jump to…")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("dialog")).to_be_visible()
        page.mouse.click(2, 2)
        expect(page.get_by_role("dialog")).to_have_count(0)


def test_commands_are_done_by_it(work: Open) -> None:
    page = opened(work, "/news/page-0/@@history")
    page.keyboard.press("Control+k")
    page.keyboard.type("> publish")
    # pages have their state beside them, which is Published
    offers(page).get_by_role("option", name="Publish", exact=True).click()
    expect(page.get_by_role("status").first).to_have_text("The state was changed.")
    expect(page.locator(".said").get_by_role("button", name="Undo")).to_be_visible()
    assert page.url.endswith("/news/page-0/@@history")
    page.keyboard.press("Control+k")
    page.keyboard.type("> undo my")
    expect(offers(page).get_by_role("option", name="Undo my last change")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_have_text("It was undone.")
    page.keyboard.press("Control+k")
    page.keyboard.type("> light")
    expect(offers(page).get_by_role("option", name="Light or dark")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_axe_finds_nothing_in_palette_and_sheet(work: Open) -> None:
    seen = work()
    page = seen.page
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            seen.go("/news/page-0/@@edit")
            for typed in ("", "page", "#st", "@ben", "xyzzy"):
                page.keyboard.press("Control+k")
                page.keyboard.type(typed)
                expect(offers(page).get_by_role("option", selected=True)).to_be_visible()
                expect(page.locator("#offers")).not_to_have_attribute("aria-busy", "true")
                assert not seen.axe(), (width, scheme, typed)
                page.keyboard.press("Escape")
            page.locator("#main").focus()
            page.keyboard.press("?")
            expect(page.get_by_role("heading", name="Keyboard shortcuts")).to_be_visible()
            assert not seen.axe(), (width, scheme)
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_letters_lead_around(work: Open) -> None:
    page = opened(work)
    page.keyboard.type("e")
    page.wait_for_url("**/news/@@edit")
    page.locator("#main").focus()
    page.keyboard.type("gc")
    page.wait_for_url("**/news/@@contents")
    for key, name in (("j", "Page 0"), ("j", "Page 1"), ("k", "Page 0")):
        page.keyboard.press(key)
        expect(page.locator("main").get_by_role("link", name=name)).to_be_focused()
    page.keyboard.press("n")
    page.wait_for_url("**/news/@@add")
    page.locator("#main").focus()
    page.keyboard.type("gt")
    page.wait_for_url("**/@@trash")
    page.keyboard.press("/")
    expect(page.locator("#palette [role=combobox]")).to_be_focused()


def test_one_key_undoes_what_was_just_told(work: Open) -> None:
    page = opened(work, "/news/page-2/@@rename")
    page.locator("#new-name").fill("another-name")
    page.keyboard.press("Enter")
    told = page.locator(".said").first
    expect(told.get_by_role("button", name="Undo")).to_be_visible()
    page.locator("#main").focus()
    page.keyboard.press("u")
    expect(told).to_contain_text("It was undone.")
    # nothing is told any more of what is older: it is shown first
    page = opened(work, "/news/page-0/@@history")
    page.keyboard.press("u")
    page.wait_for_url("**/@@change*")


def test_letters_are_letters_where_one_writes(work: Open) -> None:
    page = opened(work, "/news/page-0/@@rename")
    page.locator("#new-name").fill("")
    page.keyboard.type("gthen?")
    expect(page.locator("#new-name")).to_have_value("gthen?")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_letters_can_be_switched_off(work: Open) -> None:
    page = opened(work, "/@@account")
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(sheet.get_by_text("Next row")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_label("Keyboard shortcuts of one letter").uncheck()
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_role("status").first).to_have_text("Your account was saved.")
    page.locator("#main").focus()
    page.keyboard.type("gt?")
    expect(sheet).to_have_count(0)
    page.get_by_role("button", name="Account menu").click()
    page.get_by_role("button", name="Keyboard shortcuts").click()
    expect(sheet.get_by_text("are switched off")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    expect(page.locator("#palette [role=combobox]")).to_be_focused()
    page.keyboard.press("Escape")
    page.get_by_label("Keyboard shortcuts of one letter").check()
    page.get_by_role("button", name="Save").first.click()
    expect(page.locator("html")).not_to_have_attribute("data-letters", "off")


def test_who_was_signed_out_is_told(work: Open) -> None:
    seen = work()
    seen.go("/news/@@contents")
    page = seen.page
    page.context.clear_cookies()
    page.on("response", lambda answer: seen.expected.add(answer.url))
    page.keyboard.press("Control+k")
    expect(page.get_by_text("Are you still signed in?")).to_be_visible()


def test_without_script_the_pill_is_a_form(work: Open) -> None:
    page = (seen := work(script=False)).page
    seen.go("/news/@@contents")
    page.get_by_role("searchbox", name="Find a page").fill("page 1")
    page.keyboard.press("Enter")
    expect(page.locator("main").get_by_role("link", name="Page 1")).to_be_visible()
