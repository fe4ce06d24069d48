"""A finger on the screen of a phone: real touches, of which the browser makes scrolling, taps and drags."""

from __future__ import annotations

from typing import Final

from playwright.sync_api import Locator, Page

STEPS: Final = 12
Point = tuple[float, float]


class Finger:
    """A finger on a page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._session = page.context.new_cdp_session(page)

    def drag(self, begin: Point, end: Point) -> None:
        """Go from one point to another, no quicker than a finger does; it stays there until it is lifted.

        What comes of it is told a little later: wait for it before the finger is lifted.
        """
        self._touch("touchStart", begin)
        for step in range(1, STEPS + 1):
            part = step / STEPS
            self._touch(
                "touchMove",
                (begin[0] + (end[0] - begin[0]) * part, begin[1] + (end[1] - begin[1]) * part),
            )
            self._page.wait_for_timeout(20)

    def lift(self) -> None:
        """Take the finger away."""
        self._touch("touchEnd")

    def _touch(self, kind: str, *points: Point) -> None:
        found = [{"x": x, "y": y} for x, y in points]
        self._session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": found})


def at(place: Locator, y: float = 0.5) -> Point:
    """Return a point in the middle of an element, so far down in it."""
    box = place.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] * y
