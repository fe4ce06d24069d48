"""The screens of the admin in a browser: on a phone, in the dark, by keyboard, without script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from exhibits import ATTACK, exhibit
from playwright.sync_api import expect
from serving import Served, served_to_manager
from visits import Open

from contentsite.security.cookie import NAME

pytestmark = pytest.mark.browser

SCREENS = {
    "/@@contents": 200,
    "/@@at": 200,
    "/exhibits/cards/@@contents": 200,
    "/attacks/@@contents": 200,
    "/exhibits/@@add": 200,
    "/exhibits/@@add/Event": 200,
    "/exhibits/cards/document-0/@@edit": 200,
    "/exhibits/cards/image-0/@@edit": 200,
    "/exhibits/cards/event-0/@@edit": 200,
    "/exhibits/cards/file-0/@@edit": 200,
    "/attacks/newsitem-0/@@edit": 200,
    "/@@edit": 200,
    "/exhibits/cards/@@rename": 200,
    "/exhibits/cards/@@move": 200,
    "/exhibits/cards/@@move?target=/": 200,
    "/exhibits/cards/@@move?target=/none": 422,
    "/exhibits/cards/@@copy": 200,
    "/exhibits/cards/@@delete": 200,
    "/exhibits/cards/@@state": 200,
    "/exhibits/cards/@@order": 200,
    "/exhibits/cards/@@sharing": 200,
    "/exhibits/cards/@@why": 200,
    "/exhibits/cards/@@audit": 200,
    "/@@people": 200,
    "/@@add-person": 200,
    "/@@groups": 200,
    "/@@add-group": 200,
    "/@@account": 200,
    "/@@find": 200,
    "/@@find?q=document": 200,
    "/@@calendar": 200,
    "/exhibits/cards/@@links": 200,
    "/@@tokens": 200,
    "/@@jobs": 200,
    "/@@settings": 200,
    "/@@media": 200,
    "/@@media?look=list": 200,
    "/@@settings-theme": 200,
    "/@@settings-mail": 200,
    "/@@settings-ini": 200,
    "/@@trash": 200,
    "/@@changes": 200,
    "/exhibits/cards/document-0/@@history": 200,
    "/@@audit": 200,
}


@pytest.fixture(scope="module")
def served(_browser_there: None) -> Iterator[Served]:
    """A site with one page of each kind."""
    with served_to_manager(exhibit, contentsite__site__sample="true") as found:
        yield found


@pytest.mark.parametrize("path", SCREENS)
def test_axe_finds_nothing(work: Open, path: str) -> None:
    seen = work()
    seen.go(path, SCREENS[path])
    for width in (1280, 360):
        seen.page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            seen.page.emulate_media(color_scheme=scheme)
            assert not seen.axe(), (width, scheme)


def test_the_past_is_as_easy_to_use(work: Open) -> None:
    """The bar above a page as it was, and what leads on from it."""
    seen = work()
    moment = datetime.now(UTC).isoformat()
    for path, status in ((f"/@@at/{moment}/exhibits/cards", 200), (f"/@@at/{moment}/no", 404)):
        seen.go(path, status)
        for width in (1280, 320):
            seen.page.set_viewport_size({"width": width, "height": 900})
            assert seen.page.evaluate("document.documentElement.scrollWidth") <= width, path
            for scheme in ("light", "dark"):
                seen.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                assert not seen.axe(), (path, width, scheme)
    seen.go(f"/@@at/{moment}/exhibits/cards")
    seen.page.get_by_role("link", name="Then and now").click()
    assert not seen.axe()
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 320
    seen.page.get_by_role("link", name="The page as it was").click()
    expect(seen.page.get_by_label("Another moment")).to_be_visible()
    seen.page.get_by_role("link", name="Back to today").click()
    expect(seen.page.get_by_role("region", name="The past")).to_have_count(0)


def test_nothing_is_wider_than_a_small_phone(work: Open) -> None:
    seen = work(320)
    for path, status in SCREENS.items():
        seen.go(path, status)
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_no_inline_script_and_no_inline_style(work: Open) -> None:
    seen = work()
    for path, status in SCREENS.items():
        seen.go(path, status)
        assert seen.page.locator("script:not([src])").count() == 0, path
        marked = seen.page.evaluate(
            "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes])"
            ".filter(a => a.name.startsWith('on') || a.name == 'style').length"
        )
        assert marked == 0, path


def test_controls_are_large_enough_for_fingers(work: Open, served: Served) -> None:
    """36 px, and 44 px where a finger points; links inside of sentences are as large as their words."""
    for touch, least in ((False, 35.5), (True, 43.5)):
        seen = work(360)
        context = seen.page.context.browser.new_context(
            viewport={"width": 360, "height": 900}, has_touch=touch, is_mobile=touch
        )
        context.add_cookies([{"name": NAME, "value": served.cookie, "url": served.address}])
        page = context.new_page()
        for path in (
            "/exhibits/@@contents",
            "/exhibits/cards/@@order",
            "/exhibits/cards/document-0/@@edit",
            "/exhibits/@@add",
        ):
            page.goto(served.address + path)
            small = page.evaluate(
                "least => [...document.querySelectorAll('main :is(button, .button, .input, .grid th a, .tabs a)')]"
                ".filter(e => !e.matches('.hidden') && e.checkVisibility() && e.getBoundingClientRect().height < least)"
                ".map(e => e.outerHTML.slice(0, 80))",
                least,
            )
            assert small == [], (touch, path)
        context.close()


def test_menus_open_by_keyboard_and_without_script(work: Open) -> None:
    for script in (True, False):
        seen = work(360, script=script)
        seen.go("/exhibits/@@contents")
        dots = seen.page.locator("#rows .dots").first
        menu = seen.page.locator("#row-menu" if script else "#deeds")
        if script:
            expect(seen.page.locator("html[data-ready=explorer]")).to_have_count(1)
        # without script the dots lead to a screen of the entry, which has a menu
        dots.press("Enter")
        if not script:
            seen.page.locator("[popovertarget=deeds]").press("Enter")
        expect(menu).to_be_visible()
        seen.page.keyboard.press("Escape")
        expect(menu).to_be_hidden()
        tree = seen.page.get_by_role("navigation", name="Site tree")
        expect(tree).to_be_hidden()
        seen.page.get_by_role("button", name="Menu", exact=True).press("Enter")
        expect(tree).to_be_visible()
        expect(tree.get_by_role("link", name="Exhibits")).to_be_visible()


def test_a_menu_stands_inside_the_window(work: Open) -> None:
    for width in (320, 1280):
        seen = work(width)
        seen.go("/exhibits/cards/@@contents")
        for row in (1, 12):
            button = seen.page.locator("#rows .dots").nth(row - 1)
            button.scroll_into_view_if_needed()
            button.click()
            expect(seen.page.locator("#row-menu")).to_be_visible()
            box = seen.page.locator("#row-menu").bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
            assert box["height"] > 200
            # from the top: axe takes rows that were scrolled beneath the bar of the screen for small targets
            seen.page.evaluate("scrollTo(0, 0)")
            expect(seen.page.locator("#row-menu")).to_be_visible()
            assert not seen.axe()
            seen.page.keyboard.press("Escape")


def test_errors_are_in_focus_and_lead_to_their_fields(work: Open) -> None:
    seen = work(360)
    seen.go("/exhibits/@@add/Event")
    seen.expected.add(seen.address + "/exhibits/@@add/Event")
    seen.page.locator("#f-website").fill("javascript:alert(1)")
    seen.page.locator("main").get_by_role("button", name="Add").click()
    expect(seen.page.locator(".problems")).to_be_focused()
    assert not seen.axe()
    seen.page.get_by_role("link", name="Website: Must begin").click()
    seen.page.wait_for_function(
        "(document.activeElement.id || location.hash).endsWith('f-website')"
    )
    expect(seen.page.locator("#f-website")).to_be_in_viewport()
    expect(seen.page.locator("#f-website")).to_have_value("javascript:alert(1)")


def test_a_page_is_made_and_published_without_script(work: Open) -> None:
    seen = work(360, script=False)
    page = seen.page
    seen.go("/exhibits/@@contents")
    page.get_by_role("link", name="Add", exact=True).click()
    page.get_by_role("link", name=re.compile("^Document")).click()
    page.get_by_label("Title", exact=True).fill("Made by hand")
    page.locator("main").get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".said p")).to_have_text("“Made by hand” was added.")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".writing-bar .badge")).to_have_text("Published")
    page.get_by_role("link", name="View", exact=True).click()
    expect(page.locator("h1")).to_have_text("Made by hand")


def test_attacks_come_back_as_words(work: Open) -> None:
    seen = work()
    for path in ("/attacks/@@edit", "/attacks/document-0/@@edit", "/attacks/image-0/@@edit"):
        seen.go(path)
        assert seen.page.locator("#f-title").input_value().startswith(ATTACK[:60]), path
        assert "{{7*7}}${7*7}{0.__class__}" in seen.page.locator("h1").inner_text()
    seen.go("/attacks/@@add/%3Cscript%3E", 404)


def test_what_was_typed_outlives_the_session(work: Open, served: Served) -> None:
    """A browser keeps nothing: going back leads to a page that a visitor does not get."""
    seen = work(360, script=False)
    page, path = seen.page, "/exhibits/cards/document-0/@@edit"
    seen.go(path)
    seen.expected.add(served.address + path)
    page.get_by_text("Details", exact=True).click()
    page.get_by_label("Description").fill("Typed for hours")
    page.context.clear_cookies()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="It was not saved yet")).to_be_visible()
    expect(page.get_by_role("link", name="Sign in, in a new tab")).to_be_visible()
    page.context.add_cookies([{"name": NAME, "value": served.cookie, "url": served.address}])
    page.get_by_role("button", name="Send it again").click()
    expect(page.get_by_text("You are signed in as Ada Novak")).to_be_visible()
    page.get_by_role("button", name="Send it again").click()
    expect(page.locator(".said")).to_contain_text("was saved")
    expect(page.locator("#f-description")).to_have_value("Typed for hours")


def test_an_order_is_changed_by_keyboard_alone(work: Open) -> None:
    seen = work(360, script=False)
    page = seen.page
    seen.go("/exhibits/cards/@@order")
    names = page.locator(".grid tbody th a")
    before = [each.get_attribute("href") for each in names.all()]
    page.locator(".grid tbody tr").nth(2).get_by_role("button", name="Up").focus()
    for _time in range(2):
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.locator(".said")).to_be_visible()
        expect(page.locator(".moved button[value=up]")).to_be_focused()
    after = [each.get_attribute("href") for each in names.all()]
    assert after[:3] == [before[2], before[0], before[1]]
