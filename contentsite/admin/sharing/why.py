"""`@@why?user=NAME&permission=edit`: why somebody may do something here, or may not, entry by entry.

For whoever may share the node: it tells no more of it than sharing does, and whoever gives roles has
to understand what comes of them. Managers may share everywhere.
"""

from __future__ import annotations

from typing import Any, Final

from pyramid.config import Configurator

from contentsite.security.authenticate import find_user
from contentsite.security.people import people_of
from contentsite.security.principal import ANONYMOUS
from contentsite.security.role import EDIT, MANAGE, PERMISSIONS, SHARE
from contentsite.security.why import explain
from contentsite.sentence import _
from contentsite.tree.node import Node, lineage, root_of
from contentsite.web.request import Request

from ..given import asked
from ..screen import add_screen
from ..wording import MAY, MAY_NOT, VERBS

UNKNOWN: Final = _("There is nobody of this name or mail address.")


def show(context: Node, request: Request) -> dict[str, Any]:
    """Explain what the query asks; a visitor where it names nobody."""
    name, permission = asked(request, "user"), asked(request, "permission")
    people = people_of(request.site)
    user = find_user(people, name) if name else None
    permission = permission if permission in PERMISSIONS else EDIT
    found = None
    if user or not name:
        who = people.who(user) if user else ANONYMOUS
        found = explain(context, who, permission, request.now, request.workflows, people)
    return {
        "name": name,
        "user": user,
        "found": found,
        "steps": tuple(zip(found.levels, _down_to(context, permission), strict=False))
        if found
        else (),
        "permission": permission,
        "answer": (MAY if found and found.is_allowed else MAY_NOT)[permission],
        "verbs": VERBS,
        "problem": "" if found else request.translate(UNKNOWN),
    }


def _down_to(node: Node, permission: str) -> tuple[Node, ...]:
    """Return the nodes that the explanation is about, from the top down."""
    return tuple(lineage(root_of(node) if permission == MANAGE else node))[::-1]


def includeme(config: Configurator) -> None:
    """Register the screen."""
    add_screen(config, "why", SHARE, show=show)
