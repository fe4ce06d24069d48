"""Who changed a node last: noted on the node itself, since each list of nodes shows it."""

from __future__ import annotations

from pyramid.config import Configurator

from contentsite.tree.events import Changed
from contentsite.tree.node import Node, root_of
from contentsite.tree.root import Root

from .actor import SCRIPT, actor_of
from .people import people_of


def called(node: Node, uid: str, name: str) -> str:
    """Return what people call the user of a uid in a node's site; the name that is given where there is none."""
    site = root_of(node)
    user = people_of(site).user(uid) if uid and isinstance(site, Root) else None
    return user.called if user else name


def note_changer(event: Changed) -> None:
    """Note who changes a node; a script that does not say for whom it acts leaves the one before."""
    actor = actor_of(event.node)
    if actor == SCRIPT:
        return
    name = called(event.node, actor.uid, actor.name)
    if event.node.changer != name:
        event.node.changer = name


def includeme(config: Configurator) -> None:
    """Hear of changes."""
    config.add_tree_subscriber(Changed, note_changer)
