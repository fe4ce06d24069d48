"""Finding the class of a stored object: a content type by where it is, or by where it was.

The data of a class that was moved is found under its former place, and what is no content type of
this site (its plug-in was switched off, or is gone) comes out broken: its pages answer 404, while
what holds it can still be listed, moved and removed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from ZODB.broken import Broken, broken_cache, find_global

from contentsite.tree.node import Node

CLASSES: Final = "contentsite.classes"
"""A key of Pyramid's registry: the content types by module and name, former ones, too."""

Place = tuple[str, str]
"""The module and the name of a class."""


def class_finder(types: Mapping[Place, type]) -> Callable[[Any, str, str], Any]:
    """Return what a database asks for the class of each object that it loads."""
    found: dict[Place, Any] = {}

    def find(_connection: Any, module: str, name: str) -> Any:
        place = (module, name)
        cls = found.get(place)
        if cls is None:
            cls = found[place] = types.get(place) or _installed(place, types)
        return cls

    return find


def _installed(place: Place, types: Mapping[Place, type]) -> Any:
    """Return what stands at a place; a broken class for a node that is no content type here."""
    cls = find_global(*place)
    is_node = isinstance(cls, type) and issubclass(cls, Node)
    return _broken(place) if is_node and cls not in types.values() else cls


def _broken(place: Place) -> type:
    module, name = place
    found: type = broken_cache.setdefault(place, type(name, (Broken,), {"__module__": module}))
    return found
