"""`Root`: the container at the top of a site, and what exists once a site."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, TypeVar

from persistent.mapping import PersistentMapping

from contentsite.schema.typed import typed

from .container import Container
from .name import InvalidName
from .node import Node
from .redirects import Redirects
from .trash import Trash, item_of
from .uids import UidIndex

T = TypeVar("T")

ROOT_FILES: Final = frozenset({"robots.txt", "sitemap.xml", "favicon.ico"})
"""Names that mean something to every browser and search engine at the top of a site."""


@typed
class Root(Container):
    """The top of the tree: it has the uid index, the old addresses and the formats of the data."""

    def begin(self) -> None:
        super().begin()
        self._uids = UidIndex()
        self._redirects = Redirects()
        self._formats: Mapping[str, int] = {}
        self._parts = PersistentMapping()
        # not by the first who deletes: that is where the first ones would meet
        self.part("trash", Trash)
        self._uids.put(self.uid, self)
        self.publish()

    def uids(self) -> UidIndex:
        """The uid index of the site."""
        return self._uids

    @property
    def redirects(self) -> Redirects:
        """The old addresses."""
        return self._redirects

    @property
    def trash(self) -> Trash:
        """What was deleted and can be restored."""
        return self.part("trash", Trash)

    @property
    def formats(self) -> Mapping[str, int]:
        """The format version of the product's and of each plug-in's data."""
        return MappingProxyType(self._formats)

    def part(self, name: str, make: Callable[[], T]) -> T:
        """Return what a service keeps once a site, such as its people; `make` makes what is missing."""
        if name not in self._parts:
            self._parts[name] = make()
        found: T = self._parts[name]
        return found

    def is_free(self, name: str) -> bool:
        """Tell whether a new child may have this name: not that of a file of the site itself."""
        return name not in ROOT_FILES and super().is_free(name)

    def _free(self, name: str) -> str:
        if name in ROOT_FILES:
            raise InvalidName(
                f"{name!r} belongs to the site itself, which answers there by its own rules"
            )
        return super()._free(name)

    def stamp(self, package: str, version: int) -> None:
        """Note that the data of a package is in this format now."""
        self._formats = {**self._formats, package: version}

    def find(self, uid: str) -> Node | None:
        """Return the node of this uid, or None; also for what is in the trash."""
        node = self._uids.get(uid)
        return node if isinstance(node, Node) and item_of(node) is None else None
