"""`/@@palette`: what the command palette offers for some words: pages, commands, people, tags."""

from __future__ import annotations

from pyramid.config import Configurator

from contentsite.admin.screen import add_site_screen
from contentsite.security.role import ACCOUNT

from .answer import show


def includeme(config: Configurator) -> None:
    """Register the answer; each is offered what he may see and do."""
    add_site_screen(config, "palette", ACCOUNT, show=show)
