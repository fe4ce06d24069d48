"""What the address of the explorer asks for: words, state, type, how to sort, and which part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple
from urllib.parse import parse_qsl, urlencode

from contentsite.catalog.children import CHILD_SORTS
from contentsite.tree.container import Container
from contentsite.web.request import Request

SIZES: Final = (50, 200)
"""So many rows may be on a page."""
CHANGED: Final = "+changed"
"""What is asked for in the place of a state: what has unpublished changes. No state has such a name."""
LONGEST: Final = 200
LONGEST_KEY: Final = 2_000


class Asked(NamedTuple):
    """Values of the query; those that make no sense are as if they were not there."""

    words: str = ""
    state: str = ""
    type: str = ""
    sort: str = ""
    """One of CHILD_SORTS, with "-" before it the other way round; "" is the folder's own order."""
    size: int = SIZES[0]
    after: str = ""
    before: str = ""

    @property
    def is_filtered(self) -> bool:
        """Tell whether only some of the children are wanted."""
        return bool(self.words or self.state or self.type)

    @property
    def needs_catalog(self) -> bool:
        """Tell whether the rows of the folder alone do not answer this."""
        return self.is_filtered or bool(self.sort)

    def query(self, **changes: object) -> str:
        """Return this as a query, with some values changed: what is as usual is left out."""
        values = {**self._asdict(), **changes}
        return urlencode({k: v for k, v in values.items() if v != self._field_defaults[k]})

    def elsewhere(self, **changes: object) -> str:
        """Return the query of another list: its first part."""
        return self.query(after="", before="", **changes)


def read(values: Mapping[str, str]) -> Asked:
    """Return what the values of a query ask for."""

    def text(name: str) -> str:
        return " ".join(values.get(name, "").split())[:LONGEST]

    sort, size = text("sort"), text("size")
    return Asked(
        text("words"),
        text("state"),
        text("type"),
        sort if sort.removeprefix("-") in CHILD_SORTS else "",
        next((each for each in SIZES if str(each) == size), SIZES[0]),
        values.get("after", "")[:LONGEST_KEY],
        values.get("before", "")[:LONGEST_KEY],
    )


def asked_in(request: Request) -> Asked:
    """Return what the address of a request asks for."""
    return read(request.GET)


def back_to(request: Request, folder: Container) -> str:
    """Return the address of the list that a form was sent from, as its control `back` says."""
    back = request.POST.get("back", "")
    query = read(dict(parse_qsl(back))).query() if isinstance(back, str) else ""
    return request.view_address(folder, "@@contents") + (f"?{query}" if query else "")
