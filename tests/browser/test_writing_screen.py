"""Writing in a browser: drafts, a server that is killed, two people, a session that ends, the preview, the address."""

from __future__ import annotations

import re
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from running import call, free_port, running
from serving import Served, served_to_manager
from visits import Open

from contentsite.security.cookie import NAME
from contentsite.tree.root import Root
from contentsite.types.document import Document
from contentsite.types.folder import Folder

pytestmark = pytest.mark.browser

LONG = "".join(f"<h2>Part {number}</h2><p>Some words of it.</p>" for number in range(60))
SAVED = re.compile(r"Draft saved \d\d:\d\d")
PROJECT = Path(__file__).parents[2]
PASSWORD = "a long one for one test"
PAGES = ("kept", "two", "lost", "shown", "slug", "keys", "axe")


@pytest.fixture(scope="module")
def served(_browser_there: None) -> Iterator[Served]:
    """A site with a page for each test, since each changes it."""

    def fill(site: Root) -> None:
        for name in PAGES:
            site.add(name, Document(title=f"Page {name}", body=LONG))
        site.add("news", Folder(title="News")).publish()
        site["axe"].publish()

    with served_to_manager(fill) as found:
        yield found


def ready(page: Page) -> None:
    expect(page.locator("html[data-ready=writing]")).to_have_count(1)


def saved(page: Page) -> None:
    expect(page.locator("#status")).to_have_text(SAVED)


def test_what_is_typed_is_there_after_the_tab_was_closed(work: Open) -> None:
    seen = work()
    seen.go("/kept/@@edit")
    ready(seen.page)
    seen.page.get_by_label("Title").fill("Typed and never saved")
    saved(seen.page)
    seen.page.close()
    again = work()
    again.go("/kept/@@edit")
    expect(again.page.locator(".restored")).to_contain_text("You have unsaved changes from")
    expect(again.page.get_by_label("Title")).to_have_value("Typed and never saved")
    expect(again.page.locator("h1")).to_contain_text("Page kept")
    again.page.get_by_role("button", name="Discard them").click()
    expect(again.page.get_by_role("status").first).to_have_text("What you had typed was discarded.")
    expect(again.page.get_by_label("Title")).to_have_value("Page kept")


def test_two_browsers_edit_one_page(work: Open) -> None:
    one, two = work(), work()
    for seen in (one, two):
        seen.go("/two/@@edit")
        ready(seen.page)
    two.page.get_by_text("Details", exact=True).click()
    two.page.get_by_label("Description").fill("By the second")
    two.page.keyboard.press("Control+s")
    expect(two.page.get_by_role("status").first).to_contain_text("was saved")
    one.page.get_by_label("Title").fill("By the first")
    one.page.keyboard.press("Control+s")
    expect(one.page.locator(".told")).to_have_text(
        "Ada Novak changed “Description” meanwhile: both are kept."
    )
    expect(one.page.locator("#f-description")).to_have_value("By the second")
    # and now the same field
    two.page.reload()
    ready(two.page)
    for seen, text in ((two, "Second"), (one, "First")):
        seen.page.get_by_label("Title").fill(text)
    two.page.keyboard.press("Control+s")
    expect(two.page.get_by_role("status").first).to_contain_text("was saved")
    one.expected.add(one.address + "/two/@@edit")
    one.page.keyboard.press("Control+s")
    sides = one.page.locator(".clash-side")
    expect(sides.nth(0)).to_contain_text("First")
    expect(sides.nth(1)).to_contain_text("Second")
    assert not one.axe()
    one.page.get_by_label("Both, put together by me").check()
    expect(one.page.get_by_label("Title")).to_have_value("First\n\nSecond")
    one.page.get_by_label("Title").fill("First and second")
    one.page.keyboard.press("Control+s")
    expect(one.page.get_by_role("status").first).to_contain_text("“First and second” was saved")


def test_a_session_that_ends_takes_nothing_away(work: Open, served: Served) -> None:
    seen = work(360)
    page = seen.page
    seen.go("/lost/@@edit")
    ready(page)
    for path in ("/lost/@@draft", "/@@sign-in", "/lost/@@live"):
        seen.expected.add(served.address + path)
    page.context.clear_cookies()
    page.get_by_label("Title").fill("Typed for hours")
    expect(page.locator("#status")).to_contain_text("You are signed out")
    page.keyboard.press("Control+s")
    dialog = page.get_by_role("dialog", name="Sign in again")
    expect(dialog).to_be_visible()
    assert not seen.axe()
    # signed in again in another tab
    page.context.add_cookies([{"name": NAME, "value": served.cookie, "url": served.address}])
    dialog.get_by_role("button", name="Not now").click()
    page.keyboard.press("Control+s")
    expect(page.get_by_role("status").first).to_contain_text("“Typed for hours” was saved")


def test_the_preview_follows_and_stays_where_one_has_scrolled_to(work: Open) -> None:
    seen = work(1600)
    page = seen.page
    seen.go("/shown/@@edit")
    ready(page)
    frame = page.frame_locator(".beside iframe")
    expect(frame.locator("h1")).to_have_text("Page shown")
    inside = page.locator(".beside iframe").element_handle().content_frame()
    assert inside is not None
    inside.evaluate("scrollTo(0, 600)")
    page.get_by_label("Title").fill("Quite another title")
    expect(frame.locator("h1")).to_have_text("Quite another title")
    inside.wait_for_function("scrollY === 600")
    # links lead nowhere
    frame.get_by_role("link").first.dispatch_event("click")
    expect(frame.locator("h1")).to_have_text("Quite another title")
    for size, width in (("Phone", 390), ("Desktop", 1280), ("Tablet", 768)):
        page.get_by_role("button", name=size).click()
        inside.wait_for_function("width => Math.abs(innerWidth - width) < 120", arg=width)
    # what cannot be shown leaves the last one that could
    seen.expected.add(seen.address + "/shown/@@live")
    page.get_by_label("Title").fill("")
    expect(page.locator("#live-note")).to_have_text("The preview waits for: Title")
    expect(frame.locator("h1")).to_have_text("Quite another title")
    page.get_by_label("Title").fill("Page shown")
    expect(page.locator("#live-note")).to_have_text("")
    # what the test itself asks inside of the frame counts as a script there
    seen.faults[:] = [fault for fault in seen.faults if "Blocked script execution" not in fault]


def test_the_address_follows_the_title_until_it_is_typed(work: Open) -> None:
    seen = work()
    page = seen.page
    seen.go("/news/@@add/Document")
    ready(page)
    page.get_by_label("Title").fill("A café by the sea")
    page.get_by_text("Details", exact=True).click()
    address = page.get_by_label("Address")
    expect(address).to_have_value("a-cafe-by-the-sea")
    expect(page.locator("#new-name-note")).to_have_text("/news/a-cafe-by-the-sea")
    address.fill("coffee")
    page.get_by_label("Title").fill("Another title")
    expect(page.locator("#new-name-note")).to_have_text("/news/coffee")
    address.fill("@@edit")
    expect(page.locator("#new-name-note")).to_contain_text("belong to views")
    address.fill("coffee")
    expect(page.locator("#new-name-note")).to_have_text("/news/coffee")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page).to_have_url(seen.address + "/news/coffee/@@edit")


def test_a_kind_is_chosen_by_keyboard(work: Open) -> None:
    seen = work()
    seen.go("/news/@@contents")
    expect(seen.page.locator("html[data-ready]")).to_have_count(1)
    seen.page.locator("body").press("n")
    expect(seen.page.get_by_label("Which kind of page?")).to_be_focused()
    seen.page.keyboard.type("new")
    expect(seen.page.locator("#types li:visible")).to_have_count(1)
    seen.page.keyboard.press("Enter")
    expect(seen.page).to_have_url(seen.address + "/news/@@add/NewsItem")


def test_a_page_is_written_and_published_by_keyboard(work: Open) -> None:
    seen = work(360, "dark")
    page = seen.page
    seen.go("/keys/@@edit")
    ready(page)
    page.get_by_label("Title").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("Written by hand")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Title")).to_have_value("Written by hand")
    page.get_by_role("button", name="Publish", exact=True).press("Enter")
    expect(page.locator(".writing-bar .badge")).to_have_text("Published")
    page.get_by_role("button", name="State and dates").press("Enter")
    expect(page.get_by_role("button", name="Take back to draft")).to_be_visible()
    assert not seen.axe()
    page.keyboard.press("Escape")


def test_axe_finds_nothing_and_the_bar_is_one_row(work: Open) -> None:
    seen = work(1600)
    page = seen.page
    for path in ("/axe/@@edit", "/news/@@add/Event", "/news/@@add"):
        seen.go(path)
        expect(page.locator("html[data-ready]")).to_have_count(1)
        for width in (1600, 1280, 360):
            page.set_viewport_size({"width": width, "height": 900})
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                assert not seen.axe(), (path, width, scheme)
        bar = page.locator(".writing-bar")
        if bar.count():
            box = bar.bounding_box()
            assert box is not None
            assert box["height"] < 64
        page.set_viewport_size({"width": 320, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_a_draft_survives_a_killed_server(work: Open, tmp_path: Path) -> None:
    """The server is killed while somebody types, and another one takes its place, which has another secret."""
    development = Path(shutil.copy(PROJECT / "development.ini", tmp_path))
    added = ("user", "add", development, "ada", "--role", "Manager", "--password-stdin")
    made = call("contentsite", *added, cwd=tmp_path, stdin=PASSWORD + "\n")
    assert made.returncode == 0, made.stderr
    command, port = ("contentsite", "serve", development), free_port()
    seen = work(known=False)
    page = seen.page
    with running(*command, cwd=tmp_path, port=port) as site:
        seen.address = site.address
        page.context.clear_cookies()
        seen.go("/@@sign-in?came_from=/@@add/Document")
        page.get_by_label("Name or mail address").fill("ada")
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        ready(page)
        page.get_by_label("Title").fill("Typed before")
        saved(page)
        site.process.send_signal(signal.SIGKILL)
        site.process.wait()
        page.get_by_label("Title").fill("Typed while nobody listened")
        expect(page.locator("#status")).to_contain_text("is in this tab")
    ini = development.read_text(encoding="utf-8")
    development.write_text(ini.replace("development-only-", "another-secret-"), encoding="utf-8")
    with running(*command, cwd=tmp_path, port=port):
        saved(page)
        # what the browser noted of the time between
        seen.faults.clear()
        page.reload()
        expect(page.locator(".restored")).to_be_visible()
        expect(page.get_by_label("Title")).to_have_value("Typed while nobody listened")
        page.keyboard.press("Control+s")
        expect(page.get_by_text("“Typed while nobody listened” was added.")).to_be_visible()
