"""The admin face: what those who are signed in see and do, by plain forms that need no script.

Each room holds the screens of one thing. What stands beside the rooms, all of them use: how a screen is
registered and framed, what was done and is told, and how moments and roles are put into words.
"""

from __future__ import annotations

from typing import Final

from pyramid.config import Configurator

PARTS: Final = (
    ".entry",
    ".functions",
    ".explorer",
    ".chooser",
    ".overview",
    ".palette",
    ".form",
    ".writing",
    ".one",
    ".many",
    ".changes",
    ".trash",
    ".versions",
    ".past",
    ".people",
    ".sharing",
    ".settings",
    ".upkeep",
)


def includeme(config: Configurator) -> None:
    """Register the admin."""
    for part in PARTS:
        config.include(part)
