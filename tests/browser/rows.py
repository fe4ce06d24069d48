"""The rows of the explorer: which ones there are, and dragging one."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect


def expect_rows(page: Page, *titles: str) -> None:
    """Wait until these are the rows, in this order."""
    expect(page.locator("#rows th > a span")).to_have_text(titles)


def grip(page: Page, name: str) -> Locator:
    """Return the handle of a row."""
    return page.locator(f"tr[data-name={name}] .grip")


def drag(page: Page, source: Locator, target: Locator, *, x: float = 0.3, y: float = 0.5) -> None:
    """Drag to a place within an element, and hold there.

    What comes of it is told a little later: wait for it before the mouse is let go.
    """
    source.scroll_into_view_if_needed()
    begin, end = source.bounding_box(), target.bounding_box()
    assert begin is not None
    assert end is not None
    page.mouse.move(begin["x"] + begin["width"] / 2, begin["y"] + begin["height"] / 2)
    page.mouse.down()
    page.mouse.move(begin["x"] + 20, begin["y"] + 20, steps=4)
    page.mouse.move(end["x"] + end["width"] * x, end["y"] + end["height"] * y, steps=12)
