"""The audit log: who did what, where, when and from where."""

from __future__ import annotations

from pyramid.config import Configurator

from .changes import SUBSCRIBERS


def includeme(config: Configurator) -> None:
    """Record what happens in the tree."""
    for kind, subscriber in SUBSCRIBERS:
        config.add_tree_subscriber(kind, subscriber)
