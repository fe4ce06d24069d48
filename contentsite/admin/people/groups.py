"""`@@groups`: the groups by name; `@@add-group`: another one."""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import Any, Final, NamedTuple

from pyramid.config import Configurator

from contentsite.editing.groups import add_group
from contentsite.security.people import people_of
from contentsite.security.principal import group_principal
from contentsite.security.role import MANAGE
from contentsite.security.top import given_at_top
from contentsite.security.user import Group
from contentsite.sentence import _
from contentsite.tree.node import Node
from contentsite.web.request import Request

from ..flash import add_messages, go
from ..screen import add_site_screen, wrong
from ..shell import PEOPLE, add_section
from .fields import GROUP, FieldsForm

COUNTED: Final = 1_000


class Line(NamedTuple):
    """A group as the list shows it."""

    group: Group
    url: str
    number: int
    """Of its members, of whom so many are counted."""
    is_more: bool
    roles: tuple[str, ...]


def show_list(_context: Node, request: Request) -> dict[str, Any]:
    """Show the groups."""
    given = given_at_top(request.site)
    return {
        "lines": tuple(
            _line(request, group, given.get(group_principal(group.uid), ()))
            for group in people_of(request.site).groups()
        )
    }


def _line(request: Request, group: Group, roles: tuple[str, ...]) -> Line:
    number = sum(1 for _uid in islice(group.members, COUNTED + 1))
    url = group_address(request, group.uid)
    return Line(group, url, min(number, COUNTED), number > COUNTED, roles)


def show(_context: Node, request: Request) -> dict[str, Any]:
    """Show the empty form."""
    return {"form": FieldsForm(request, Group, GROUP)}


def save(_context: Node, request: Request) -> Any:
    """Take up another group."""
    form = FieldsForm(request, Group, GROUP)
    group = form.attempt(partial(Group, **form.take(request.POST)))
    if group is None or form.attempt(lambda: add_group(request, group)) is None:
        return wrong(request, {"form": form})
    return go(request, group_address(request, group.uid), "group-added")


def group_address(request: Request, uid: str) -> str:
    """Return the address of the screen of a group."""
    return request.view_address(request.home, f"@@group/{uid}")


def includeme(config: Configurator) -> None:
    """Register the screens."""
    add_site_screen(config, "groups", MANAGE, show=show_list)
    add_site_screen(config, "add-group", MANAGE, show=show, save=save, section="groups")
    add_section(config, _("Groups"), "groups", "people", MANAGE, group=PEOPLE)
    add_messages(
        config,
        {
            "group-added": _("The group was added. Now say who is in it."),
            "group-removed": _("The group was removed."),
        },
    )
