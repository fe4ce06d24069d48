"""Slow answers, keys that are pressed twice, answers of others than the site: nothing is doubled, stuck or lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from patience import LONGEST
from playwright.sync_api import Page, Route, expect
from serving import Served, served_to_manager
from visits import Open, Visit
from writing import editor, expect_body, select

from contentsite.tree.root import Root
from contentsite.types.blocks import Quote
from contentsite.types.document import Document
from contentsite.types.folder import Folder

pytestmark = pytest.mark.browser


@pytest.fixture
def served(_browser_there: None) -> Iterator[Served]:
    """A folder with a page of two blocks, and a folder below it."""

    def fill(site: Root) -> None:
        docks = site.add("docks", Folder(title="Docks"))
        blocks = (Quote(words="First"), Quote(words="Second"))
        docks.add("pier", Document(title="Pier", body="<p>Words.</p><p>More.</p>", blocks=blocks))
        docks.add("yard", Folder(title="Yard")).add("shed", Document(title="Shed"))

    with served_to_manager(fill) as found:
        yield found


class Held:
    """Requests to a view that wait until they are let go."""

    def __init__(self, page: Page, pattern: str, method: str = "POST") -> None:
        self.page = page
        self.waiting: list[Route] = []
        self.count = 0
        self.method = method
        page.route(pattern, self.take)

    def take(self, route: Route) -> None:
        if route.request.method != self.method:
            route.continue_()
            return
        self.count += 1
        self.waiting.append(route)

    def wait(self, count: int) -> None:
        """Wait until so many have come, which are all then."""
        for _ in range(LONGEST // 50):
            if self.count >= count:
                break
            self.page.wait_for_timeout(50)
        # one more would have come meanwhile
        self.page.wait_for_timeout(200)
        assert self.count == count

    def let_go(self) -> None:
        """Let all go on; the last that came is the first."""
        while self.waiting:
            self.waiting.pop().continue_()


def opened(work: Open, path: str, ready: str = "writing") -> Visit:
    seen = work()
    seen.go(path)
    expect(seen.page.locator(f"html[data-ready={ready}]")).to_have_count(1)
    return seen


def numbers(page: Page) -> list[str]:
    return [each.get_attribute("data-block") or "" for each in page.locator(".block").all()]


def with_blocks(work: Open) -> Page:
    page = opened(work, "/docks/pier/@@edit").page
    expect(page.locator("body > [data-block-picker]")).to_have_count(1)
    return page


def test_a_block_that_comes_back_shares_its_number_with_no_other(work: Open) -> None:
    page = with_blocks(work)
    page.get_by_role("button", name="Remove: Quote").last.click()
    page.get_by_role("button", name="Duplicate: Quote").click()
    expect(page.locator(".block")).to_have_count(2)
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    found = numbers(page)
    assert len(found) == len(set(found)) == 3


def test_blocks_doubled_while_the_site_is_slow_have_each_a_number(work: Open) -> None:
    page = with_blocks(work)
    held = Held(page, "**/@@block")
    for button in page.get_by_role("button", name="Duplicate: Quote").all():
        button.click()
    held.wait(2)
    held.let_go()
    expect(page.locator(".block")).to_have_count(4)
    assert len(set(numbers(page))) == 4


def test_what_is_typed_while_a_block_is_asked_for_stays(work: Open) -> None:
    page = with_blocks(work)
    text = editor(page)
    select(page, "More.")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("/quote")
    page.get_by_role("option", name="Block: Quote").wait_for()
    held = Held(page, "**/@@block")
    page.get_by_role("option", name="Block: Quote").click()
    page.keyboard.type("typed meanwhile")
    expect(text).to_contain_text("typed meanwhile")
    held.let_go()
    expect(page.locator(".block")).to_have_count(3)
    expect_body(page, re.compile("<p>typed meanwhile</p>$"))


def test_a_form_is_saved_though_a_proxy_answers_for_the_site(work: Open, served: Served) -> None:
    seen = opened(work, "/docks/pier/@@edit")
    draft = "/docks/pier/@@draft"
    seen.expected.add(served.address + draft)
    seen.page.route(
        f"**{draft}", lambda route: route.fulfill(status=413, body="<h1>Too large</h1>")
    )
    seen.page.get_by_label("Title").fill("Long pier")
    with seen.page.expect_navigation():
        seen.page.locator("#save").click()
    expect(seen.page.locator("h1")).to_contain_text("Long pier")


def test_a_page_is_made_once_by_who_presses_thrice(work: Open) -> None:
    page = opened(work, "/docks/@@add/Document").page
    page.get_by_label("Title").fill("Quay")
    held = Held(page, "**/@@add/Document")
    for _ in range(3):
        page.keyboard.press("Control+s")
    held.wait(1)
    page.keyboard.press("Control+s")
    held.wait(1)
    # broken off, and tried again
    held.waiting.pop().abort("aborted")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+s")
    held.wait(2)
    held.let_go()
    expect(page.locator("h1")).to_contain_text("Quay")


def test_a_branch_is_asked_for_once(work: Open) -> None:
    page = opened(work, "/docks/@@contents", "explorer").page
    held = Held(page, "**/@@tree*", "GET")
    twist = (
        page.locator(".tree li", has=page.get_by_role("link", name="Yard"))
        .locator("[data-branch]")
        .last
    )
    twist.click()
    twist.click()
    held.wait(1)
    held.let_go()
    expect(page.locator(".tree").get_by_role("link", name="Shed")).to_have_count(1)


def test_the_mark_of_a_menu_goes_with_it(work: Open) -> None:
    page = opened(work, "/docks/@@contents", "explorer").page
    page.locator("tr[data-name=pier] .dots").click()
    expect(page.locator("tr.at-menu")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("tr.at-menu")).to_have_count(0)


def test_a_link_is_set_once(work: Open) -> None:
    page = with_blocks(work)
    editor(page)
    select(page, "More.")
    page.keyboard.press("End")
    page.keyboard.press("Control+k")
    page.get_by_label("Where to").fill("/docks/yard")
    page.get_by_role("group", name="Link").get_by_label("Words").fill("the yard")
    held = Held(page, "**/@@nodes*", "GET")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    held.wait(2)
    held.let_go()
    expect(page.get_by_role("group", name="Link")).to_be_hidden()
    # a second one would have come meanwhile
    page.wait_for_timeout(200)
    expect_body(page, re.compile("^(?!.*the yard.*the yard).*the yard"))


def compose(page: Page, words: str) -> None:
    """Write with an input method, and choose what is written by the return key, which is no key of the page then."""
    session = page.context.new_cdp_session(page)
    caret = {"selectionStart": len(words), "selectionEnd": len(words)}
    session.send("Input.imeSetComposition", {"text": words, **caret})
    key = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13}
    session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **key})
    session.send("Input.insertText", {"text": words})


def test_return_in_an_input_method_is_its_own(work: Open) -> None:
    page = opened(work, "/docks/@@contents", "explorer").page
    page.locator("tr[data-name=pier] th a").focus()
    page.keyboard.press("F2")
    expect(page.locator(".retitle input")).to_be_focused()
    held = Held(page, "**/@@title")
    compose(page, "さんばし")
    held.wait(0)
    expect(page.locator(".retitle input")).to_have_value("さんばし")
    page.keyboard.press("Enter")
    held.wait(1)
    held.let_go()
    expect(page.locator("tr[data-name=pier] th a")).to_have_text("さんばし")


def test_keys_of_letters_that_are_not_latin(work: Open) -> None:
    page = opened(work, "/docks/pier/@@edit").page
    page.get_by_label("Title").fill("Пристань")
    with page.expect_navigation():
        page.evaluate("""document.activeElement.dispatchEvent(new KeyboardEvent('keydown',
            { key: 'ы', code: 'KeyS', ctrlKey: true, bubbles: true, cancelable: true }))""")
    expect(page.locator("h1")).to_contain_text("Пристань")


def test_what_was_typed_in_a_sheet_outlives_a_site_that_does_not_answer(
    work: Open, served: Served
) -> None:
    seen = opened(work, "/docks/@@contents", "explorer")
    page = seen.page
    page.locator("tr[data-name=pier] [name=child]").check()
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("button", name="Tag…").click()
    words = page.get_by_role("dialog").get_by_role("textbox").first
    words.fill("harbour")
    seen.expected.add(served.address + "/docks/@@many-tag")
    page.route(
        "**/@@many-tag", lambda route: route.fulfill(status=502, body="<h1>Bad gateway</h1>")
    )
    words.press("Enter")
    expect(page.get_by_role("dialog").locator(".toast")).to_contain_text("That did not work.")
    expect(words).to_have_value("harbour")
    page.unroute("**/@@many-tag")
    words.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("body > #toasts .toast").last).to_be_visible()


def test_a_slow_deed_is_seen_to_be_done_and_done_once(work: Open) -> None:
    page = opened(work, "/docks/@@contents", "explorer").page
    page.locator("tr[data-name=pier] [name=child]").check()
    held = Held(page, "**/@@many-state")
    publish = page.locator(".bulk").get_by_role("button", name="Publish")
    publish.click()
    publish.click()
    held.wait(1)
    expect(page.locator("#explorer")).to_have_attribute("aria-busy", "true")
    held.let_go()
    expect(page.locator("tr[data-name=pier] .badge.live")).to_be_visible()
    expect(page.locator("#explorer[aria-busy]")).to_have_count(0)


def test_who_leaves_while_a_file_is_sent_is_asked(work: Open) -> None:
    page = opened(work, "/docks/@@contents", "explorer").page
    leaving = """() => { const event = new Event('beforeunload', { cancelable: true });
      window.dispatchEvent(event); return event.defaultPrevented; }"""
    assert not page.evaluate(leaving)
    held = Held(page, "**/@@upload")
    with page.expect_file_chooser() as chosen:
        page.locator("[data-upload]").first.click()
    chosen.value.set_files({"name": "words.txt", "mimeType": "text/plain", "buffer": b"words"})
    held.wait(1)
    assert page.evaluate(leaving)
    # how far it is, is seen and not said
    expect(page.locator(".uploads [role=status]")).to_have_count(0)
    held.let_go()
    expect(page.locator("tr th", has_text="words")).to_be_visible()
    assert not page.evaluate(leaving)
