"""How front matter says where a page is shown, in which order, and with which picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from contentsite.exchange.markdown.keys import PICTURES
from contentsite.exchange.markdown.links import texts


def is_true(value: object) -> bool:
    """Whether a value of front matter means yes."""
    return str(value).strip().casefold() in {"true", "yes", "on", "1"}


def is_listed(given: Mapping[str, Any]) -> bool:
    """Whether listings and navigation show a page; each program has a word of its own for it."""
    build = given.get("build", given.get("_build"))
    never = isinstance(build, dict) and str(build.get("list", "")) in {"never", "False"}
    hidden = any(is_true(given.get(key)) for key in ("headless", "unlisted", "nav_exclude"))
    shown = (given.get(key) for key in ("listed", "visible"))
    return not (never or hidden or any(one is not None and not is_true(one) for one in shown))


def asked_sorting(given: Mapping[str, Any]) -> str:
    """The order that Grav's `content: order:` asks for, "" where nothing does."""
    content = given.get("content")
    order = content.get("order") if isinstance(content, dict) else None
    if not isinstance(order, dict):
        return ""
    if "date" in str(order.get("by", "")):
        return "oldest" if str(order.get("dir", "desc")) == "asc" else "newest"
    return "title" if order.get("by") == "title" else ""


def named_pictures(given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Give what may name the picture of a page that has no `picture`: key and text."""
    for key in PICTURES if "picture" not in given else ():
        value = given.get(key)
        if isinstance(value, str | list):
            yield from ((key, text) for text in texts(value)[:1])
        elif isinstance(value, dict):
            found = (value.get(name) for name in ("image", "src", "path", "url"))
            yield from ((key, one) for one in found if isinstance(one, str))
