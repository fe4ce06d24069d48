"""`@@audit`: who did what, where, when and from where, for managers; of a node, what was done to it."""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from pyramid.config import Configurator

from contentsite.admin.screen import add_screen
from contentsite.admin.shell import add_section
from contentsite.security.audit.entry import Found, parse_token, token
from contentsite.security.audit.log import log_of
from contentsite.security.audit.query import wanted_of
from contentsite.security.audit.refusals import PART, Refusals
from contentsite.security.audit.search import search
from contentsite.security.people import people_of
from contentsite.security.role import MANAGE
from contentsite.sentence import _
from contentsite.storage.connection import part_of
from contentsite.tree.node import Node
from contentsite.web.clock import zone_of
from contentsite.web.request import Request

BATCH: Final = 50
ASKED: Final = {
    "person": "person",
    "place": "node",
    "below": "below",
    "what": "action",
    "from": "from",
    "to": "to",
}
"""The controls of the form, and what they ask for."""
TITLES: Final = {
    "add": _("Added"),
    "edit": _("Edited"),
    "move": _("Moved"),
    "rename": _("Renamed"),
    "copy": _("Copied"),
    "delete": _("Deleted"),
    "restore": _("Restored"),
    "purge": _("Deleted for good"),
    "discard": _("Changes discarded"),
    "state": _("State changed"),
    "order": _("Sorted"),
    "share": _("Sharing changed"),
    "undo": _("Undone"),
    "redo": _("Done again"),
    "import": _("Imported"),
    "sign-in": _("Signed in"),
    "sign-out": _("Signed out"),
    "user": _("User changed"),
    "group": _("Group changed"),
    "password": _("Password changed"),
    "token": _("Token changed"),
    "failure": _("Sign-in failed"),
    "refusal": _("Refused"),
}
_PRINCIPAL: Final = re.compile(r"\b(user|group):([0-9a-f]{32})\b")


class Line(NamedTuple):
    """An entry as the table shows it."""

    found: Found
    action: str
    detail: str
    url: str
    """Where the log of its node is, "" where the node is gone or was none."""


def show(context: Node, request: Request) -> dict[str, Any]:
    """Show a batch of the entries that the form asks for: of all, or at a node of that one."""
    whole = context is request.home
    asked = {name: request.GET.get(name, "") for name in ASKED if whole or name != "place"}
    words = {ASKED[name]: text for name, text in asked.items()}
    if not whole:
        words["node"] = context.uid
    wanted, problems = wanted_of(request.site, words, zone_of(request)[1])
    logs = (log_of(request.site), part_of(request.work, PART, Refusals))
    after = parse_token(request.GET.get("after", ""))
    batch = search(logs, wanted, BATCH, after)
    here = request.view_address(context, "@@audit")
    given = {name: text for name, text in asked.items() if text}
    more = batch.after and f"{here}?{urlencode({**given, 'after': token(batch.after)})}"
    return {
        "whole": whole,
        "asked": asked,
        "problems": problems,
        "actions": TITLES,
        "lines": tuple(_line(request, found) for found in batch.found),
        "more": more or "",
        "newest": f"{here}?{urlencode(given)}" if after else "",
        "here": here,
        "zone": zone_of(request)[0],
    }


def _line(request: Request, found: Found) -> Line:
    entry = found.entry
    node = request.site.find(entry.node) if entry.node else None
    has_address = node is not None and request.is_below_home(node)
    return Line(
        found,
        TITLES.get(entry.action, entry.action),
        _PRINCIPAL.sub(lambda found: _named(request, *found.groups()), entry.detail),
        request.view_address(node, "@@audit") if node is not None and has_address else "",
    )


def _named(request: Request, kind: str, uid: str) -> str:
    """Return what a user or group is called now; one that is gone by its uid, as it was recorded."""
    people = people_of(request.site)
    found = people.user(uid) if kind == "user" else people.group(uid)
    return f"{kind}:{uid}" if found is None else found.name


def includeme(config: Configurator) -> None:
    """Register the screen."""
    add_screen(config, "audit", MANAGE, show=show)
    add_section(config, _("Audit log"), "audit", "history", MANAGE)
