"""The bar on public pages for those who work on them; the page where one signs in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect
from serving import Served, served_to_manager
from visits import Open

from contentsite.security.password import hash_password
from contentsite.testing import add_user
from contentsite.tree.root import Root
from contentsite.types.document import Document
from contentsite.types.folder import Folder

pytestmark = pytest.mark.browser
SECRET = "four words of mine"


@pytest.fixture(scope="module")
def served(_browser_there: None) -> Iterator[Served]:
    def fill(site: Root) -> None:
        news = site.add("news", Folder(title="News"))
        news.publish()
        news.add("page", Document(title="A page", body="<p>Words.</p>"))
        add_user(site, "ben", "Editor", title="Ben").set_password(hash_password(SECRET))

    with served_to_manager(fill) as found:
        yield found


def test_the_bar_is_as_easy_to_use_as_the_page(work: Open) -> None:
    seen = work()
    page = seen.page
    seen.go("/news/page")
    bar = page.get_by_role("navigation", name="Work on this page")
    for width in (1280, 360, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            assert not seen.axe(), (width, scheme)
        # it stands above the page, and covers nothing of it
        box, top = bar.bounding_box(), page.get_by_role("banner").bounding_box()
        assert box is not None
        assert top is not None
        assert box["y"] + box["height"] <= top["y"]
    page.emulate_media(media="print")
    expect(bar).to_be_hidden()
    page.emulate_media(media="screen")
    bar.get_by_role("link", name="Edit").press("Enter")
    expect(page.get_by_label("Title")).to_have_value("A page")


def test_one_signs_out_and_in_again_without_script(work: Open) -> None:
    seen = work(script=False, known=False)
    page = seen.page
    seen.go("/news/page/@@edit", 404)
    page.get_by_role("link", name="Sign in").click()
    page.get_by_label("Name or mail address").fill("ben")
    page.get_by_label("Password").fill(SECRET)
    page.get_by_role("button", name="Sign in").click()
    # back to where one was
    expect(page.get_by_label("Title")).to_have_value("A page")
    page.get_by_role("link", name="View on site").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("navigation", name="Work on this page")).to_have_count(0)


def test_a_password_is_shown_to_who_asks(work: Open) -> None:
    seen = work(known=False, width=360)
    page = seen.page
    seen.go("/@@sign-in?came_from=/news")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert not seen.axe()
    field = page.get_by_role("textbox", name="Password")
    page.locator("#password").fill("wrong")
    page.get_by_role("button", name="Show the password").click()
    expect(field).to_be_focused()
    expect(field).to_have_value("wrong")
    expect(page.locator("#password")).to_have_attribute("type", "text")
    page.locator("#name").fill("ben")
    seen.expected.add(seen.address + "/@@sign-in")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("do not fit")
    expect(page.locator("#password")).to_have_attribute("type", "password")
    page.locator("#password").fill(SECRET)
    page.keyboard.press("Enter")
    page.wait_for_url("**/news")
