"""A page of the browser, and what went wrong on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from patience import be_patient
from playwright.sync_api import ConsoleMessage, Page, Response

AXE: Final = Path(__file__).parent / "vendor" / "axe.min.js"
RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass
class Visit:
    """A page of the browser, and what went wrong on it."""

    page: Page
    address: str
    faults: list[str] = field(default_factory=list)
    expected: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        be_patient(self.page)

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
        self.page.wait_for_load_state()
        if self.page.evaluate("typeof axe") == "undefined":
            session = self.page.context.new_cdp_session(self.page)
            session.send("Runtime.evaluate", {"expression": AXE.read_text(encoding="utf-8")})
            session.detach()
        found = self.page.evaluate(
            f"axe.run(document, {{runOnly: {RULES}, resultTypes: ['violations']}})"
        )
        return [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in found["violations"]]


Open = Callable[..., Visit]


def watch(visit: Visit) -> None:
    """Note each error, dialog, and request to another host."""
    page, faults = visit.page, visit.faults

    def console(message: ConsoleMessage) -> None:
        place = message.location["url"]
        if message.type in ("error", "warning") and place not in visit.expected:
            faults.append(f"console: {message.text} at {place}")

    page.on("console", console)
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    # what is still loading when the next page is opened is broken off; what a policy refuses the console notes, and a
    # browser whose scripts are switched off refuses without a word
    page.on(
        "requestfailed",
        lambda request: (
            any(each in (request.failure or "") for each in ("ERR_ABORTED", "csp"))
            or faults.append(f"failed: {request.url} {request.failure}")
        ),
    )
    page.on("dialog", lambda dialog: (faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on(
        "request",
        lambda request: (
            request.url.startswith((visit.address, f"blob:{visit.address}", "data:"))
            or faults.append(f"another host: {request.url}")
        ),
    )
