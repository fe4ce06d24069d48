"""`@@group/UID`: one group: its names, its members, what it may do in the whole site."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPBadRequest, HTTPNotFound

from contentsite.security.audit.recorder import record
from contentsite.security.decide import may
from contentsite.security.people import people_of
from contentsite.security.principal import group_principal
from contentsite.security.role import MANAGE
from contentsite.security.top import OFFERED, give_at_top, given_at_top
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
    form, people = FieldsForm(request, Group, GROUP, group), people_of(request.site)
    fields = form.take(request.POST)
    changed = form.attempt(lambda: people.update_group(group, fields))
    if changed is None:
        return wrong(request, values(request, group, form=form))
    if changed:
        _note(request, group, "changed: " + ", ".join(changed))
    return _back(request, group, "group-saved")


def roles(request: Request, group: Group) -> Any:
    """Let the group have the roles that are marked at the top of the site."""
    people, chosen = people_of(request.site), tuple(dict.fromkeys(texts(request, "role")))
    if not {*chosen} <= {*OFFERED}:
        error = request.translate("There is no such role.")
    else:
        principal = group_principal(group.uid)
        error = refusal(request, lambda: give_at_top(request.site, people, principal, chosen))
    if error:
        return wrong(request, values(request, group, roles=chosen, error=error, where="roles"))
    _note(request, group, "roles at the top: " + (", ".join(chosen) or "none"))
    return _back(request, group, "group-roles")


def add_member(request: Request, group: Group) -> Any:
    """Take somebody into the group."""
    return _put(request, group, is_member=True)


def remove_member(request: Request, group: Group) -> Any:
    """Let somebody leave the group."""
    return _put(request, group, is_member=False)


def _put(request: Request, group: Group, *, is_member: bool) -> Any:
    people = people_of(request.site)
    user = people.user(text(request, "user"))
    if user is None:
        error = request.translate("This person is gone.")
        return wrong(request, values(request, group, error=error, where="members"))
    kept = tuple(uid for uid in user.groups if uid != group.uid and people.group(uid))
    then = (*kept, group.uid) if is_member else kept
    error = refusal(request, lambda: people.put_in_groups(user, then))
    if error:
        return wrong(request, values(request, group, error=error, where="members"))
    done = "added" if is_member else "removed"
    _note(request, group, f"member {done}: {user.name}")
    return _back(request, group, f"member-{done}")


def remove(request: Request, group: Group) -> Any:
    """Forget the group."""
    people, called = people_of(request.site), group.called
    error = refusal(request, lambda: people.remove_group(group))
    if error:
        return wrong(request, values(request, group, error=error, where="account"))
    record(request.site, "group", uid=group.uid, title=called, detail="removed")
    return _to(request, request.view_address(request.home, "@@groups"), "group-removed")


def _note(request: Request, group: Group, detail: str) -> None:
    record(request.site, "group", uid=group.uid, title=group.called, detail=detail)


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
