"""Writing in the editor of texts: by keys, signs, buttons and menu; links, pictures, paste; without a script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect
from serving import Served, served_to_manager
from visits import Open, Visit
from writing import editor, expect_body, fill, paste, refresh, select

pytestmark = pytest.mark.browser

DROP = """([bytes, name, type]) => { const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], name, {type}));
  const place = document.querySelector('.ProseMirror p').getBoundingClientRect();
  document.activeElement.dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true,
    cancelable: true, clientX: place.right - 1, clientY: place.y + 5})); }"""

CLIPBOARD = Path(__file__).parent / "clipboard"
PLAIN = (
    "<h2>The gauges</h2><p>Read them <strong>twice</strong> a <em>day</em>, at dawn and at "
    '<a href="https://example.org/dusk">dusk</a>.</p><ul><li>North weir<ul><li>upper gate</li></ul></li>'
    "<li>South weir</li></ul><ol><li>Open</li><li>Close</li></ol>"
    "<table><tbody><tr><td>Weir</td><td>Level</td></tr></tbody></table>"
)


@pytest.fixture(scope="module")
def served(_browser_there: None) -> Iterator[Served]:
    with served_to_manager(fill) as found:
        yield found


@pytest.fixture
def seen(work: Open) -> Visit:
    found = work()
    found.go("/page/@@edit")
    editor(found.page)
    return found


def begin(page: Page) -> None:
    """Have an empty text with the cursor in it."""
    refresh(page, "")
    editor(page).focus()


def test_signs_become_what_they_mean(seen: Visit) -> None:
    begin(page := seen.page)
    for line in ("## Head", "a **bold** and *slanted* `code`.", "- one", "two"):
        page.keyboard.type(line)
        page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.type("3. three")
    for key in ("Enter", "Enter"):
        page.keyboard.press(key)
    page.keyboard.type("> quoted")
    for key in ("Enter", "Enter"):
        page.keyboard.press(key)
    page.keyboard.type("---after")
    page.keyboard.press("Enter")
    page.keyboard.type("```x = 1")
    expect_body(
        page,
        "<h2>Head</h2><p>a <strong>bold</strong> and <em>slanted</em> <code>code</code>.</p>"
        '<ul><li>one</li><li>two</li></ul><ol start="3"><li>three</li></ol>'
        "<blockquote><p>quoted</p></blockquote><hr><p>after</p><pre><code>x = 1</code></pre>",
    )


def test_a_sign_that_was_not_meant_is_taken_back(seen: Visit) -> None:
    begin(page := seen.page)
    page.keyboard.type("1. ")
    expect_body(page, "<ol><li></li></ol>")
    page.keyboard.press("Backspace")
    expect_body(page, "<p>1. </p>")


def test_the_menu_of_an_empty_line(seen: Visit) -> None:
    begin(page := seen.page)
    page.keyboard.type("/")
    menu = page.get_by_role("listbox", name="Insert")
    expect(menu.get_by_role("option", name="Picture")).to_be_visible()
    assert not seen.axe()
    page.keyboard.type("num")
    expect(menu.get_by_role("option")).to_have_count(1)
    active = editor(page).get_attribute("aria-activedescendant")
    assert menu.get_by_role("option").get_attribute("id") == active
    page.keyboard.press("Enter")
    expect(menu).to_be_hidden()
    page.keyboard.type("one")
    expect_body(page, "<ol><li>one</li></ol>")
    # who wants a slash leaves the menu
    for key in ("Enter", "Enter", "/", "Escape"):
        page.keyboard.press(key)
    expect(menu).to_be_hidden()
    page.keyboard.type("x")
    expect(menu).to_be_hidden()
    expect_body(page, re.compile("<p>/x</p>$"))


def test_the_toolbar_is_one_stop_and_tells_what_is_set(seen: Visit) -> None:
    refresh(page := seen.page, '<h2 id="s-kept">Head</h2><p>words</p>')
    select(page, "words")
    page.keyboard.press("Shift+Tab")
    bar = page.get_by_role("toolbar", name="Formatting")
    bold = bar.get_by_role("button", name="Bold")
    expect(bold).to_be_focused()
    expect(bold).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("Enter")
    expect(editor(page)).to_be_focused()
    expect(bold).to_have_attribute("aria-pressed", "true")
    bold.focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    expect(bar.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    select(page, "Head")
    bar.get_by_role("button", name=re.compile("^H3")).click()
    # the anchor that others link to stays
    expect_body(page, '<h3 id="s-kept">Head</h3><p>words</p>')
    bar.get_by_role("button", name="Quote").click()
    expect_body(page, '<blockquote><h3 id="s-kept">Head</h3></blockquote><p>words</p>')


def test_a_page_is_linked_by_its_identity(seen: Visit) -> None:
    refresh(page := seen.page, "<p>See the locks.</p>")
    select(page, "locks")
    page.keyboard.press("Control+k")
    page.get_by_role("textbox", name="Where to").fill("javascript:alert(1)")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Choose a page, or give an address")).to_be_visible()
    page.get_by_role("group", name="Link").get_by_role("button", name="Choose a page…").click()
    page.get_by_role("searchbox", name="Find a page").last.fill("locks")
    page.get_by_role("region", name="What was found").get_by_role("radio").first.check()
    page.get_by_role("button", name="Choose", exact=True).click()
    expect(page.get_by_role("textbox", name="Words")).to_have_value("locks")
    page.get_by_role("button", name="Set the link").click()
    expect_body(page, re.compile('^<p>See the <a href="uid:[0-9a-f]{32}">locks</a>.</p>$'))
    editor(page).locator("a").click()
    balloon = page.get_by_role("group", name="Link")
    expect(balloon).to_contain_text("Locks /news/locks")
    assert not seen.axe()
    balloon.get_by_role("button", name="Remove the link").click()
    expect_body(page, "<p>See the locks.</p>")
    # an address of this site is that page as well
    select(page, "locks")
    page.keyboard.press("Control+k")
    page.get_by_role("textbox", name="Where to").fill("/news/rivers")
    page.keyboard.press("Enter")
    expect(editor(page).locator("a[href^='uid:']")).to_have_text("locks")
    select(page, "See")
    page.keyboard.press("Control+k")
    page.get_by_role("textbox", name="Where to").fill("ada@example.org")
    page.keyboard.press("Enter")
    expect(editor(page).locator("a[href='mailto:ada@example.org']")).to_have_text("See")


def test_links_that_lead_nowhere_are_marked(seen: Visit) -> None:
    refresh(
        seen.page,
        f'<p><a href="uid:{"f" * 32}">gone</a> <a href="https://example.org/">there</a></p>',
    )
    expect(editor(seen.page).locator(".link-broken")).to_have_text("gone")


def test_a_picture_is_chosen_and_described(seen: Visit) -> None:
    begin(page := seen.page)
    page.keyboard.type("/pic")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="From this site…").click()
    page.get_by_role("searchbox", name="Find a page").last.fill("lake")
    page.get_by_role("region", name="What was found").get_by_role("radio").first.check()
    page.get_by_role("button", name="Choose", exact=True).click()
    words = page.get_by_role("textbox", name="In words, for those who do not see it")
    expect(words).to_have_value("A calm lake")
    assert not seen.axe()
    words.fill("The lake at dusk")
    words.press("Enter")
    shown = editor(page).get_by_role("img", name="The lake at dusk")
    expect(shown).to_have_attribute("width", "640")
    assert shown.evaluate("each => each.decode().then(() => each.naturalWidth)") == 640
    expect_body(page, re.compile('^<p><img src="uid:[0-9a-f]{32}" alt="The lake at dusk"></p>$'))
    shown.click()
    page.get_by_role("button", name="Describe").click()
    page.get_by_role("checkbox", name=re.compile("decorative")).check()
    page.get_by_role("button", name="Done").click()
    expect_body(page, re.compile('^<p><img src="uid:[0-9a-f]{32}" alt=""></p>$'))


def test_a_picture_that_is_dropped_is_sent_and_asked_about(seen: Visit) -> None:
    refresh(page := seen.page, "<p>before</p>")
    editor(page).click()
    shot = page.screenshot(clip={"x": 0, "y": 0, "width": 60, "height": 40})
    page.evaluate(DROP, [list(shot), "A heron.png", "image/png"])
    page.get_by_role("checkbox", name=re.compile("decorative")).check()
    page.get_by_role("button", name="Done").click()
    expect(editor(page).locator("img[width='60']")).to_be_visible()
    expect_body(page, re.compile('^<p>before<img src="uid:[0-9a-f]{32}" alt=""></p>$'))
    expect(page.locator(".prose-arriving")).to_have_count(0)
    # what only says that it is a picture
    seen.expected.add(seen.address + "/@@picture")
    page.evaluate(DROP, [[1, 2, 3], "fake.png", "image/png"])
    expect(page.locator(".toast")).to_contain_text("fake.png: It is no picture that pages can show")
    expect(page.locator(".prose-arriving")).to_have_count(0)
    page.evaluate(DROP, [[1, 2, 3], "a.pdf", "application/pdf"])
    expect(page.locator(".toast").last).to_contain_text("a.pdf is no picture")


def test_a_picture_stands_where_it_was_dropped_though_one_writes_on(seen: Visit) -> None:
    refresh(page := seen.page, "<p>before</p>")
    editor(page).click()
    shot = page.screenshot(clip={"x": 0, "y": 0, "width": 60, "height": 40})
    held: list[Route] = []
    page.route("**/@@nodes*", lambda route: held.append(route))
    with page.expect_request("**/@@nodes*"):
        page.evaluate(DROP, [list(shot), "A heron.png", "image/png"])
    select(page, "before")
    page.keyboard.type("a word or two")
    held.pop().continue_()
    page.get_by_role("checkbox", name=re.compile("decorative")).check()
    page.get_by_role("button", name="Done").click()
    expect(editor(page).locator(".prose-flag")).to_have_count(0)
    expect_body(page, re.compile('^<p>a word or two<img src="uid:[0-9a-f]{32}" alt=""></p>$'))


@pytest.mark.parametrize("name", ["word", "docs", "libreoffice"])
def test_paste_from_word_processors_is_plain(seen: Visit, name: str) -> None:
    begin(page := seen.page)
    paste(page, (CLIPBOARD / f"{name}.html").read_text(encoding="utf-8"))
    expect_body(page, PLAIN)


def test_what_is_pasted_can_do_nothing(seen: Visit) -> None:
    begin(page := seen.page)
    paste(
        page,
        '<p onclick="alert(1)" style="color:red">x<img src=x onerror=alert(2)><script>alert(3)</script>'
        '<a href=" java&#9;script:alert(4)">l</a><iframe srcdoc="<script>alert(5)</script>"></iframe>'
        "<svg onload=alert(6)><style>*{}</style></svg><math><mtext><img src=x onerror=alert(7)>",
    )
    expect_body(page, "<p>xl</p>")


def test_an_address_pasted_on_words_links_them(seen: Visit) -> None:
    refresh(page := seen.page, "<p>words here</p>")
    select(page, "here")
    paste(page, "", "https://example.org/a?b=c")
    expect_body(page, '<p>words <a href="https://example.org/a?b=c">here</a></p>')


def test_what_is_copied_here_comes_as_it_was(seen: Visit) -> None:
    html = f'<p>a <kbd>K</kbd><a href="uid:{"f" * 32}">l</a></p><ul><li>one</li></ul><hr>'
    refresh(page := seen.page, html)
    editor(page).focus()
    page.keyboard.press("Control+a")
    copied = page.evaluate(
        "() => { const data = new DataTransfer(); document.activeElement.dispatchEvent(new ClipboardEvent("
        "'copy', {clipboardData: data, bubbles: true, cancelable: true})); return data.getData('text/html'); }"
    )
    assert f'<kbd>K</kbd><a href="uid:{"f" * 32}">l</a>' in copied
    assert "<ul><li>one</li></ul>" in copied


def test_tables_are_written_in_and_stay_tables(seen: Visit) -> None:
    html = "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>"
    refresh(page := seen.page, html)
    select(page, "a")
    page.keyboard.type("A")
    page.keyboard.press("Tab")
    page.keyboard.type("x")
    expect_body(page, html.replace("<td>a", "<td>A").replace(">b<", ">xb<"))


CELLS = (
    "<p>before</p><table><tbody><tr><td>one</td><td>two</td></tr>"
    "<tr><td>three</td><td>four</td></tr></tbody></table>"
)


@pytest.mark.parametrize(
    ("keys", "put"), [("Backspace", ""), ("Delete", ""), ("x", "x"), ("Control+x", "")]
)
def test_what_is_deleted_across_cells_joins_none(seen: Visit, keys: str, put: str) -> None:
    page = seen.page
    refresh(page, CELLS)
    across(page, "one", "three")
    page.keyboard.press(keys)
    wanted = CELLS.replace("one", f"o{put}").replace("two", "").replace("three", "ree")
    expect(page.locator("#f-body")).to_have_value(wanted)
    page.keyboard.press("Control+z")
    expect_body(page, CELLS)


def test_pasting_upon_cells_joins_none_and_a_table_is_deleted_as_a_whole(seen: Visit) -> None:
    page = seen.page
    refresh(page, CELLS)
    across(page, "one", "three")
    paste(page, "<p>words</p>")
    expect_body(page, re.compile("^([^<]|<(?!td>))*(<td>([^<]|<(?!td>))*){4}$"))
    refresh(page, CELLS)
    editor(page).click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Backspace")
    expect_body(page, re.compile("^(?!.*table)"))


def across(page: Page, first: str, last: str) -> None:
    """Select from behind the first letter of a word to the third of another."""
    page.evaluate(
        """([first, last]) => {
          const { view } = document.getElementById('f-body').closest('rich-text').editor;
          const at = {};
          view.state.doc.descendants((node, pos) => { if (node.isText) at[node.text] = pos; });
          const kind = view.state.selection.constructor;
          view.focus();
          view.dispatch(view.state.tr.setSelection(kind.create(view.state.doc, at[first] + 1, at[last] + 2)));
        }""",
        [first, last],
    )


def test_the_label_and_what_is_wrong_lead_to_the_editor(seen: Visit) -> None:
    page = seen.page
    page.locator("label[for=f-body]").click()
    expect(editor(page)).to_be_focused()
    expect(editor(page)).to_have_accessible_name("Body")


def test_nothing_moves_when_the_editor_begins(work: Open) -> None:
    seen = work(360)
    seen.page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach("
        "each => { window.moved += each.value; })).observe({type: 'layout-shift', buffered: true});"
    )
    seen.go("/page/@@edit")
    editor(seen.page)
    assert seen.page.evaluate("moved") < 0.01


def test_without_script_it_is_a_text_area(work: Open) -> None:
    page = (seen := work(script=False)).page
    seen.go("/news/rivers/@@edit")
    area = page.get_by_role("textbox", name="Body")
    area.fill("<p>By hand.</p><script>alert(1)</script>")
    expect(page.get_by_role("toolbar")).to_have_count(0)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(area).to_have_value("<p>By hand.</p>")


def test_forced_colours(seen: Visit) -> None:
    refresh(seen.page, "<p>words</p>")
    seen.page.emulate_media(forced_colors="active")
    bold = seen.page.get_by_role("toolbar").get_by_role("button", name="Bold")
    select(seen.page, "words")
    seen.page.keyboard.press("Control+b")
    assert bold.evaluate("each => getComputedStyle(each).outlineStyle") == "solid"
