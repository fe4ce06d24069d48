"""What names the stored state of a node, so that two who change it at once are told."""

from __future__ import annotations

from typing import Any

from contentsite.tree.node import Node


def stamp_of(node: Node) -> str:
    """Return what is another text after each change of the node or of its working copy: 16 hex digits for each."""
    return "".join(_serial(each) for each in (node, node._working) if each is not None)


def _serial(stored: Any) -> str:
    stored._p_activate()
    return str(stored._p_serial.hex())
