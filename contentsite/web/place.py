"""Places in the order of a folder, as they stand in addresses: of what is hidden they tell nothing.

The key of a sorted order has in it what the order is by, such as the title. So the place of a child that
the one who asks may not view is named by the child's uid.
"""

from __future__ import annotations

from typing import Any, Final

from contentsite.tree.container import Container
from contentsite.tree.node import root_of
from contentsite.tree.sort import SortedOrder

_HIDDEN: Final = "~"


def token_of(folder: Container, name: str, *, is_seen: bool) -> str:
    """Return the token of the place of a child; `is_seen` tells whether the one who asks may view it."""
    order = folder.order
    if is_seen or not isinstance(order, SortedOrder):
        return order.token(order.key(name))
    return _HIDDEN + getattr(folder[name], "uid", "")


def key_of(folder: Container, token: str) -> Any:
    """Return the key that a token stands for; ValueError where it is none, or its child is gone."""
    if not token.startswith(_HIDDEN):
        return folder.order.parse(token)
    site: Any = root_of(folder)
    child = site.find(token.removeprefix(_HIDDEN))
    if child is None or child.__parent__ is not folder:
        raise ValueError(token)
    return folder.order.key(child.__name__)
