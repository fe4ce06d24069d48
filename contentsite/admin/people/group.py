"""`@@group/UID`: one group: its names, its members, what it may do in the whole site."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPBadRequest, HTTPNotFound

from contentsite.editing.groups import change_group, remove_group, set_group_roles, set_member
from contentsite.security.decide import may
from contentsite.security.people import people_of
from contentsite.security.principal import group_principal
from contentsite.security.role import MANAGE
from contentsite.security.top import OFFERED, given_at_top
from contentsite.security.user import Group
from contentsite.sentence import _
from contentsite.tree.node import Node
from contentsite.web.request import Request

from ..flash import add_messages, go
from ..form.form import Form
from ..given import text, texts
from ..screen import add_site_screen, wrong
from .fields import GROUP, FieldsForm
from .groups import group_address
from .members import found_people, members
from .top import choices
from .undo import refusal

MESSAGES: Final[Mapping[str, str]] = {
    "group-saved": _("The group was saved."),
    "group-roles": _("What the group may do in the whole site was saved."),
    "member-added": _("The person is in the group now."),
    "member-removed": _("The person is in the group no more."),
}


def show(_context: Node, request: Request) -> dict[str, Any]:
    """Show a group, a batch of its members, and who was searched for."""
    return values(request, _group(request))


def save(_context: Node, request: Request) -> Any:
    """Do with a group what the button says."""
    group, deed = _group(request), DEEDS.get(text(request, "what"))
    if deed is None:
        raise HTTPBadRequest(_("There is no such button."))
    return deed(request, group)


def values(
    request: Request,
    group: Group,
    *,
    form: Form | None = None,
    roles: Collection[str] | None = None,
    error: str = "",
    where: str = "",
) -> dict[str, Any]:
    """Return what the template needs; `error` is said at the part `where`."""
    if roles is None:
        roles = given_at_top(request.site).get(group_principal(group.uid), ())
    return {
        "group": group,
        "address": group_address(request, group.uid),
        "form": form or FieldsForm(request, Group, GROUP, group),
        "roles": choices(request, roles),
        "members": members(request, group),
        "found": found_people(request, group),
        "error": error,
        "where": where,
    }


def details(request: Request, group: Group) -> Any:
    """Store the names."""
    form = FieldsForm(request, Group, GROUP, group)
    fields = form.take(request.POST)
    if form.attempt(lambda: change_group(request, group, fields)) is None:
        return wrong(request, values(request, group, form=form))
    return _back(request, group, "group-saved")


def roles(request: Request, group: Group) -> Any:
    """Let the group have the roles that are marked at the top of the site."""
    chosen = tuple(dict.fromkeys(texts(request, "role")))
    if not {*chosen} <= {*OFFERED}:
        error = request.translate("There is no such role.")
    else:
        error = refusal(request, lambda: set_group_roles(request, group, chosen))
    if error:
        return wrong(request, values(request, group, roles=chosen, error=error, where="roles"))
    return _back(request, group, "group-roles")


def add_member(request: Request, group: Group) -> Any:
    """Take somebody into the group."""
    return _put(request, group, is_member=True)


def remove_member(request: Request, group: Group) -> Any:
    """Let somebody leave the group."""
    return _put(request, group, is_member=False)


def _put(request: Request, group: Group, *, is_member: bool) -> Any:
    user = people_of(request.site).user(text(request, "user"))
    if user is None:
        error = request.translate("This person is gone.")
    else:
        error = refusal(request, lambda: set_member(request, group, user, is_member=is_member))
    if error:
        return wrong(request, values(request, group, error=error, where="members"))
    return _back(request, group, "member-added" if is_member else "member-removed")


def remove(request: Request, group: Group) -> Any:
    """Forget the group."""
    error = refusal(request, lambda: remove_group(request, group))
    if error:
        return wrong(request, values(request, group, error=error, where="account"))
    return _to(request, request.view_address(request.home, "@@groups"), "group-removed")


def _back(request: Request, group: Group, message: str) -> Any:
    return _to(request, group_address(request, group.uid), message)


def _to(request: Request, address: str, message: str) -> Any:
    """Lead on; who has shut himself out of managing, to the home page."""
    people = people_of(request.site)
    user = people.user(request.who.uid)
    if user and may(request.site, people.who(user), MANAGE, request.now, request.workflows):
        return go(request, address, message)
    return go(request, request.address(request.home))


DEEDS: Final[Mapping[str, Callable[[Request, Group], Any]]] = {
    "details": details,
    "roles": roles,
    "add-member": add_member,
    "remove-member": remove_member,
    "remove": remove,
}


def _group(request: Request) -> Group:
    """Return the group that the address names; HTTPNotFound where there is none."""
    people = people_of(request.site)
    found = people.group(request.subpath[0]) if len(request.subpath) == 1 else None
    if found is None:
        raise HTTPNotFound(_("There is no such group."))
    return found


def includeme(config: Configurator) -> None:
    """Register the screen, and let a uid follow it in addresses."""
    add_site_screen(config, "group", MANAGE, show=show, save=save, section="groups")
    config.add_subpath_view("group")
    add_messages(config, MESSAGES)
