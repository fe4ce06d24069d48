"""Where what may stand: the types that may be added to a folder, and the folders that an address names."""

from __future__ import annotations

from contentsite.declaration import TypeInfo, types_of
from contentsite.security.unfit import Unfit
from contentsite.sentence import _, whole
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.web.addressed import node_at
from contentsite.web.request import Request


def addable_types(request: Request, folder: Container) -> tuple[TypeInfo, ...]:
    """Return the types of which the one who asks may add a node to a folder, by title."""
    if not request.has_permission("add", folder):
        return ()
    found = (info for info in types_of(request.registry).values() if fits(info, folder))
    return tuple(sorted(found, key=lambda info: info.title))


def fits(info: TypeInfo, folder: Container) -> bool:
    """Tell whether a folder may hold nodes of a type: whether the type names the folder's, or one it derives from."""
    wanted = info.addable_in
    return wanted is None or any(cls.__name__ in wanted for cls in type(folder).__mro__)


def folder_for(request: Request, node: Node, address: str) -> Container:
    """Return the folder at an address that may take a node. Raises Unfit with what speaks against it."""
    if not address.strip():
        # it would name the home page
        raise Unfit(_("Say which folder."))
    target = node_at(request, address)
    if target is None:
        raise Unfit(_("There is no folder at this address that you may see."))
    if not isinstance(target, Container):
        raise Unfit(_("Nothing can be put there: it is no folder."))
    check_folder(request, node, target)
    return target


def check_folder(request: Request, node: Node, target: Container) -> None:
    """Raise Unfit where a folder may not take a node."""
    if not request.has_permission("add", target):
        raise Unfit(_("You may not add anything to that folder."))
    info = types_of(request.registry).of(type(node).__name__)
    if info is None or not fits(info, target):
        raise Unfit(_("That folder does not take this type."))


def sentence(error: Exception) -> str:
    """Return what an error says, as a sentence."""
    return whole(str(error))
