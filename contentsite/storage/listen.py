"""Subscribers to what happens in the tree, named while the site is configured."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from contentsite.tree.events import Event, subscribe

SUBSCRIBERS: Final = "contentsite.tree_subscribers"


def add_tree_subscriber(config: Any, kind: type[Event], subscriber: Callable[[Any], None]) -> None:
    """Directive: call a function for each event of a kind, in the transaction of the change."""

    def register() -> None:
        config.registry.setdefault(SUBSCRIBERS, []).append((kind, subscriber))

    config.action(None, register)


def tell(registry: Any, event: Event) -> None:
    """Call those who subscribed, for an event of a tree that is not stored yet."""
    for kind, subscriber in registry.get(SUBSCRIBERS, ()):
        if isinstance(event, kind):
            subscriber(event)


def join_subscribers(registry: Any, db: Any) -> None:
    """Let a database, now that it is open, tell those who subscribed."""
    for kind, subscriber in registry.get(SUBSCRIBERS, ()):
        subscribe(db, kind, subscriber)
