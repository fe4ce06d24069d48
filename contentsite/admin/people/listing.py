"""`@@people`: who can sign in, by name, a batch at a time; and searched by name, full name and mail address."""

from __future__ import annotations

from itertools import islice
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from pyramid.config import Configurator

from contentsite.security.people import People, PersonRow, people_of
from contentsite.security.role import MANAGE
from contentsite.security.top import given_at_top, roles_of
from contentsite.sentence import _
from contentsite.tree.node import Node
from contentsite.web.request import Request

from ..flash import add_messages
from ..given import asked
from ..screen import add_site_screen
from ..shell import PEOPLE, add_section

BATCH: Final = 50


class Line(NamedTuple):
    """A user as the list shows him."""

    row: PersonRow
    url: str
    groups: tuple[str, ...]
    roles: tuple[str, ...]
    can_sign_in: bool
    """Whether he has a password."""


def show(_context: Node, request: Request) -> dict[str, Any]:
    """Show a batch of the users in whom the words of the query are found."""
    people, words, after = people_of(request.site), asked(request, "find"), asked(request, "after")
    rows = list(islice(people.rows(after, words), BATCH + 1))
    here = request.view_address(request.home, "@@people")
    given = {"find": words} if words else {}
    is_more = len(rows) > BATCH
    following = urlencode({**given, "after": rows[BATCH - 1].name}) if is_more else ""
    return {
        "words": words,
        "lines": lines(request, people, rows[:BATCH]),
        "first_url": f"{here}?{urlencode(given)}" if after else "",
        "next_url": f"{here}?{following}" if is_more else "",
    }


def lines(request: Request, people: People, rows: list[PersonRow]) -> tuple[Line, ...]:
    """Return users with their groups and their roles at the top of the site."""
    given, found = given_at_top(request.site), []
    for row in rows:
        user = people.user(row.uid)
        if user is not None:
            groups = filter(None, map(people.group, user.groups))
            found.append(
                Line(
                    row,
                    person_address(request, row.uid),
                    tuple(sorted(group.called for group in groups)),
                    roles_of(user, given),
                    user.password is not None,
                )
            )
    return tuple(found)


def person_address(request: Request, uid: str) -> str:
    """Return the address of the screen of a user."""
    return request.view_address(request.home, f"@@person/{uid}")


def includeme(config: Configurator) -> None:
    """Register the screen."""
    add_site_screen(config, "people", MANAGE, show=show)
    add_section(config, _("People"), "people", "person", MANAGE, group=PEOPLE, keys="g p")
    add_messages(config, {"person-removed": _("The person was removed.")})
