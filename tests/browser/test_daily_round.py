"""An editor's day: sign in, add, write, order, move, undo, share, sign out; by mouse, and by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect
from rows import drag, expect_rows, grip
from serving import Served, served_to_manager
from visits import Open, Visit

from contentsite.security.password import hash_password
from contentsite.testing import add_user
from contentsite.tree.root import Root
from contentsite.types.document import Document
from contentsite.types.folder import Folder

pytestmark = pytest.mark.browser

SECRET = "a night on the train"


@pytest.fixture
def served(_browser_there: None) -> Iterator[Served]:
    """A folder with two pages, one beside it, and two people."""

    def fill(site: Root) -> None:
        docks = site.add("docks", Folder(title="Docks"))
        docks.publish()
        docks.add("one", Document(title="Pier one")).publish()
        docks.add("two", Document(title="Pier two")).publish()
        site.add("depot", Folder(title="Depot"))
        add_user(site, "cleo", "Manager", title="Cleo").set_password(hash_password(SECRET))
        add_user(site, "ben", title="Ben")

    with served_to_manager(fill) as found:
        yield found


def ready(page: Page, name: str) -> None:
    expect(page.locator(f"html[data-ready={name}]")).to_have_count(1)


def signed_in(page: Page) -> None:
    page.wait_for_url(lambda url: "@@sign-in" not in url)


def test_a_day_by_mouse(work: Open) -> None:
    seen = work(known=False)
    page = seen.page
    seen.go("/@@sign-in")
    page.get_by_label("Name or mail address").fill("cleo")
    page.locator("#password").fill(SECRET)
    page.get_by_role("button", name="Sign in").click()
    signed_in(page)
    seen.go("/docks/@@contents")
    page.get_by_role("link", name="Add", exact=True).first.click()
    page.locator("#types").get_by_role("link", name="Document").click()
    expect(page.get_by_label("Title")).to_be_focused()
    page.get_by_label("Title").fill("Pier three")
    page.locator(".ProseMirror").first.click()
    page.keyboard.type("Built last.")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("“Pier three” was added.")).to_be_visible()
    seen.go("/docks/@@contents")
    ready(page, "explorer")
    drag(page, grip(page, "pier-three"), page.locator("tr[data-name=one]"), y=0.1)
    expect_rows(page, "Pier three", "Pier one", "Pier two")
    page.mouse.up()
    expect(page.locator(".toast")).to_contain_text("The order was changed.")
    depot = page.locator(".side-tree a", has_text="Depot")
    drag(page, grip(page, "pier-three"), depot)
    expect(depot).to_have_class(re.compile("into"))
    page.mouse.up()
    expect(page.locator(".toast").last).to_contain_text("“Pier three” was moved.")
    expect(page.locator("tr[data-name=pier-three]")).to_have_count(0)
    page.locator(".toast").last.get_by_role("button", name="Undo").click()
    expect(page.locator("tr[data-name=pier-three]")).to_have_count(1)
    seen.go("/docks/pier-three/@@sharing?find=Ben")
    page.get_by_label("Ben", exact=False).first.check()
    page.get_by_label("Editor", exact=False).first.check()
    page.get_by_role("button", name="Give", exact=True).click()
    expect(page.locator("main")).to_contain_text("Ben")
    page.get_by_role("button", name="Account menu").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Sign out").click()
    seen.go("/docks/@@contents", 404)


def walk_to(page: Page, target: Locator) -> None:
    """Press Tab until something has the focus."""
    for _each in range(80):
        if target.evaluate("each => each === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no key leads to {target}")


def shared_by_keyboard(seen: Visit) -> None:
    """Give somebody a role, and take it away again."""
    page, press = seen.page, seen.page.keyboard.press
    seen.go("/docks/pier-three/@@edit")
    press("Control+k")
    page.keyboard.type(">sharing")
    expect(page.locator("#offers [aria-selected=true]")).to_contain_text("Sharing")
    with page.expect_navigation():
        press("Enter")
    walk_to(page, page.locator("#find"))
    page.keyboard.type("ben")
    with page.expect_navigation():
        press("Enter")
    walk_to(page, page.get_by_role("radio", name="Ben"))
    press("Space")
    # one key leads into a group of radio buttons, arrows through it
    roles = page.locator("[name=role]")
    walk_to(page, roles.first)
    press("Space")
    for _each in range(roles.count()):
        if page.get_by_role("radio", name="Editor").is_checked():
            break
        press("ArrowDown")
    with page.expect_navigation():
        press("Enter")
    given = page.locator("section", has=page.locator("#h-own"))
    expect(given).to_contain_text("Ben")
    walk_to(page, given.locator("li", has_text="Ben").locator("[value=take]"))
    with page.expect_navigation():
        press("Enter")
    expect(given).not_to_contain_text("Ben")


def test_a_day_by_keyboard_alone(work: Open) -> None:
    seen = work(known=False)
    page, press = seen.page, seen.page.keyboard.press
    seen.go("/@@sign-in")
    expect(page.get_by_label("Name or mail address")).to_be_focused()
    page.keyboard.type("cleo")
    press("Tab")
    page.keyboard.type(SECRET)
    press("Enter")
    signed_in(page)
    seen.go("/docks/@@contents")
    ready(page, "explorer")
    press("n")
    expect(page.locator("#type-filter")).to_be_focused()
    page.keyboard.type("docu")
    press("Enter")
    expect(page.get_by_label("Title")).to_be_focused()
    page.keyboard.type("Pier three")
    press("Control+s")
    expect(page.get_by_text("“Pier three” was added.")).to_be_visible()
    seen.go("/docks/@@contents")
    ready(page, "explorer")
    grip(page, "pier-three").focus()
    press("Space")
    press("ArrowUp")
    press("ArrowUp")
    press("Space")
    expect(page.locator(".toast")).to_contain_text("The order was changed.")
    expect_rows(page, "Pier three", "Pier one", "Pier two")
    with page.expect_navigation():
        press("u")
    ready(page, "explorer")
    expect_rows(page, "Pier one", "Pier two", "Pier three")
    shared_by_keyboard(seen)
    press("Control+k")
    page.keyboard.type(">sign out")
    expect(page.locator("#offers [aria-selected=true]")).to_contain_text("Sign out")
    with page.expect_navigation():
        press("Enter")
    seen.go("/docks/@@contents", 404)
