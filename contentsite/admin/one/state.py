"""`@@state`: the ways out of the present state that one may take, and when visitors see the node."""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

from pydantic import ValidationError
from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPForbidden

from contentsite.admin.flash import add_messages, go
from contentsite.admin.form.problem import reasons
from contentsite.admin.given import text
from contentsite.admin.screen import add_screen, wrong
from contentsite.admin.shell import state_of
from contentsite.admin.stamp import MEANWHILE, is_stale
from contentsite.admin.versions.preview import preview_url
from contentsite.admin.versions.shown import changed_meanwhile, unpublished
from contentsite.editing.states import change_state, may_end_changes, ways
from contentsite.security.audit.entry import plain
from contentsite.sentence import _, whole
from contentsite.tree.node import Node
from contentsite.tree.window import PUBLISHED
from contentsite.versions.stamp import stamp_of
from contentsite.versions.working import discard, publish_changes
from contentsite.web.clock import read_moment, shown_moment, zone_of
from contentsite.web.local import local_path
from contentsite.web.request import Request

MOMENTS = ("publish-at", "expire-at")
NOTE: Final = 200
"""So many characters a note has at most."""
_SCREEN: Final = re.compile(r"/@@(contents|edit|history|sharing|state)(\?|$)")
"""The screens of a page that show what was done, and how to undo it."""


NO_CHANGES: Final = _("There are no unpublished changes: somebody has published or discarded them.")


class Moments(NamedTuple):
    """The two moments as they were typed, what is wrong with each, and with both."""

    texts: dict[str, str]
    errors: dict[str, str]
    reason: str = ""


def show(context: Node, request: Request) -> dict[str, Any]:
    """Show the state and what can be done."""
    shown = (
        shown_moment(request, context.publish_at),
        shown_moment(request, context.expire_at),
    )
    return _values(context, request, Moments(dict(zip(MOMENTS, shown, strict=True)), {}))


def save(context: Node, request: Request) -> Any:
    """Take a transition, change the moments of what is published, or publish or discard its changes."""
    if "changes" in request.POST:
        return _save_changes(context, request)
    texts = {name: text(request, name) for name in MOMENTS}
    found, errors = _read(request, texts)
    if errors:
        return wrong(request, _values(context, request, Moments(texts, errors)))
    try:
        note = plain(" ".join(text(request, "note").split()), NOTE)
        at, until = found
        change_state(context, request, text(request, "transition"), at, until, note)
    except ValidationError as error:
        return wrong(
            request, _values(context, request, Moments(texts, {}, reasons(request, error)))
        )
    except ValueError as error:
        reason = request.translate(whole(str(error)))
        return wrong(request, _values(context, request, Moments(texts, {}, reason)))
    return go(request, _where(context, request), "state")


def _where(node: Node, request: Request) -> str:
    """Return the screen from which this was asked for, as the palette does, or the one of the state."""
    came_from = local_path(text(request, "came_from"))
    is_screen = came_from is not None and _SCREEN.search(came_from)
    return came_from if came_from and is_screen else request.view_address(node, "@@state")


def _save_changes(node: Node, request: Request) -> Any:
    """Publish or discard what was changed of a published node."""
    publishes = text(request, "changes") == "publish"
    if not may_end_changes(request, node, publishes=publishes):
        raise HTTPForbidden(_("You may not do this here."))
    reason = NO_CHANGES if node._working is None else ""
    if not reason and is_stale(node, request):
        reason = MEANWHILE
    if not reason:
        try:
            (publish_changes if publishes else discard)(node)
        except ValidationError as error:
            reason = reasons(request, error)
    if reason:
        shown = show(node, request)
        shown["moments"] = shown["moments"]._replace(reason=request.translate(reason))
        return wrong(request, shown)
    said = "changes-live" if publishes else "discarded"
    return go(request, _where(node, request), said)


def _read(request: Request, texts: dict[str, str]) -> tuple[list[Any], dict[str, str]]:
    found: list[Any] = []
    errors: dict[str, str] = {}
    for name, typed in texts.items():
        try:
            found.append(read_moment(request, typed))
        except ValueError as error:
            errors[name] = request.translate(str(error))
    return found, errors


def _values(node: Node, request: Request, moments: Moments) -> dict[str, Any]:
    found = ways(node, request)
    publishes = any(each.target == PUBLISHED for each in found)
    may_plan = node.state == PUBLISHED and request.has_permission("publish", node)
    return {
        "state": state_of(request, node),
        "ways": found,
        "has_moments": publishes or may_plan,
        "may_plan": may_plan,
        "moments": moments,
        "note": text(request, "note"),
        "zone": zone_of(request)[0].replace("_", " "),
        "is_live": node.is_live(request.now),
        **_changes(node, request),
    }


def _changes(node: Node, request: Request) -> dict[str, Any]:
    """Return what is shown of unpublished changes, to those who work on the node."""
    may_publish = request.has_permission("publish", node)
    works = may_publish or request.has_permission("edit", node)
    return {
        "works": works,
        "may_publish": may_publish,
        "lines": unpublished(request, node) if works else (),
        "meanwhile": changed_meanwhile(request, node) if works else (),
        "preview": preview_url(request, node) if works else "",
        "hours": request.settings.versions.preview_hours,
        "version": stamp_of(node),
    }


def includeme(config: Configurator) -> None:
    """Register the screen: each transition has a permission of its own, which is asked for when it is taken."""
    add_screen(config, "state", "view", show=show, save=save)
    messages = {
        "state": _("The state was changed."),
        "changes-live": _("The changes are published."),
        "discarded": _("The changes were discarded. They are still in the history."),
    }
    add_messages(config, messages)
