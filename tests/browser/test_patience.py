"""What a test does to a page is done when the scripts of the page are there, however late they come."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any, Final

import pytest
from playwright.sync_api import Page, expect
from visits import Open
from webtest.http import StopableWSGIServer

pytestmark = pytest.mark.browser

LATE: Final = 0.4
ANSWERS: Final = {
    "/": "<!doctype html><title>First</title><form action=/next><input aria-label=Words autofocus></form>",
    "/next": "<!doctype html><title>Next</title><h1>Next</h1><p><button>Tell</button></p>"
    "<script type=module src=/late.js></script>",
    "/late.js": "const tell = (what) => document.querySelector('p').append(what);"
    "document.addEventListener('keydown', ({ key }) => tell(key));"
    "document.addEventListener('pointermove', () => tell('moved'), { once: true });"
    "document.querySelector('button').addEventListener('click', () => tell('clicked'));",
}


def pages(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """Answer with two pages, of which the second has its script late."""
    path = environ["PATH_INFO"]
    if path == "/late.js":
        time.sleep(LATE)
    kind = "text/javascript" if path.endswith(".js") else "text/html"
    start_response("200 OK", [("Content-Type", f"{kind}; charset=utf-8")])
    return [ANSWERS.get(path, "").encode()]


@pytest.fixture(scope="module")
def address(_browser_there: None) -> Iterator[str]:
    server = StopableWSGIServer.create(pages, host="127.0.0.1", ident="", threads=4)
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.shutdown()


def seen_before_its_script(visit: Open) -> Page:
    """Return a page that a key has led to, and that is seen already."""
    seen = visit()
    seen.go("/")
    expect(seen.page.get_by_role("textbox")).to_be_focused()
    seen.page.keyboard.press("Enter")
    expect(seen.page.get_by_role("heading", name="Next")).to_be_visible()
    return seen.page


def test_a_key_is_not_lost(visit: Open) -> None:
    page = seen_before_its_script(visit)
    page.keyboard.press("u")
    expect(page.locator("p")).to_have_text("Tellu")


def test_a_button_does_what_its_script_does(visit: Open) -> None:
    page = seen_before_its_script(visit)
    page.get_by_role("button", name="Tell").press("x")
    page.get_by_role("button", name="Tell").dispatch_event("click")
    expect(page.locator("p")).to_have_text("Tellxclicked")


def test_a_move_of_the_mouse_is_noticed(visit: Open) -> None:
    page = seen_before_its_script(visit)
    page.mouse.move(5, 5)
    expect(page.locator("p")).to_have_text("Tellmoved")
