"""The description of the JSON face in a browser: drawn under the site's own policy, and tried out in one's session."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from visits import Open
from webtest.http import StopableWSGIServer

from contentsite.security.cookie import NAME
from contentsite.testing import add_user, site_app
from contentsite.types.folder import Folder

pytestmark = pytest.mark.browser

READY = "html[data-ready]"


@pytest.fixture(scope="module")
def site(_browser_there: None):
    with site_app() as (site, browser):
        ada = add_user(site, "ada", "Manager", title="Ada Novak")
        site.add("news", Folder(title="News"))
        browser.commit()
        browser.sign_in(ada)
        yield site, browser


@pytest.fixture(scope="module")
def address(site):
    server = StopableWSGIServer.create(site[1].app, host="127.0.0.1", ident="", threads=4)
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.shutdown()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_a_visitor_reads_it(visit: Open, width: int, scheme: str) -> None:
    opened = visit(width, scheme)
    opened.go("/@@docs")
    opened.page.wait_for_selector(READY)
    opened.page.locator("#operations-content-get_node .opblock-summary-control").click()
    expect(opened.page.locator("#operations-content-get_node .parameters").first).to_be_visible()
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_script_it_says_where_the_description_is(visit: Open) -> None:
    opened = visit(script=False)
    opened.go("/@@docs")
    expect(opened.page.get_by_role("link", name="/@@openapi.json")).to_be_visible()


def test_what_is_tried_out_is_done_in_ones_own_session(visit: Open, site, address: str) -> None:
    opened = visit()
    cookie = {"name": NAME, "value": site[1].cookies[NAME].strip('"'), "url": address}
    opened.page.context.add_cookies([cookie])
    opened.go("/@@docs")
    opened.page.wait_for_selector(READY)
    block = opened.page.locator("#operations-content-patch_node")
    block.locator(".opblock-summary-control").click()
    block.locator(".try-out__btn").click()
    block.locator('tr[data-param-name="path"] input').fill("news")
    block.locator("textarea").fill('{"title": "By hand"}')
    with opened.page.expect_response(lambda answer: answer.request.method == "PATCH") as answered:
        block.locator(".execute").click()
    assert answered.value.status in (200, 204)
    site[1].commit()
    assert site[0]["news"].title == "By hand"
