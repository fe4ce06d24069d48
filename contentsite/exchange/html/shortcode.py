"""What a shortcode is: `[name key="value"]content[/name]`, and how its attributes are read."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

_QUOTES = str.maketrans({"“": '"', "”": '"', "″": '"', "„": '"', "‘": "'", "’": "'", "′": "'"})
_PAIR = re.compile(
    r"(?P<key>[A-Za-z_][\w:-]*+)\s*=\s*(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|"
    r"(?P<bare>[^\s\"']+))|\"(?P<quoted>[^\"]*+)\"|'(?P<ticked>[^']*+)'|(?P<word>\S+)"
)


@dataclass(frozen=True, slots=True)
class Shortcode:
    """One shortcode in a text. `content` is None where it has no closing tag."""

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    """Values without a key: the address in `[audio https://...]`."""
    content: str | None = None
    indent: str = ""
    """What stands before it in its line, if that is white space alone."""

    def first(self, *keys: str) -> str:
        """Give the first of these attributes that has a value, or ""."""
        return next((value for key in keys if (value := self.attributes.get(key, ""))), "")


Handle = Callable[[Shortcode], str]
"""Gives what stands in a shortcode's place."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """Which tags in brackets are shortcodes, and which of them hold text that is no markup."""

    known: frozenset[str]
    """Names that are shortcodes even alone and without attributes."""
    verbatim: frozenset[str] = frozenset()
    """Names whose content is left as it is: code."""
    accept: Callable[[re.Match[str]], bool] = lambda _tag: True
    """Has a last word against a tag: "[text](link)" is none."""
    lone: Callable[[re.Match[str]], bool] = lambda _tag: False
    """Says of an unknown name alone whether it looks like a shortcode."""


def read_attributes(text: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """Read what follows the name of a shortcode: values with a key, and values without."""
    straight = html.unescape(text).translate(_QUOTES).strip()
    pairs: dict[str, str] = {}
    words: list[str] = []
    if straight.startswith("="):
        return {"": straight[1:].strip("\"' ")}, ()
    for match in _PAIR.finditer(straight.removesuffix("/")):
        value = next(match[g] for g in match.re.groupindex if g != "key" and match[g] is not None)
        if match["key"]:
            pairs[match["key"].lower()] = value
        else:
            words.append(value)
    return pairs, tuple(words)
