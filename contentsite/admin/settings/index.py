"""The index of the settings, at the side of each of their screens."""

from __future__ import annotations

from typing import Final

from contentsite.admin.shell import Link
from contentsite.sentence import _
from contentsite.web.request import Request

PAGES: Final = (
    ("settings", _("Site"), "home"),
    ("settings-theme", _("Theme"), "theme"),
    ("settings-mail", _("Mail"), "mail"),
    ("settings-ini", _("Ini file"), "document"),
)
"""Screen, title and icon."""


def index(request: Request) -> tuple[Link, ...]:
    """Return the links to the pages of settings."""
    return tuple(
        Link(
            request.translate(title),
            request.view_address(request.home, f"@@{view}"),
            icon,
            request.view_name == view,
        )
        for view, title, icon in PAGES
    )
