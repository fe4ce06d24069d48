"""A real Chromium that looks at a real site, and complains of anything that a visitor's browser would."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from exhibits import exhibit
from patience import LONGEST, patience
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import sync_playwright
from serving import Served
from visits import Open, Visit, watch
from webtest.http import StopableWSGIServer

from contentsite.security.cookie import NAME
from contentsite.testing import site_app

CHROMIUM = Path("/usr/bin/chromium")
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
]


@pytest.fixture(scope="session", autouse=True)
def _browser_there() -> None:
    """Skip where no browser is installed; on a machine that checks changes its absence is a fault."""
    if not CHROMIUM.exists():
        missing = f"there is no {CHROMIUM}: apt-get install chromium"
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)


@pytest.fixture(scope="session")
def address(_browser_there: None) -> Iterator[str]:
    """The address of a site with the sample content, and beside it one page of each kind."""
    with site_app(contentsite__site__sample="true") as (site, browser):
        exhibit(site)
        browser.commit()
        server = StopableWSGIServer.create(browser.app, host="127.0.0.1", ident="", threads=8)
        try:
            yield f"http://127.0.0.1:{server.effective_port}"
        finally:
            server.shutdown()


@pytest.fixture(scope="session")
def chromium(_browser_there: None) -> Iterator[Chromium]:
    """The browser, started once."""
    with sync_playwright() as playwright, patience():
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Chromium, address: str) -> Iterator[Open]:
    """Open a page: `visit(width=360, scheme="dark")`. Any fault that the browser notes fails the test."""
    with opening(chromium, address) as open_page:
        yield open_page


@pytest.fixture
def work(chromium: Chromium, served: Served) -> Iterator[Open]:
    """Open a page as the Manager of the module's own site, `served`; `known=False` as a visitor of it.

    With `script=False` no script runs; with `touch=True` it is a phone.
    """
    with opening(chromium, served.address) as open_page:

        def open_known(
            width: int = 1280, scheme: str = "light", *, known: bool = True, **more: bool
        ) -> Visit:
            seen = open_page(width, scheme, **more)
            cookie = {"name": NAME, "value": served.cookie, "url": served.address}
            seen.page.context.add_cookies([cookie] if known else [])
            return seen

        yield open_known


@contextmanager
def opening(chromium: Chromium, address: str) -> Iterator[Open]:
    """Give what opens pages of a site; at the end each fault that the browser noted is one of the test."""
    opened: list[Visit] = []

    def open_page(
        width: int = 1280, scheme: str = "light", *, script: bool = True, touch: bool = False
    ) -> Visit:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            reduced_motion="reduce",
            locale="en-GB",
            timezone_id="UTC",
            java_script_enabled=script,
            has_touch=touch,
            is_mobile=touch,
        )
        context.set_default_timeout(LONGEST)
        visit = Visit(context.new_page(), address)
        watch(visit)
        opened.append(visit)
        return visit

    yield open_page
    faults = [fault for visit in opened for fault in visit.faults]
    for each in opened:
        each.page.context.close()
    assert not faults
