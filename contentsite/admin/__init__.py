"""The admin face: what those who are signed in see and do, by plain forms that need no script."""

from __future__ import annotations

from typing import Final

from pyramid.config import Configurator

PARTS: Final = (
    ".sign_in",
    ".first_manager",
    ".unsent",
    ".forgotten",
    ".reset",
    ".functions",
    ".explorer",
    ".chooser",
    ".find",
    ".palette",
    ".links",
    ".my_work",
    ".media",
    ".calendar",
    ".form",
    ".add",
    ".edit",
    ".block",
    ".rename",
    ".move",
    ".copy",
    ".delete",
    ".many",
    ".changes",
    ".trash",
    ".state",
    ".history",
    ".past",
    ".preview",
    ".people",
    ".sharing",
    ".settings",
    ".jobs",
    ".audit",
)


def includeme(config: Configurator) -> None:
    """Register the admin."""
    for part in PARTS:
        config.include(part)
