"""History, comparison, preview, trash, restore and purge in a browser: by keyboard, on a phone, in the dark."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import transaction
from exhibits import picture
from playwright.sync_api import expect
from serving import Served, served_to_manager
from visits import Open

from contentsite.tree.root import Root
from contentsite.tree.trashing import trash
from contentsite.types.document import Document
from contentsite.types.folder import Folder
from contentsite.types.image import Image
from contentsite.versions.working import edit

pytestmark = pytest.mark.browser

LOST, TAKEN, ORPHAN = "a" * 32, "b" * 32, "c" * 32
WORDS = "The night train follows the shore until it has passed the viaduct. "
SCREENS = (
    "/@@contents",
    "/page/@@edit",
    "/page/@@state",
    "/page/@@history",
    "/page/@@history?one=1&two=3",
    "/page/@@history?one=3&two=3",
    "/page/@@version?number=1",
    "/page/@@delete",
    "/lake/@@state",
    "/lake/@@history?one=1&two=2",
    "/@@trash",
    f"/@@restore?item={LOST}",
    f"/@@restore?item={ORPHAN}",
    f"/@@purge?item={LOST}",
)


def fill(site: Root) -> None:
    """Add a page and a picture with unpublished changes, and put three things into the trash."""

    def stored() -> None:
        connection = site._p_jar
        assert connection is not None
        manager: transaction.TransactionManager = connection.transaction_manager
        manager.commit()
        manager.begin()

    page = site.add("page", Document(title="The night train", body=f"<p>{WORDS * 6}</p>"))
    page.publish()
    lake = site.add("lake", Image(title="The lake", alt="A lake", image=picture("lake.png")))
    lake.publish()
    shelf, away = site.add("shelf", Folder(title="A shelf")), site.add("away", Folder(title="Away"))
    for uid, name, place in ((LOST, "lost", shelf), (TAKEN, "taken", shelf), (ORPHAN, "o", away)):
        node = Folder(title=f"A folder that was {name}")
        node.uid = uid
        place.add(name, node)
    for number in range(22):
        site.find(LOST).add(f"n{number}", Document(title=f"{number}"))  # type: ignore[union-attr]
    stored()
    edit(page, {"body": f"<p>{WORDS * 5}</p><p>It stops at the pass.</p>"}, "where it stops")
    edit(lake, {"image": picture("shore.png"), "alt": "A shore"})
    stored()
    edit(page, {"title": "The day train", "related": (lake.uid,)})
    stored()
    page.update({"title": "The slow train"})
    for node in (shelf["lost"], shelf["taken"], away["o"], away):
        trash(node)
        stored()
    shelf.add("taken", Document(title="Another"))


@pytest.fixture(scope="module")
def served(_browser_there: None) -> Iterator[Served]:
    """The site, which tests may change."""
    with served_to_manager(fill) as found:
        yield found


@pytest.mark.parametrize("path", SCREENS)
def test_axe_finds_nothing_and_all_of_it_fits(work: Open, path: str) -> None:
    seen = work()
    seen.go(path)
    for width in (1280, 360):
        seen.page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            seen.page.emulate_media(color_scheme=scheme)
            assert not seen.axe(), (width, scheme)
    seen.page.set_viewport_size({"width": 320, "height": 900})
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 320
    assert seen.page.evaluate("document.querySelectorAll('[style]').length") == 0


def test_two_versions_are_compared_by_keyboard(work: Open) -> None:
    seen = work(360, script=False)
    page = seen.page
    seen.go("/page/@@history")
    page.get_by_role("radio", name="From version 2").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="From version 1")).to_be_checked()
    page.get_by_role("button", name="Compare the two chosen").press("Enter")
    expect(page.get_by_role("heading", name="Version 1 → 3")).to_be_visible()
    shown = page.locator(".differences")
    expect(shown.locator("del").first).to_have_text("night")
    expect(shown.locator("ins").first).to_have_text("day")
    expect(shown.get_by_role("row", name="See also").get_by_role("cell").last).to_have_text(
        "The lake"
    )
    page.get_by_role("link", name="Version 1", exact=True).press("Enter")
    expect(page.locator("h1")).to_have_text("The night train")


def test_pictures_stand_side_by_side(work: Open) -> None:
    seen = work()
    seen.go("/lake/@@history?one=1&two=2")
    before, after = seen.page.locator(".differences img").all()
    expect(before).to_have_attribute("alt", "A lake")
    expect(after).to_have_attribute("alt", "A shore")
    boxes = [each.bounding_box() for each in (before, after)]
    assert boxes[0] is not None
    assert boxes[1] is not None
    assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
    assert boxes[0]["width"] > 100
    # those that are missing have no size of their own
    for each in (before, after):
        assert each.evaluate("e => e.decode().then(() => e.naturalWidth)") == 640


def test_a_preview_link_shows_the_changes_to_a_visitor(work: Open) -> None:
    seen = work()
    seen.go("/lake/@@state")
    link = seen.page.get_by_role("link", name="Preview link").get_attribute("href")
    assert link is not None
    visitor = work(360, "dark", known=False, script=False)
    visitor.page.goto(link)
    shown = visitor.page.locator("main img")
    expect(shown).to_have_attribute("alt", "A shore")
    expect(shown).to_have_attribute("src", re.compile("@@preview.*field=image"))
    assert not work(known=False).go("/lake").text().count("A shore")


def test_a_version_is_restored_by_keyboard(work: Open) -> None:
    seen = work(360, script=False)
    seen.go("/lake/@@history")
    seen.page.get_by_role("button", name="Restore 1").press("Enter")
    expect(seen.page.get_by_role("status")).to_contain_text("“The lake” is as it was then")
    expect(seen.page.locator(".versions tbody tr")).to_have_count(3)


def test_what_changed_meanwhile_is_told_before_it_is_published(work: Open) -> None:
    seen = work(360, script=False)
    page = seen.page
    seen.go("/page/@@edit")
    expect(page.locator(".warning").first).to_contain_text("changed otherwise")
    page.get_by_role("link", name="Compare", exact=True).press("Enter")
    table = page.get_by_role("region", name="What visitors see: then and now")
    expect(table.locator("ins").first).to_have_text("slow")
    page.get_by_role("button", name="Publish these changes").press("Enter")
    expect(page.get_by_role("status")).to_have_text("The changes are published.")


def test_what_was_deleted_comes_back_elsewhere(work: Open) -> None:
    seen = work(360, script=False)
    page = seen.page
    seen.go("/@@trash")
    seen.expected.add(seen.address + "/@@restore")
    page.get_by_role("button", name=re.compile("Restore.*taken")).press("Enter")
    expect(page.locator(".problems")).to_be_visible()
    page.get_by_label("Name").fill("free")
    page.get_by_label("Name").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("A folder that was taken")
    seen.go("/shelf/free/@@contents")
    seen.go("/@@trash")
    page.get_by_role("link", name=re.compile("Elsewhere.*was o$")).press("Enter")
    page.get_by_label("Folder").fill("/shelf")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("A folder that was o")
    seen.go("/shelf/o/@@contents")


def test_what_is_deleted_for_good_has_its_title_typed(work: Open) -> None:
    seen = work(360, "dark")
    page = seen.page
    seen.go("/@@trash")
    page.get_by_role("link", name=re.compile("good.*lost")).press("Enter")
    seen.expected.add(seen.address + "/@@purge")
    page.get_by_role("button", name="Delete for good").press("Enter")
    expect(page.locator(".problems")).to_be_visible()
    assert not seen.axe()
    page.get_by_label("Title").fill("A folder that was lost")
    page.get_by_label("Title").press("Enter")
    expect(page.get_by_role("status")).to_be_visible()
    expect(page.get_by_text("A folder that was lost")).to_have_count(0)


def test_a_page_goes_into_the_trash_by_keyboard(work: Open) -> None:
    seen = work(360, script=False)
    page = seen.page
    seen.go("/lake/@@delete")
    page.get_by_role("button", name="Delete", exact=True).press("Enter")
    expect(page.get_by_role("status")).to_be_visible()
    seen.go("/@@trash")
    page.get_by_role("button", name=re.compile("Restore.*lake")).press("Enter")
    expect(page.get_by_role("status")).to_be_visible()
    seen.go("/lake")
