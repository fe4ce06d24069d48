"""The answer of the palette: groups of rows, ranked; there is always something to choose."""

from __future__ import annotations

from itertools import islice
from typing import Any, Final
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPSeeOther

from contentsite.admin.people.listing import person_address
from contentsite.security.people import people_of
from contentsite.security.role import MANAGE
from contentsite.sentence import _
from contentsite.tree.node import Node
from contentsite.web.request import Request
from contentsite.web.visible import seen

from . import pages
from .everywhere import commands_everywhere
from .here import commands_here
from .row import Group, Row, begins, fitting

LONGEST: Final = 200
PEOPLE: Final = 10
BESIDE: Final = 6
"""So many commands stand beside pages."""


def show(_context: Node, request: Request, q: str = "", at: str = "") -> Any:
    """Return what is offered for what was typed, on the page of the uid `at`."""
    if "HX-Request" not in request.headers:
        # whoever opens the address itself gets the screen that finds pages without script
        query = urlencode({"q": q})
        return HTTPSeeOther(f"{request.view_address(request.home, '@@find')}?{query}")
    typed = " ".join(q[:LONGEST].split())
    here = seen(request, at) if at else None
    groups = [group for group in _groups(request, typed, here) if group.rows]
    shown = groups or [_nothing(request, typed, here)]
    return {"groups": shown, "at": here.uid if here is not None else ""}


def _groups(request: Request, typed: str, here: Node | None) -> list[Group]:
    sign, rest = typed[:1], typed[1:].strip()
    if sign == ">":
        return _commands(request, rest, here)
    if sign == "@":
        return [Group(request.translate("People"), _people(request, rest))]
    if sign == "#":
        found = pages.tagged(request, rest) if rest else ()
        return [
            Group(request.translate("Tags"), pages.tags(request, rest)),
            Group(request.translate("Pages with this tag"), found),
        ]
    return _mixed(request, typed, here) if typed else _begin(request, here)


def _begin(request: Request, here: Node | None) -> list[Group]:
    """Return what is offered before anything was typed."""
    return [_recent(request, here), *_commands(request, "", here)]


def _recent(request: Request, here: Node | None) -> Group:
    return Group(request.translate("Recent pages"), pages.recent(request, here))


def _mixed(request: Request, typed: str, here: Node | None) -> list[Group]:
    """Return pages and commands; the commands first where one begins as was typed."""
    found = Group(request.translate("Pages"), pages.with_words(request, typed))
    commands = [
        group._replace(rows=group.rows[:BESIDE]) for group in _commands(request, typed, here)
    ]
    named = [group for group in commands if any(begins(row, typed) for row in group.rows)]
    others = [group for group in commands if group not in named]
    groups, everything = [*named, found, *others], _everything(request, typed)
    if any(group.rows for group in groups):
        return [*groups, everything]
    # a word that is nowhere: what one has worked on is likelier than nothing
    return [everything, _recent(request, here)]


def _everything(request: Request, typed: str) -> Group:
    """Return the way to the screen that shows all that is found."""
    title = request.translate(_("All pages with “{words}”", words=typed))
    address = f"{request.view_address(request.home, '@@find')}?{urlencode({'q': typed})}"
    return Group(request.translate("Search"), (Row(title, "search", address),))


def _commands(request: Request, typed: str, here: Node | None) -> list[Group]:
    own = commands_here(request, here) if here is not None else ()
    title = here.title or request.translate("(untitled)") if here is not None else ""
    said = request.translate(_("This page: {title}", title=title))
    return [
        Group(said, fitting(own, typed)),
        Group(request.translate("Go to"), fitting(commands_everywhere(request), typed)),
    ]


def _people(request: Request, typed: str) -> tuple[Row, ...]:
    """Return the people that Managers look for; others find themselves."""
    if not request.has_permission(MANAGE, request.home):
        account = request.view_address(request.home, "@@account")
        hint = request.translate("My account")
        return (Row(request.who.title or request.who.name, "person", account, hint),)
    found = islice(people_of(request.site).rows("", typed), PEOPLE)
    return tuple(
        Row(each.title or each.name, "person", person_address(request, each.uid), each.name)
        for each in found
    )


def _nothing(request: Request, typed: str, here: Node | None) -> Group:
    """Return what is offered where nothing fits: the commands, under what says so."""
    said = request.translate(_("Nothing fits “{words}”. You can:", words=typed))
    rows = (row for group in _commands(request, "", here) for row in group.rows)
    return Group(said, tuple(rows))
