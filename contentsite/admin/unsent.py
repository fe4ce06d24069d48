"""A form that came too late, since its session has ended: what was typed is shown to be sent again.

A browser does not keep it: the page that it would go back to is kept nowhere, and to a visitor it is not
there. Only forms of `@@add` and `@@edit` are answered so, only to a browser that says that the form came
from this site, and to visitors alike whether there is such a page or not.
"""

from __future__ import annotations

import re
from typing import Any, Final

from pyramid.config import Configurator
from pyramid.exceptions import BadCSRFToken
from pyramid.httpexceptions import HTTPNotFound

from contentsite.web.local import local_path
from contentsite.web.refusal import note_refusal
from contentsite.web.request import Request

from .form.widget import PREFIX
from .screen import TEMPLATES

LATE: Final = "the form came when its session had ended"
_FORMS: Final = re.compile(r"/@@(edit|add/\w+)$")


class CameTooLate:
    """View predicate `came_too_late=True`: a form of a page was sent from this site, by a session that has ended."""

    def __init__(self, wanted: bool, config: Any) -> None:
        self.wanted = wanted

    def text(self) -> str:
        """Return what introspection shows."""
        return f"came_too_late = {self.wanted}"

    phash = text

    def __call__(self, context: Any, request: Any) -> bool:
        """Tell whether the view answers here."""
        return _is_late(context, request) is self.wanted


def _is_late(error: Any, request: Any) -> bool:
    if request.method != "POST" or not _FORMS.search(request.path_info) or not _is_own(request):
        return False
    # who is signed in and may not is told so
    ended = isinstance(error, BadCSRFToken) or not request.who.is_known
    return ended and local_path(request.path) is not None


def _is_own(request: Any) -> bool:
    """Tell whether the browser says that the form is one of this site: silence is not enough here."""
    site = request.headers.get("Sec-Fetch-Site")
    own = request.headers.get("Origin") == request.host_url
    return own if site is None else bool(site == "same-origin")


def show(error: Any, request: Request) -> dict[str, Any]:
    """Show what was typed, in a form with the token of the session that there is now."""
    if not isinstance(error, HTTPNotFound):
        note_refusal(request, LATE)
    request.response.status_int = 403
    request.response.headers["Cache-Control"] = "no-store"
    sent = [(name, text) for name, text in request.POST.items() if _is_of_form(name)]
    return {
        "address": local_path(request.path),
        "sent": [(name, text) for name, text in sent if isinstance(text, str)],
        "has_files": any(not isinstance(text, str) and text.filename for _name, text in sent),
    }


def _is_of_form(name: str) -> bool:
    return name.startswith(PREFIX) or name == "version"


def includeme(config: Configurator) -> None:
    """Register the page."""
    config.add_view_predicate("came_too_late", CameTooLate)
    late = {"came_too_late": True, "renderer": f"{TEMPLATES}unsent.jinja2"}
    config.add_forbidden_view(show, **late)
    config.add_notfound_view(show, **late)
    config.add_exception_view(show, context=BadCSRFToken, **late)
