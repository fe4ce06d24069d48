"""Who is behind a transaction: told once when a request or a command begins, asked for by the audit log."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from contentsite.tree.node import Node, lineage


class Actor(NamedTuple):
    """Who acts, and from where."""

    uid: str
    """The user's uid; empty for visitors and for scripts."""
    name: str
    address: str
    """The network address, empty for what happens on the machine itself."""
    request_id: str


SCRIPT: Final = Actor("", "", "", "")
"""A script that did not say for whom it acts."""
_KEY: Final = "contentsite.actor"


def act_as(transaction: Any, actor: Actor) -> None:
    """Say who is behind a transaction."""
    transaction.set_data(_KEY, actor)


def actor_behind(transaction: Any) -> Actor:
    """Return who is behind a transaction; `SCRIPT` where nobody said."""
    try:
        found: Actor = transaction.data(_KEY)
    except KeyError:
        return SCRIPT
    return found


def actor_of(node: Node) -> Actor:
    """Return who changes a node now: who is behind the transaction of the nearest ancestor that is stored."""
    for here in lineage(node):
        if here._p_jar is not None:
            return actor_behind(here._p_jar.transaction_manager.get())
    return SCRIPT
