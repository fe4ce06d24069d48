"""Nothing is done to a page before its scripts run, and all that comes late is waited for just as long.

Where a key leads to another page, that one is seen before its scripts have come: a key that is pressed then is
lost, and a button does what it does without script. The scripts of a page have run when it is loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, Final

import pytest
from playwright.sync_api import Locator, Page, expect

LONGEST: Final = 20_000
"""For how many milliseconds anything is waited for: it costs nothing where all goes well, on a busy machine either."""

KEYBOARD: Final = ("down", "insert_text", "press", "type")
MOUSE: Final = ("click", "dblclick", "down", "move", "wheel")
LOCATOR: Final = (
    *(
        "all",
        "all_text_contents",
        "bounding_box",
        "count",
        "evaluate",
        "get_attribute",
        "input_value",
    ),
    *("blur", "check", "clear", "click", "dblclick", "dispatch_event", "drag_to", "fill", "focus"),
    *(
        "hover",
        "inner_text",
        "press",
        "press_sequentially",
        "scroll_into_view_if_needed",
        "select_option",
    ),
    *("select_text", "set_input_files", "tap", "text_content", "type", "uncheck"),
)


@contextmanager
def patience() -> Iterator[None]:
    """Have each control wait until its page is loaded, and what is expected be waited for long enough."""
    expect.set_options(timeout=LONGEST)
    with pytest.MonkeyPatch.context() as patched:
        for name in LOCATOR:
            patched.setattr(Locator, name, _of_its_page(getattr(Locator, name)))
        yield


def be_patient(page: Page) -> None:
    """Have each key and each move of the mouse wait until the page that is there is loaded."""
    for device, names in ((page.keyboard, KEYBOARD), (page.mouse, MOUSE)):
        for name in names:
            setattr(device, name, _after_loading(page, getattr(device, name)))


def _after_loading(page: Page, deed: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(deed)
    def done(*arguments: Any, **options: Any) -> Any:
        page.wait_for_load_state()
        return deed(*arguments, **options)

    return done


def _of_its_page(deed: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(deed)
    def done(control: Locator, *arguments: Any, **options: Any) -> Any:
        control.page.wait_for_load_state()
        return deed(control, *arguments, **options)

    return done
