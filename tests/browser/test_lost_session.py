"""Signed out in the middle of a page: one signs in over the form, and goes on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from serving import Served, served_to_manager
from visits import Open, Visit

from contentsite.security.password import hash_password
from contentsite.testing import add_user
from contentsite.tree.root import Root
from contentsite.types.document import Document

pytestmark = pytest.mark.browser

PASSWORD = "a night on the train"


@pytest.fixture
def served(_browser_there: None) -> Iterator[Served]:
    """A page, and somebody with a password."""

    def fill(site: Root) -> None:
        site.add("page", Document(title="Page"))
        add_user(site, "cleo", "Editor", title="Cleo").set_password(hash_password(PASSWORD))

    with served_to_manager(fill) as found:
        yield found


def writing(work: Open) -> Visit:
    """Open the form, and let the session be lost."""
    seen = work()
    seen.go("/page/@@edit")
    expect(seen.page.locator("html[data-ready=writing]")).to_have_count(1)
    asked = "/page/@@address?title=Typed+for+hours"
    for path in ("/page/@@edit", "/page/@@draft", "/@@sign-in", "/page/@@live", asked):
        seen.expected.add(seen.address + path)
    seen.page.context.clear_cookies()
    seen.page.get_by_label("Title").fill("Typed for hours")
    expect(seen.page.locator("#status")).to_contain_text("You are signed out")
    seen.page.keyboard.press("Control+s")
    expect(dialog(seen.page)).to_be_visible()
    return seen


def dialog(page: Page) -> Page:
    found: Page = page.get_by_role("dialog", name="Sign in again")
    return found


def test_a_password_over_the_form_goes_on_where_one_was(work: Open) -> None:
    page = writing(work).page
    dialog(page).get_by_label("Name or mail address").fill("cleo")
    dialog(page).get_by_label("Password", exact=True).fill("not this one")
    dialog(page).get_by_role("button", name="Sign in").click()
    expect(dialog(page).locator(".problems")).to_be_visible()
    expect(page.get_by_label("Title")).to_have_value("Typed for hours")
    dialog(page).get_by_label("Password", exact=True).fill(PASSWORD)
    dialog(page).get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("status").first).to_contain_text("“Typed for hours” was saved")
