"""Blocks in a real browser: by mouse, by keyboard alone, on a phone; what is saved is what stood there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect
from serving import Served, served_to_manager
from visits import Open

from contentsite.tree.root import Root
from contentsite.types.blocks import Callout, Hero, Prose, Quote
from contentsite.types.document import Document

pytestmark = pytest.mark.browser

BLOCKS = (
    Hero(headline="First"),
    Quote(words="Second"),
    Callout(heading="Third", text="<p>Mind.</p>"),
    Prose(text="<h2>Fourth</h2><p>It goes on.</p>"),
)


def fill(site: Root) -> None:
    for name in ("mouse", "keys", "slash", "axe", "check"):
        site.add(name, Document(title=name, body="<p>Text.</p>", blocks=BLOCKS)).publish()


@pytest.fixture(scope="module")
def served(_browser_there: None) -> Iterator[Served]:
    with served_to_manager(fill) as found:
        yield found


def opened(work: Open, path: str, width: int = 1280) -> Page:
    seen = work(width)
    seen.go(f"/{path}/@@edit")
    seen.page.wait_for_selector("html[data-ready]")
    expect(seen.page.locator(".block [data-do=up]").first).to_be_disabled()
    expect(seen.page.locator("body > [data-block-picker]")).to_have_count(1)
    return seen.page


def heads(page: Page) -> Locator:
    return page.locator(".block summary > b")


def unfold(page: Page, is_open: bool) -> None:
    page.eval_on_selector_all(
        ".block details", "(all, is) => all.forEach((each) => { each.open = is })", is_open
    )


def save(page: Page) -> None:
    with page.expect_navigation():
        page.locator("#save").click()
    page.wait_for_selector("html[data-ready]")


def test_by_mouse(work: Open) -> None:
    page = opened(work, "mouse")
    page.get_by_role("button", name="Down: Hero", exact=True).click()
    expect(heads(page)).to_have_text(["Quote", "Hero", "Callout", "Text"])
    page.get_by_role("button", name="Duplicate: Quote", exact=True).click()
    expect(page.locator(".block")).to_have_count(5)
    expect(heads(page)).to_have_text(["Quote", "Quote", "Hero", "Callout", "Text"])
    page.get_by_role("button", name="Remove: Callout", exact=True).click()
    expect(heads(page)).to_have_text(["Quote", "Quote", "Hero", "Text"])
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(heads(page)).to_have_text(["Quote", "Quote", "Hero", "Callout", "Text"])
    page.get_by_role("button", name="Add a block below: Hero", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Callout").click()
    expect(page.locator(".block")).to_have_count(6)
    unfold(page, False)
    page.locator(".blocks").evaluate("(each) => each.scrollIntoView({ block: 'center' })")
    before = ["Quote", "Quote", "Hero", "Callout", "Callout", "Text"]
    expect(heads(page)).to_have_text(before)
    grip = page.locator("[data-grip]")
    start, end = grip.nth(0).bounding_box(), grip.nth(2).bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 8, start["y"] + 20)
    page.mouse.down()
    page.mouse.move(start["x"] + 8, start["y"] + 30, steps=4)
    page.wait_for_selector(".sortable-ghost")
    # a browser tells of a drag when it has time to, and only while the mouse moves
    for step in range(200):
        page.mouse.move(end["x"] + 8, end["y"] + 25 + step % 20)
        page.evaluate("new Promise(requestAnimationFrame)")
        if heads(page).all_text_contents() != before:
            break
    page.mouse.up()
    after = heads(page).all_text_contents()
    assert after != before
    save(page)
    expect(heads(page)).to_have_text(after)


def test_by_keyboard_alone(work: Open) -> None:
    page = opened(work, "keys")
    grip = page.get_by_role("button", name="Move: Hero", exact=True)
    grip.focus()
    page.keyboard.press("Space")
    expect(grip).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#toasts")).to_contain_text("Hero is number 3 of 4 now.")
    page.keyboard.press("Space")
    expect(heads(page)).to_have_text(["Quote", "Callout", "Hero", "Text"])
    page.keyboard.press("Space")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    expect(page.locator("#toasts")).to_contain_text("Hero is back where it was.")
    expect(heads(page)).to_have_text(["Quote", "Callout", "Hero", "Text"])
    add = page.get_by_role("button", name="Add a block", exact=True)
    add.focus()
    page.keyboard.press("Enter")
    page.keyboard.type("sphere")
    expect(page.get_by_text("There is no such block.")).to_be_visible()
    # the first one empties the search
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(add).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("words of some")
    page.keyboard.press("Enter")
    expect(page.locator(".block")).to_have_count(5)
    expect(page.get_by_label("Words", exact=True).last).to_be_focused()
    page.keyboard.type("By keys")
    page.get_by_role("button", name="Up: Quote", exact=True).last.focus()
    page.keyboard.press("Enter")
    expect(heads(page)).to_have_text(["Quote", "Callout", "Hero", "Quote", "Text"])
    page.get_by_role("button", name="Remove: Callout", exact=True).focus()
    page.keyboard.press("Enter")
    expect(heads(page)).to_have_text(["Quote", "Hero", "Quote", "Text"])
    save(page)
    expect(heads(page)).to_have_text(["Quote", "Hero", "Quote", "Text"])
    expect(page.locator(".block").nth(2)).to_contain_text("By keys")


def test_a_slash_in_a_text_puts_a_block_there(work: Open) -> None:
    page = opened(work, "slash")
    page.locator(".block summary").nth(3).click()
    editor = page.locator(".kind-text .ProseMirror")
    editor.locator("h2").click()
    expect(editor).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("/quo")
    page.get_by_role("option", name="Block: Quote").click()
    expect(page.locator(".block")).to_have_count(6)
    expect(heads(page)).to_have_text(["Hero", "Quote", "Callout", "Text", "Quote", "Text"])
    expect(page.get_by_label("Words", exact=True).last).to_be_focused()
    page.keyboard.type("Between")
    save(page)
    blocks = page.locator(".block")
    expect(blocks.nth(3)).to_contain_text("Fourth")
    expect(blocks.nth(4)).to_contain_text("Between")
    expect(blocks.nth(5)).to_contain_text("It goes on.")


def test_axe_finds_nothing_in_blocks_and_their_dialog(work: Open) -> None:
    for width in (1280, 360):
        for scheme in ("light", "dark"):
            seen = work(width, scheme)
            seen.go("/axe/@@edit")
            expect(seen.page.locator("body > [data-block-picker]")).to_have_count(1)
            unfold(seen.page, True)
            assert not seen.axe(), (width, scheme)
            assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            seen.page.get_by_role("button", name="Add a block", exact=True).click()
            assert not seen.axe(), (width, scheme, "dialog")


def test_a_wrong_field_of_a_block_is_told_when_it_is_left(work: Open) -> None:
    page = opened(work, "check")
    page.locator(".block summary").nth(1).click()
    field = page.get_by_label("Where it can be read")
    field.last.fill("no address")
    page.get_by_label("Who said it").focus()
    expect(page.locator(".block .error").first).to_be_visible()


def test_without_script_the_buttons_are_those_of_a_form(work: Open) -> None:
    seen = work(360, script=False)
    page = seen.page
    seen.go("/axe/@@edit")
    page.get_by_role("button", name="Down: Hero", exact=True).click()
    expect(heads(page)).to_have_text(["Quote", "Hero", "Callout", "Text"])
    assert page.url.endswith("#f-blocks.0")
    page.locator("#f-blocks-new").select_option("quote")
    page.get_by_role("button", name="Add a block", exact=True).click()
    expect(heads(page).last).to_have_text("Quote")
    expect(page.locator(".block").last.locator("details")).to_have_attribute("open", "")
