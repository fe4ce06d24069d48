"""Nodes whose class is not installed: what the database still knows of them.

They cannot be changed. They can be listed, moved and removed, since that changes their container.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from persistent import Persistent
from ZODB.broken import Broken


def state_of(stored: Persistent) -> Mapping[str, Any]:
    """Return the attributes of a stored object, whether its class is installed or not."""
    stored._p_activate()
    state = vars(stored)
    return state.get("__Broken_state__") or {} if isinstance(stored, Broken) else state


def uid_of(stored: Persistent) -> str:
    """Return the uid of a node, whether its class is installed or not; "" for what has none."""
    return str(state_of(stored).get("uid", ""))


def place_of(stored: Persistent) -> tuple[Any, str]:
    """Return what a node says holds it, and its name there, whether its class is installed or not.

    One that was moved while its class was away says what was before: look whether it is there.
    """
    state = state_of(stored)
    return state.get("__parent__"), str(state.get("__name__", ""))


def class_of(stored: Persistent) -> str:
    """Return where the class of a stored object is, or was."""
    return f"{type(stored).__module__}:{type(stored).__qualname__}"
