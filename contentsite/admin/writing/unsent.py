"""A form that could not be taken: what was typed is shown, to be sent again or to be copied.

Its session has ended, its token is another one's, its page was deleted, moved, or may not be edited any more. A
browser does not keep what was typed: the page that it would go back to is kept nowhere, and to a visitor it is
not there. Only forms of `@@add` and `@@edit` are answered so, only to a browser that says that the form came from
this site, and to visitors alike whether there is such a page or not.
"""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

from pyramid.config import Configurator
from pyramid.exceptions import BadCSRFToken
from pyramid.httpexceptions import HTTPNotFound

from contentsite.admin.form.widget import PREFIX
from contentsite.admin.given import text
from contentsite.admin.screen import TEMPLATES
from contentsite.editing.drafts import Overtaken, Place, Sent, TooLarge, TooMany, keep, of_form
from contentsite.editing.in_trash import item_for
from contentsite.storage.connection import in_work
from contentsite.web.language import in_own_language
from contentsite.web.local import local_path
from contentsite.web.moved import address_now
from contentsite.web.refusal import note_refusal
from contentsite.web.request import Request

from .marks import MARKS

LATE: Final = "the form came when its session had ended"
PAGE: Final = "page"
"""The control by which the form of a page says whose it is."""
_FORMS: Final = re.compile(r"/@@(edit|add/\w+)$")
_UID: Final = re.compile(r"[0-9a-f]{32}")
_REPEATED: Final = frozenset(
    {"version", MARKS, PAGE, "new-name", "was-name", "comment", "clash", "publish-at", "expire-at"}
)
"""Controls besides those of fields that are sent again."""


class Unsent(NamedTuple):
    """What is said of a form that was not taken."""

    is_gone: bool
    """Whether there is no such page, or none that may be edited: it is no use to send it there again."""
    is_forbidden: bool
    restore: str
    """Where the page can be brought back from the trash, "" for nowhere."""
    is_kept: bool
    """Whether the form of the page will show what was typed."""


class CameTooLate:
    """View predicate `came_too_late=True`: a form of a page was sent from this site and cannot be taken."""

    def __init__(self, wanted: bool, config: Any) -> None:
        self.wanted = wanted

    def text(self) -> str:
        """Return what introspection shows."""
        return f"came_too_late = {self.wanted}"

    phash = text

    def __call__(self, context: Any, request: Any) -> bool:
        """Tell whether the view answers here."""
        return _is_late(request) is self.wanted


def _is_late(request: Any) -> bool:
    if request.method != "POST" or not _FORMS.search(request.path_info) or not _is_own(request):
        return False
    return local_path(request.path) is not None


def _is_own(request: Any) -> bool:
    """Tell whether the browser says that the form is one of this site: silence is not enough here."""
    site = request.headers.get("Sec-Fetch-Site")
    own = request.headers.get("Origin") == request.host_url
    return own if site is None else bool(site == "same-origin")


def show(error: Any, request: Request) -> dict[str, Any]:
    """Show what was typed, in a form with the token of the session that there is now."""
    is_late = isinstance(error, BadCSRFToken) or not request.who.is_known
    if is_late and not isinstance(error, HTTPNotFound):
        note_refusal(request, LATE)
    request.response.status_int = 403 if is_late else error.status_int
    request.response.headers["Cache-Control"] = "no-store"
    sent = [(name, given) for name, given in request.POST.items() if _is_of_form(name)]
    address = None if is_late else address_now(request)
    return {
        "address": address or local_path(request.path),
        "is_moved": address is not None,
        "gone": None if is_late or address else _gone(error, request),
        "sent": [(name, given) for name, given in sent if isinstance(given, str)],
        "typed": [
            (name.removeprefix(PREFIX), given)
            for name, given in sent
            if name.startswith(PREFIX) and isinstance(given, str) and given.strip()
        ],
        "has_files": any(not isinstance(given, str) and given.filename for _name, given in sent),
    }


def _gone(error: Any, request: Request) -> Unsent:
    """Return what there is to say of a page that cannot be edited, to somebody who is signed in."""
    uid = text(request, PAGE)
    item = item_for(request, uid) if _UID.fullmatch(uid) else None
    restore = f"{request.view_address(request.home, '@@restore')}?item={uid}" if item else ""
    is_kept = bool(_UID.fullmatch(uid)) and _is_kept(request, uid)
    return Unsent(isinstance(error, HTTPNotFound), error.status_int == 403, restore, is_kept)


def _is_kept(request: Request, uid: str) -> bool:
    """Keep what was typed as a draft of the page, for the case that it comes back; tell whether that went well."""
    sent = Sent(of_form(request.POST.items()), text(request, MARKS), "unsent", "~")
    limits, now, who = request.settings.drafts, request.now, request.who

    def kept(work: Any) -> bool:
        try:
            keep(work, who, Place(uid), sent, now, limits)
        except (TooLarge, TooMany, Overtaken):
            return False
        return True

    # in a transaction of its own: that of this request is rolled back
    return in_work(request.registry, kept)


def _is_of_form(name: str) -> bool:
    return name.startswith((PREFIX, "choose-")) or name in _REPEATED


def includeme(config: Configurator) -> None:
    """Register the page."""
    config.add_view_predicate("came_too_late", CameTooLate)
    late = {"came_too_late": True, "renderer": f"{TEMPLATES}unsent.jinja2"}
    late["decorator"] = in_own_language
    config.add_forbidden_view(show, **late)
    config.add_notfound_view(show, **late)
    config.add_exception_view(show, context=BadCSRFToken, **late)
