"""The commands of the site as a whole: its sections, one's own account, undo, colours, signing out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from contentsite.admin.changes.words import link_to, what_of
from contentsite.admin.settings.index import index
from contentsite.admin.shell import landing, sections
from contentsite.editing.undoable import last_own
from contentsite.security.role import MANAGE
from contentsite.sentence import _
from contentsite.web.request import Request

from .row import Row

OWN: Final = (
    ("account", _("My account"), "person", "", "g i"),
    ("tokens", _("Tokens for programs"), "key", "", ""),
    ("find", _("Find a page"), "search", "", ""),
    ("add-person", _("Add a person"), "person", MANAGE, ""),
    ("add-group", _("Add a group"), "people", MANAGE, ""),
)
"""Screen, title, icon, permission ("" for everybody) and keys."""


def commands_everywhere(request: Request) -> tuple[Row, ...]:
    """Return what the one who asks may do, wherever he is."""
    return (
        *_undo(request),
        Row(request.translate("Home"), "home", landing(request, request.home), "", "g h"),
        *(
            Row(link.title, link.icon, link.url, group.title, link.keys)
            for group in sections(request)
            for link in group.links
        ),
        *_settings(request),
        *_own(request),
        Row(request.translate("Light or dark"), "theme", does="theme"),
        Row(request.translate("Keyboard shortcuts"), "keyboard", keys="?", does="shortcuts"),
        Row(
            request.translate("Sign out"),
            "sign-out",
            request.view_address(request.home, "@@sign-out"),
            values=(("where", "here"),),
        ),
    )


def _settings(request: Request) -> Iterator[Row]:
    """Yield the pages of settings besides the first, which is a section."""
    if request.has_permission(MANAGE, request.home):
        said = request.translate("Settings")
        for link in index(request)[1:]:
            yield Row(f"{said}: {link.title}", link.icon, link.url)


def _own(request: Request) -> Iterator[Row]:
    for view, title, icon, permission, keys in OWN:
        if not permission or request.has_permission(permission, request.home):
            address = request.view_address(request.home, f"@@{view}")
            yield Row(request.translate(title), icon, address, "", keys)


def _undo(request: Request) -> Iterator[Row]:
    """Yield what undoes one's last change, and says which that was."""
    change = last_own(request)
    if change is None:
        return
    links = [link_to(request, item) for item in change.items[:1]]
    yield Row(
        request.translate("Undo my last change"),
        "undo",
        request.view_address(request.home, "@@change"),
        ": ".join([what_of(request, change), *(link.title for link in links)]),
        "u",
        values=(("change", change.id),),
    )
