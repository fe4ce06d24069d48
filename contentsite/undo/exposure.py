"""What everybody sees of a node: compared before and after an undo, so that nothing is shown unasked."""

from __future__ import annotations

from typing import Final, NamedTuple

from contentsite.security.acl import NOBODY
from contentsite.security.decide import may, roles_at
from contentsite.security.principal import ANONYMOUS, ANYBODY, Who
from contentsite.security.role import VIEW
from contentsite.tree.node import Node
from contentsite.tree.root import Root

from .change import Binned, Item, Ordered, Placed
from .rights import Rights

_EVERYBODY: Final = (ANONYMOUS, ANYBODY)


class Sight(NamedTuple):
    """What visitors, or all who are signed in, are at a node."""

    sees: bool
    roles: frozenset[str]


Exposure = tuple[Sight, ...]


def exposure(site: Root, item: Item, rights: Rights) -> Exposure | None:
    """Return how far the node of an item is public; None where undoing the item can show nothing new.

    An order shows nothing. What comes back from the trash to where it stood was seen there, which the
    screen of the trash does not ask about either.
    """
    if isinstance(item, Ordered) or (isinstance(item, Placed) and isinstance(item.after, Binned)):
        return None
    node = site.uids().get(item.uid)
    return tuple(_sight(node, who, rights) for who in _EVERYBODY)


def is_more(before: Exposure | None, after: Exposure | None) -> bool:
    """Tell whether somebody sees a node who did not, or has a role there that shows him more of what is in it."""
    pairs = zip(before or (), after or (), strict=True)
    return any(now.sees and not (was.sees and now.roles <= was.roles) for was, now in pairs)


def _sight(node: object, who: Who, rights: Rights) -> Sight:
    if not isinstance(node, Node):
        return Sight(sees=False, roles=NOBODY)
    return Sight(may(node, who, VIEW, rights.now, rights.workflows), roles_at(node, who))
