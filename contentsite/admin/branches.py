"""What stands below a folder in a tree to look at: a part of its children, and how many more there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sized
from itertools import islice
from typing import Any, Final, NamedTuple

from pyramid.httpexceptions import HTTPBadRequest

from contentsite.declaration import TypeInfo, types_of
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.tree.order import Raw
from contentsite.web.place import key_of, token_of
from contentsite.web.request import Request
from contentsite.web.visible import viewable_in

SCANNED: Final = 400
"""So many rows are looked at for one part of a branch."""
SOUGHT: Final = 20_000
"""So many are, where only what is there to choose is shown, such as the few folders among many pages: 10 ms."""
REST: Final = "rest"
"""The query of the address of the rest of a branch has the token of its key; pages have none of this name."""


class Part(NamedTuple):
    """Some children of a folder, in order."""

    nodes: tuple[Node, ...]
    left: int
    """How many more there are, of those that were looked at."""
    is_more: bool
    """Whether there may be more than these as well."""
    after: str
    """The token of the key that the rest begins behind, "" for no rest."""


def part_of(
    request: Request,
    folder: Container,
    wanted: Callable[[TypeInfo], bool],
    limit: int,
    sought: int = SCANNED,
) -> Part:
    """Return the first children of the wanted types that may be viewed, of a folder that may be viewed.

    Where the query asks for the rest of this folder, by its token, that is returned instead. Until `limit` of
    them are found, `sought` rows are looked at.
    """
    types, sees = types_of(request.registry), viewable_in(request, folder)
    rows = folder.order.rows(_begin(request, folder))
    names, left, hidden = list[str](), 0, ""
    for _key, raw in _looked(rows, names, limit, sought):
        info = types.of(raw[4])
        if info is not None and wanted(info) and sees(raw, info.workflow):
            if len(names) == limit:
                left += 1
                continue
            names.append(raw[1])
        else:
            hidden = raw[1]
    is_more = next(rows, None) is not None
    at = names[-1] if names else hidden
    token = token_of(folder, at, is_seen=bool(names)) if at and (left or is_more) else ""
    return Part(tuple(folder[name] for name in names), left, is_more, token)


def _looked(
    rows: Iterator[tuple[Any, Raw]], names: Sized, limit: int, sought: int
) -> Iterator[tuple[Any, Raw]]:
    """Yield as many rows as are looked at: further ones only until the names are all found."""
    yield from islice(rows, SCANNED)
    for row in islice(rows, sought - SCANNED):
        yield row
        if len(names) == limit:
            return


def _begin(request: Request, folder: Container) -> Any:
    token = request.GET.get(REST, "") if folder is request.context else ""
    try:
        return key_of(folder, token) if token else None
    except ValueError as error:
        raise HTTPBadRequest("rest: there is no such place") from error
