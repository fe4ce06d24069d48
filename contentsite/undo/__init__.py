"""Undo: each change of the tree can be taken back, as far as nothing was built on it since."""

from __future__ import annotations

from pyramid.config import Configurator

from .recording import SUBSCRIBERS


def includeme(config: Configurator) -> None:
    """Note what happens in the tree, after the audit log and the versions have."""
    for kind, subscriber in SUBSCRIBERS:
        config.add_tree_subscriber(kind, subscriber)
