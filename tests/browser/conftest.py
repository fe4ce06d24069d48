"""A real Chromium that looks at a real site, and complains of anything that a visitor's browser would."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from exhibits import exhibit
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, Response, sync_playwright
from webtest.http import StopableWSGIServer

from contentsite.testing import site_app

CHROMIUM = Path("/usr/bin/chromium")
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
]
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


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
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=SWITCHES)
        yield browser
        browser.close()


@dataclass
class Visit:
    """A page of the browser, and what went wrong on it."""

    page: Page
    address: str
    faults: list[str] = field(default_factory=list)
    expected: set[str] = field(default_factory=set)

    def go(self, path: str, status: int = 200) -> Response:
        """Open a path of the site."""
        if status != 200:
            # a browser notes each answer that is an error, also where it was to be
            self.expected.add(self.address + path)
        answer = self.page.goto(self.address + path)
        assert answer is not None
        assert answer.status == status
        return answer

    def axe(self) -> list[str]:
        """Return what axe-core finds, injected beside the page's own policy."""
        if self.page.evaluate("typeof axe") == "undefined":
            session = self.page.context.new_cdp_session(self.page)
            session.send("Runtime.evaluate", {"expression": AXE.read_text(encoding="utf-8")})
            session.detach()
        found = self.page.evaluate(
            f"axe.run(document, {{runOnly: {RULES}, resultTypes: ['violations']}})"
        )
        return [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in found["violations"]]


Open = Callable[..., Visit]


@pytest.fixture
def visit(chromium: Chromium, address: str) -> Iterator[Open]:
    """Open a page: `visit(width=360, scheme="dark")`. Any fault that the browser notes fails the test."""
    opened: list[Visit] = []

    def open_page(width: int = 1280, scheme: str = "light", *, script: bool = True) -> Visit:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            reduced_motion="reduce",
            locale="en-GB",
            timezone_id="UTC",
            java_script_enabled=script,
        )
        context.set_default_timeout(10_000)
        visit = Visit(context.new_page(), address)
        watch(visit)
        opened.append(visit)
        return visit

    yield open_page
    faults = [fault for visit in opened for fault in visit.faults]
    for each in opened:
        each.page.context.close()
    assert not faults


def watch(visit: Visit) -> None:
    """Note each error, dialog, and request to another host."""
    page, faults = visit.page, visit.faults

    def console(message: object) -> None:
        place = message.location["url"]
        if message.type in ("error", "warning") and place not in visit.expected:
            faults.append(f"console: {message.text} at {place}")

    page.on("console", console)
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    # what is still loading when the next page is opened is broken off
    page.on(
        "requestfailed",
        lambda request: (
            "ERR_ABORTED" in (request.failure or "")
            or faults.append(f"failed: {request.url} {request.failure}")
        ),
    )
    page.on("dialog", lambda dialog: (faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on(
        "request",
        lambda request: (
            request.url.startswith((visit.address, "data:"))
            or faults.append(f"another host: {request.url}")
        ),
    )
