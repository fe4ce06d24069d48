"""Where an import goes: a container that is there, or folders that are still to be made."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from contentsite.tree.container import Container
from contentsite.tree.name import check_name
from contentsite.tree.node import Node, root_of
from contentsite.tree.root import Root
from contentsite.tree.trash import item_of
from contentsite.types.folder import Folder


class PlaceError(ValueError):
    """Nothing can be imported there; the message says why."""


@dataclass(frozen=True, slots=True)
class Place:
    """A container by its path. Where it is missing its uid is known all the same: made of the path.

    So the source can be read and checked, links by uid included, before anything is written.
    """

    root: Root
    path: str
    above: Container
    """The nearest container that is there: the place itself, if `missing` is empty."""
    missing: tuple[str, ...] = ()

    @property
    def uid(self) -> str:
        """The uid that the container has or will have."""
        return _uid(self.root, self.path) if self.missing else self.above.uid

    @property
    def cls(self) -> type[Container]:
        """The class of the container."""
        return Folder if self.missing else type(self.above)

    @property
    def is_own(self) -> bool:
        """Whether it was made, or will be, for an import to this path."""
        return self.uid == _uid(self.root, self.path)

    def make(self) -> Container:
        """Return the container; folders that are missing are made, and published."""
        here = self.above
        names = self.path.split("/")
        for depth in range(len(names) - len(self.missing), len(names)):
            folder = Folder(title=names[depth].replace("-", " ").capitalize())
            folder.uid = _uid(self.root, "/".join(names[: depth + 1]))
            folder.publish()
            here.add(names[depth], folder)
            here = folder
        return here


def place_at(root: Root, path: str) -> Place:
    """Find a place in a site. Raises PlaceError for what can hold no pages, and for names that are none.

    A folder that an earlier import made for this path is found also where it has been moved since.
    """
    names = tuple(filter(None, path.split("/")))
    plain = "/" + "/".join(names)
    here: Container = root
    for position, name in enumerate(names):
        child = here.get(name)
        if child is None:
            found = root.uids().get(_uid(root, plain))
            made = found if isinstance(found, Node) else None
            if made is not None and item_of(made) is not None:
                raise PlaceError(f"{path} is in the trash; restore it, or delete it for good")
            if made is not None and root_of(made) is not root:
                raise PlaceError(f"{path} was moved below a node whose class is not installed")
            if isinstance(made, Container):
                return Place(root, plain, made)
            return Place(root, plain, here, tuple(map(_checked, names[position:])))
        if not isinstance(child, Container):
            what = child.title if isinstance(child, Node) else name
            raise PlaceError(f"{what!r} on the way to {path} cannot hold pages")
        here = child
    return Place(root, plain, here)


def _checked(name: str) -> str:
    try:
        return check_name(name)
    except ValueError as error:
        raise PlaceError(str(error)) from error


def _uid(root: Root, path: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"contentsite:place:{root.uid}:{path}").hex
