"""Nothing is lost: versions of each node, and the working copy of a published one."""

from __future__ import annotations

from pyramid.config import Configurator

from contentsite.security.audit.recorder import is_quiet
from contentsite.settings import settings_of
from contentsite.tree.events import Changed, Changing, Versioned
from contentsite.tree.node import Node
from contentsite.tree.window import PUBLISHED as LIVE

from .history import append, catch_up, is_changed, is_live, is_silent, last_of
from .retention import retain
from .version import PUBLISHED, SAVED
from .working import settle


def includeme(config: Configurator) -> None:
    """Make a version of each save, whoever saves; not of what an import changes."""

    def on_changing(event: Changing) -> None:
        if not (is_silent() or is_quiet()):
            catch_up(event.node)

    def on_changed(event: Changed) -> None:
        if is_quiet() or is_silent():
            return
        if "state" in event.names:
            _on_state(event.node)
        elif not type(event.node).fields().keys().isdisjoint(event.names):
            _on_fields(event.node)

    def on_versioned(event: Versioned) -> None:
        retain(event.node, settings_of(config.registry).versions)

    config.add_tree_subscriber(Changing, on_changing)
    config.add_tree_subscriber(Changed, on_changed)
    config.add_tree_subscriber(Versioned, on_versioned)


def _on_fields(node: Node) -> None:
    """Note what was saved; of what a working copy covers nothing is new to those who edit."""
    if node._working is None or is_changed(node):
        append(node, SAVED)


def _on_state(node: Node) -> None:
    """Note the version that became public; what is public no more has no working copy."""
    if node.state != LIVE:
        if node._working is not None:
            settle(node)
        return
    last = last_of(node)
    if last is not None and is_live(node) and last.live != last.number:
        catch_up(node)
        append(node, PUBLISHED)
