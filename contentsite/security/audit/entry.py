"""One entry of the audit log: who did what, where, when and from where."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from contentsite.tree.moment import EPOCH

ACTIONS: Final = (
    *(
        "add",
        "edit",
        "move",
        "rename",
        "copy",
        "delete",
        "restore",
        "purge",
        "discard",
        "state",
        "order",
        "share",
        "undo",
        "redo",
    ),
    *("import", "sign-in", "sign-out", "user", "group", "password", "token"),
    *("failure", "refusal"),
)
"""What an entry may say was done; a plug-in may use a word of its own."""

_MOST: Final = 500
MOST_DETAIL: Final = 2_000
"""Characters of the detail that are kept."""
_STEP: Final = timedelta(microseconds=1)
# ASVS 16.4.1: what could forge a line, or turn the direction in which one is read
_UNPRINTABLE: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def plain(text: str, most: int = _MOST) -> str:
    """Return a text as an entry may have it: without control characters, and not too long."""
    cut = text if len(text) <= most else text[: most - 1] + "…"
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", cut)


class Entry(NamedTuple):
    """What was done. Stored as a plain tuple; each value is as `plain` makes it."""

    who: str
    """The uid of the one who did it, "" for nobody known and for the system."""
    name: str
    action: str
    node: str
    """The uid of the node, user or group it was done to; "" where there is none."""
    path: str
    """Where the node stood then; the entry outlives it."""
    title: str
    detail: str
    address: str
    request: str
    """The id that the request's answer, its line in the log and its error page had."""
    number: int = 1
    """How many nodes it was done to, or how often it happened."""


Key = tuple[int, int]
"""Microseconds since 1970, negated, so that the newest come first; and the number of the shard."""


class Found(NamedTuple):
    """An entry that was read, and where it stands."""

    key: Key
    entry: Entry

    @property
    def moment(self) -> datetime:
        """When it was done."""
        return EPOCH - self.key[0] * _STEP


def micros(moment: datetime) -> int:
    """Return a moment as microseconds since 1970."""
    return (moment - EPOCH) // _STEP


def made(**values: Any) -> Entry:
    """Return an entry of these values, made plain; those not given are empty."""
    texts = {name: plain(str(values.get(name, ""))) for name in Entry._fields[:-1]}
    texts["detail"] = plain(str(values.get("detail", "")), MOST_DETAIL)
    return Entry(**texts, number=values.get("number", 1))


def token(key: Key) -> str:
    """Return a key as text for an address."""
    return f"{-key[0]}.{key[1]}"


def parse_token(text: str) -> Key | None:
    """Return the key of a text that `token` made, None for any other."""
    found = re.fullmatch(r"(\d{1,18})\.(\d{1,2})", text, re.ASCII)
    return (-int(found[1]), int(found[2])) if found else None
