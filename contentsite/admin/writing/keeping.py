"""Drafts of forms: what a script sends while somebody types, and what is shown when the form is opened again.

Nothing of it is in the page: `@@draft` and `@@new-draft/TYPE` keep it for the one who types, `@@discard` and
`@@new-discard/TYPE` forget it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, NamedTuple

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNoContent
from webob.multidict import MultiDict

from contentsite.editing.drafts import (
    Draft,
    Overtaken,
    Place,
    Sent,
    TooLarge,
    TooMany,
    draft_of,
    drop,
    keep,
    of_form,
    sweep,
)
from contentsite.sentence import _
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.web.clock import zone_of
from contentsite.web.request import Request

from ..flash import add_messages, go
from ..given import text
from ..screen import for_the_known
from .choosing import chosen
from .marks import MARKS

TAB: Final = "tab"
SEEN: Final = "seen"
_LONGEST: Final = 10_000
_REASONS: Final = {
    TooLarge: (413, _("This is too long to be kept as a draft. It is in this tab: save it soon.")),
    TooMany: (409, _("You have too many drafts. Save or discard some of them under “My work”.")),
    Overtaken: (
        409,
        _(
            "You have typed here in another tab since. What you type in this one is not kept: save it."
        ),
    ),
}


class Kept(NamedTuple):
    """A draft as a form shows it."""

    moment: datetime
    time: str
    """By the clock of the one who asks; with the day where it was another one."""
    marks: str
    post: Any
    """What was typed, as a form would send it."""


def kept_for(request: Request, place: Place) -> Kept | None:
    """Return the draft of a form that the one who asks has, None where there is none."""
    found = draft_of(request.work, request.who, place)
    if found is None:
        return None
    return Kept(found.moment, clock(request, found.moment), found.marks, MultiDict(found.pairs))


def seen_by(request: Request, place: Place) -> str:
    """Return when the draft of a form was kept that this answer knows of, "" for none."""
    found = draft_of(request.work, request.who, place)
    return found.moment.isoformat() if found else ""


def forget(request: Request, place: Place) -> bool:
    """Forget the draft of a form: it was saved."""
    return drop(request.work, request.who, place)


def clock(request: Request, moment: datetime) -> str:
    """Return a moment as people say it: 12:04, or with its day where that is not today."""
    zone = zone_of(request)[1]
    local, today = moment.astimezone(zone), request.now.astimezone(zone).date()
    return f"{local:%H:%M}" if local.date() == today else f"{local:%Y-%m-%d %H:%M}"


def keep_draft(context: Node, request: Request) -> dict[str, Any]:
    """Keep what is typed into the form of a page."""
    return _keep(request, Place(context.uid))


def keep_new(context: Container, request: Request) -> dict[str, Any]:
    """Keep what is typed into the form of a new page."""
    return _keep(request, Place(context.uid, chosen(context, request).name))


def discard_draft(context: Node, request: Request) -> Any:
    """Forget what was typed into the form of a page, and show what is stored."""
    return _discard(request, Place(context.uid), request.view_address(context, "@@edit"))


def discard_new(context: Container, request: Request) -> Any:
    """Forget what was typed into the form of a new page, and show an empty one."""
    name = chosen(context, request).name
    return _discard(
        request, Place(context.uid, name), request.view_address(context, f"@@add/{name}")
    )


def _keep(request: Request, place: Place) -> dict[str, Any]:
    sent = Sent(
        of_form(request.POST.items()),
        text(request, MARKS)[:_LONGEST],
        text(request, TAB)[:64],
        text(request, SEEN)[:64],
    )
    try:
        draft = keep(request.work, request.who, place, sent, request.now, request.settings.drafts)
    except (TooLarge, TooMany, Overtaken) as error:
        request.response.status_int, reason = _REASONS[type(error)]
        return {"said": request.translate(reason)}
    return _said(request, draft)


def _said(request: Request, draft: Draft) -> dict[str, Any]:
    words = request.translate(_("Draft saved {time}", time=clock(request, draft.moment)))
    return {"said": words, "seen": draft.moment.isoformat()}


def _discard(request: Request, place: Place, address: str) -> Any:
    was_there = drop(request.work, request.who, place)
    if "HX-Request" in request.headers:
        return HTTPNoContent()
    return go(request, address, "draft-discarded" if was_there else "")


def includeme(config: Configurator) -> None:
    """Register the views, and what forgets old drafts."""
    config.add_housekeeping(sweep)
    asked = {"request_method": "POST", "decorator": for_the_known}
    kept = {"renderer": "json", **asked}
    config.add_view(keep_draft, context=Node, name="draft", permission="edit", **kept)
    config.add_view(discard_draft, context=Node, name="discard", permission="edit", **asked)
    new = {"context": Container, "permission": "add"}
    config.add_view(keep_new, name="new-draft", **new, **kept)
    config.add_view(discard_new, name="new-discard", **new, **asked)
    for name in ("new-draft", "new-discard"):
        config.add_subpath_view(name)
    add_messages(config, {"draft-discarded": _("What you had typed was discarded.")})
