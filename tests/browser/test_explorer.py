"""The explorer as people use it: by mouse, by keyboard alone, by touch, and on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Route, expect
from rows import drag, expect_rows, grip
from serving import Served, served_to_manager
from visits import Open, Visit

from contentsite.tree.root import Root
from contentsite.types.document import Document
from contentsite.types.folder import Folder

pytestmark = pytest.mark.browser


@pytest.fixture
def served(_browser_there: None) -> Iterator[Served]:
    """A folder of six pages and a folder, and an empty folder beside it."""

    def fill(site: Root) -> None:
        docks = site.add("docks", Folder(title="Docks"))
        docks.publish()
        for number in range(1, 7):
            docks.add(f"p{number}", Document(title=f"Pier {number}")).publish()
        docks.add("yard", Folder(title="Yard"))
        site.add("depot", Folder(title="Depot")).add("inner", Folder(title="Inner"))

    with served_to_manager(fill, contentsite__catalog__index="true") as found:
        yield found


def opened(work: Open, path: str = "/docks/@@contents", **options: object) -> Visit:
    seen = work(**options)
    seen.go(path)
    expect(seen.page.locator("html[data-ready=explorer]")).to_have_count(1)
    return seen


def test_a_row_is_dragged_among_its_siblings(work: Open) -> None:
    page = opened(work).page
    moved = ("Pier 2", "Pier 3", "Pier 4", "Pier 1", "Pier 5", "Pier 6", "Yard")
    drag(page, grip(page, "p1"), page.locator("tr[data-name=p4]"), y=0.8)
    expect(page.locator(".drag-chip")).to_have_text("Pier 1")
    expect_rows(page, *moved)
    page.mouse.up()
    expect(page.locator(".toast")).to_contain_text("The order was changed.")
    page.reload()
    expect_rows(page, *moved)


def test_a_drag_is_broken_off_by_escape(work: Open) -> None:
    page = opened(work).page
    before = page.locator("#rows th > a span").all_text_contents()
    drag(page, grip(page, "p1"), page.locator("tr[data-name=p4]"), y=0.8)
    expect(page.locator("#rows tr").first).to_have_attribute("data-name", "p2")
    page.keyboard.press("Escape")
    page.mouse.up()
    expect_rows(page, *before)
    expect(page.locator(".toast")).to_have_count(0)


def test_a_row_is_dragged_onto_a_folder_and_undone(work: Open) -> None:
    page = opened(work).page
    drag(page, grip(page, "p2"), page.locator("tr[data-name=yard]"))
    expect(page.locator("tr[data-name=yard]")).to_have_class(re.compile("into"))
    page.mouse.up()
    expect(page.locator(".toast")).to_contain_text("“Pier 2” was moved.")
    expect(page.locator("tr[data-name=p2]")).to_have_count(0)
    expect(page.locator("tr[data-name=yard] .number")).to_have_text("1")
    page.locator(".toast").get_by_role("button", name="Undo").click()
    # it is public where it was: that is asked for first
    page.get_by_role("button", name="Undo and show it").click()
    expect(page.locator("tr[data-name=p2]")).to_have_count(1)


def test_rows_are_dragged_into_the_tree_which_opens_on_the_way(work: Open) -> None:
    page = opened(work).page
    page.locator("tr[data-name=p1] [name=child]").check()
    page.locator("tr[data-name=p3] [name=child]").check()
    drag(page, grip(page, "p3"), page.locator(".tree a:has-text('Depot')"))
    expect(page.locator(".drag-chip")).to_have_text("2 entries")
    inner = page.locator(".tree a:has-text('Inner')")
    expect(inner).to_be_visible()
    box = inner.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 60, box["y"] + 10, steps=5)
    expect(inner).to_have_class(re.compile("into"))
    page.mouse.up()
    expect(page.locator(".toast")).to_contain_text("2 entries were moved.")
    expect_rows(page, "Pier 2", "Pier 4", "Pier 5", "Pier 6", "Yard")


def test_a_row_is_carried_by_keyboard(work: Open) -> None:
    page = opened(work).page
    grip(page, "p2").focus()
    page.keyboard.press("Space")
    expect(page.locator(".hidden[aria-live=assertive]")).to_contain_text(
        "Pier 2 picked up, place 2 of 7"
    )
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect_rows(page, *(f"Pier {number}" for number in range(1, 7)), "Yard")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Space")
    expect(page.locator(".toast")).to_contain_text("The order was changed.")
    expect_rows(page, "Pier 2", "Pier 1", *(f"Pier {number}" for number in range(3, 7)), "Yard")
    expect(grip(page, "p2")).to_be_focused()


def test_the_menu_of_a_row_moves_it(work: Open) -> None:
    page = opened(work).page
    page.locator("tr[data-name=p3] .dots").press("Enter")
    expect(page.locator("#row-menu")).to_be_visible()
    page.get_by_role("menuitem", name="To the top").press("Enter")
    expect(page.locator(".toast")).to_contain_text("The order was changed.")
    expect(page.locator("#rows tr").first).to_contain_text("Pier 3")
    page.locator("tr[data-name=p3] .dots").click()
    assert page.get_by_role("menuitem", name="View").get_attribute("href") == "/docks/p3"
    page.keyboard.press("Escape")
    expect(page.locator("tr[data-name=p3] .dots")).to_be_focused()


def test_selecting_moves_nothing_and_knows_ranges(work: Open) -> None:
    page = opened(work).page
    before = page.locator("tr[data-name=p1]").bounding_box()
    page.locator("tr[data-name=p1] [name=child]").click()
    page.locator("tr[data-name=p4] [name=child]").click(modifiers=["Shift"])
    expect(page.locator("[data-selected]")).to_have_text("4 selected")
    assert page.locator("tr[data-name=p1]").bounding_box() == before
    page.keyboard.press("Escape")
    expect(page.locator(".bulk")).to_be_hidden()
    page.locator("[data-all]").check()
    expect(page.locator("[data-selected]")).to_have_text("7 selected")


def test_many_are_taken_back_at_once_and_undone_at_once(work: Open) -> None:
    page = opened(work).page
    page.locator("tr[data-name=p1] [name=child]").click()
    page.locator("tr[data-name=p3] [name=child]").click(modifiers=["Shift"])
    page.get_by_role("button", name="Take back to draft").click()
    expect(page.locator(".toast")).to_contain_text("The state of 3 entries was changed.")
    expect(page.locator("#rows .badge:text-is('Draft')")).to_have_count(4)
    page.get_by_role("button", name="Undo").click()
    # visitors would see it again: that is asked for first
    page.get_by_role("button", name="Undo and show it").click()
    expect(page.locator("#rows .badge:text-is('Draft')")).to_have_count(1)


def test_many_are_moved_by_the_chooser(work: Open) -> None:
    page = opened(work).page
    page.locator("tr[data-name=p1] [name=child]").check()
    page.locator("tr[data-name=yard] [name=child]").check()
    page.get_by_role("button", name="Move…").click()
    dialog = page.get_by_role("dialog", name="Move to…")
    expect(dialog.get_by_role("radio", name="Docks It is in this folder already.")).to_be_disabled()
    dialog.get_by_role("radio", name="Depot").check()
    expect(dialog.locator("[data-detail]")).to_contain_text("/depot/p1")
    dialog.get_by_role("button", name="Move here").click()
    expect(page.locator(".toast")).to_contain_text("2 entries were moved.")
    expect_rows(page, "Pier 2", "Pier 3", "Pier 4", "Pier 5", "Pier 6")


def test_the_chooser_finds_by_words_and_by_keyboard_alone(work: Open) -> None:
    page = opened(work).page
    page.locator("tr[data-name=p1] .dots").press("Enter")
    page.get_by_role("menuitem", name="Move to folder…").press("Enter")
    dialog = page.get_by_role("dialog", name="Move to…")
    dialog.get_by_role("searchbox").fill("inn")
    expect(dialog.locator("[data-found] .choice")).to_have_count(1)
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    expect(dialog.locator("[data-detail]")).to_contain_text("/depot/inner/p1")
    dialog.get_by_role("button", name="Move here").press("Enter")
    expect(page.locator(".toast")).to_contain_text("“Pier 1” was moved.")


def test_cut_and_paste(work: Open) -> None:
    page = (seen := opened(work)).page
    page.locator("tr[data-name=p5] [name=child]").check()
    page.keyboard.press("Control+x")
    expect(page.locator(".clipped")).to_contain_text("1 cut")
    seen.go("/depot/@@contents")
    page.get_by_role("button", name="Paste here").click()
    expect(page.locator(".toast")).to_contain_text("“Pier 5” was moved.")
    expect(page.locator("tr[data-name=p5]")).to_have_class(re.compile("fresh"))
    expect(page.locator(".clipped")).to_have_count(0)


def test_many_are_deleted_after_the_facts_were_said(work: Open) -> None:
    page = opened(work).page
    page.locator("[data-all]").check()
    page.get_by_role("button", name="Delete").click()
    dialog = page.get_by_role("dialog", name="Delete")
    expect(dialog).to_contain_text("This moves 7 entries into the trash.")
    dialog.get_by_role("link", name="Cancel").click()
    expect(dialog).to_have_count(0)
    page.get_by_role("button", name="Delete").click()
    dialog.get_by_role("button", name="Delete").click()
    expect(page.get_by_role("heading", name="This folder is empty")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#rows tr")).to_have_count(7)


def test_a_title_is_changed_where_it_stands(work: Open) -> None:
    page = (seen := opened(work)).page
    seen.expected.add(f"{seen.address}/docks/yard/@@title")
    page.locator("tr[data-name=yard] th > a").first.focus()
    page.keyboard.press("F2")
    box = page.get_by_role("textbox", name="Title")
    expect(box).to_have_value("Yard")
    page.keyboard.press("Escape")
    expect(page.locator("tr[data-name=yard] th > a").first).to_be_focused()
    page.keyboard.press("F2")
    box.fill("")
    page.keyboard.press("Enter")
    expect(page.locator(".retitle .error")).to_be_visible()
    box.fill("Shipyard")
    page.keyboard.press("Enter")
    expect(page.locator(".toast")).to_contain_text(
        "The title was changed. The address stays as it was."
    )
    expect(page.locator("tr[data-name=yard] th > a span")).to_have_text("Shipyard")
    expect(page.locator(".tree a:has-text('Shipyard')")).to_have_count(1)


def test_filtering_as_one_types(work: Open) -> None:
    page = opened(work).page
    page.get_by_role("searchbox", name="Filter by title").press_sequentially("pier 3")
    expect(page.locator("#rows tr")).to_have_count(1)
    expect(page.locator(".count")).to_have_text("7 entries, 1 shown")
    expect(page.get_by_role("searchbox", name="Filter by title")).to_be_focused()
    expect(page).to_have_url(re.compile(r"words=pier\+3"))
    page.get_by_role("searchbox", name="Filter by title").fill("")
    expect(page.locator("#rows tr")).to_have_count(7)
    page.get_by_role("combobox", name="Type").select_option("Folder")
    expect(page.locator("#rows tr")).to_have_count(1)


def test_a_column_sorts_and_says_that_rows_cannot_be_dragged_then(work: Open) -> None:
    page = opened(work).page
    page.get_by_role("link", name="Title", exact=True).click()
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("Title")
    expect(page.get_by_text("Sorted by a column, so that rows cannot be dragged.")).to_be_visible()
    grip(page, "p2").press("Space")
    expect(page.locator(".toast")).to_contain_text("sorted or filtered")
    page.get_by_role("link", name="Title", exact=True).click()
    expect(page.locator("#rows tr").first).to_contain_text("Yard")


def test_nothing_moves_when_the_scripts_begin(work: Open) -> None:
    seen = work(width=360)
    seen.page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach("
        "each => { window.moved += each.value; })).observe({type: 'layout-shift', buffered: true});"
    )
    # they come late, when the page has been drawn
    held: list[Route] = []
    seen.page.route("**/explorer.js*", lambda route: held.append(route))
    seen.page.goto(seen.address + "/docks/@@contents", wait_until="commit")
    expect(seen.page.locator("#rows tr").last).to_be_visible()
    seen.page.wait_for_timeout(300)
    held.pop().continue_()
    expect(seen.page.locator("html[data-ready=explorer]")).to_have_count(1)
    seen.page.wait_for_timeout(300)
    assert seen.page.evaluate("moved") < 0.01


def test_back_goes_back_to_the_order_before(work: Open) -> None:
    page = opened(work).page
    before = page.locator("#rows th > a span").all_text_contents()
    page.get_by_role("link", name="Title", exact=True).click()
    expect(page).to_have_url(re.compile("sort=title"))
    page.get_by_role("link", name="Changed", exact=True).click()
    expect(page).to_have_url(re.compile("sort=modified"))
    page.go_back()
    expect(page).to_have_url(re.compile("sort=title"))
    expect(page.locator("thead [aria-sort]")).to_have_text("Title")
    page.go_back()
    expect(page.locator("thead [aria-sort]")).to_have_count(0)
    expect_rows(page, *before)


def test_the_tree_by_keyboard(work: Open) -> None:
    page = opened(work).page
    page.locator(".tree a", has_text="Docks").focus()
    page.keyboard.press("d")
    page.keyboard.press("e")
    expect(page.locator(".tree a", has_text="Depot")).to_be_focused()
    # in the middle of a word it is no key that adds a page
    page.keyboard.type("den")
    expect(page.locator(".tree a", has_text="Depot")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".tree a", has_text="Inner")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".tree a", has_text="Inner")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".tree a", has_text="Depot")).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("End")
    expect(page.locator(".tree a", has_text="Inner")).to_be_focused()


def test_branches_stay_open_on_the_next_page(work: Open) -> None:
    page = (seen := opened(work)).page
    page.get_by_role("button", name="Depot").click()
    expect(page.locator(".tree a", has_text="Inner")).to_be_visible()
    seen.go("/docks/yard/@@contents")
    expect(page.locator(".tree a", has_text="Inner")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (360, "light")])
def test_axe_finds_nothing(work: Open, width: int, scheme: str) -> None:
    page = (seen := opened(work, width=width, scheme=scheme)).page
    assert seen.axe() == []
    page.locator("tr[data-name=p1] [name=child]").check()
    assert seen.axe() == []
    page.locator("tr[data-name=p1] .dots").click()
    assert seen.axe() == []
    page.get_by_role("menuitem", name="Move to folder…").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert seen.axe() == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_script_all_of_it_is_done_by_forms(work: Open) -> None:
    page = (seen := work(script=False)).page
    seen.go("/docks/@@contents")
    expect(page.locator(".bulk")).to_be_hidden()
    page.locator("[name=child][value=p1]").check()
    page.locator("[name=child][value=p2]").check()
    page.get_by_role("button", name="Move…").click()
    page.get_by_role("textbox", name="Folder").fill("/depot")
    page.get_by_role("button", name="Continue").click()
    expect(page.locator(".sheet")).to_contain_text("/depot/p1")
    page.locator(".sheet").get_by_role("button", name="Move").click()
    expect(page.locator(".said")).to_contain_text("2 entries were moved.")
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Undo and show it").click()
    expect(page.locator("#rows tr")).to_have_count(7)
