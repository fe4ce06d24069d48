"""`/@@settings-mail`: how mail is sent, and a test mail to oneself."""

from __future__ import annotations

from typing import Any, Final

from pyramid.config import Configurator

from contentsite.admin.flash import add_messages, go
from contentsite.admin.screen import add_site_screen, wrong
from contentsite.jobs.job import Refused
from contentsite.jobs.mail import deliver, mail
from contentsite.security.people import people_of
from contentsite.security.role import MANAGE
from contentsite.sentence import _
from contentsite.tree.node import Node
from contentsite.web.request import Request

from .index import index

NOWHERE: Final = _("You have no mail address. Give one in My account.")


def show(_context: Node, request: Request) -> dict[str, Any]:
    """Show how mail is sent."""
    return _values(request)


def save(_context: Node, request: Request) -> Any:
    """Send a test mail now, and tell what came of it; nothing is stored, so that nothing is tried twice."""
    to = _own_address(request)
    if not to:
        return wrong(request, {**_values(request), "problem": request.translate(NOWHERE)})
    try:
        deliver(request.registry, mail(to, *_letter(request)))
    except (OSError, Refused, ValueError) as error:
        return wrong(request, {**_values(request), "problem": str(error)})
    return go(request, request.view_address(request.home, "@@settings-mail"), "mail-sent")


def _letter(request: Request) -> tuple[str, str]:
    """Return the subject and the text of the test mail."""
    site = " ".join(request.site.title.split())
    text = _(
        "You asked for this mail in the settings of {site}. Since you read it, the site can send mail.",
        site=site,
    )
    return request.translate(_("A test mail of {site}", site=site)), request.translate(text)


def _values(request: Request) -> dict[str, Any]:
    return {
        "pages": index(request),
        "mail": request.settings.mail,
        "to": _own_address(request),
        "problem": "",
    }


def _own_address(request: Request) -> str:
    user = people_of(request.site).user(request.who.uid)
    return user.mail if user is not None else ""


def includeme(config: Configurator) -> None:
    """Register the screen."""
    add_site_screen(config, "settings-mail", MANAGE, show=show, save=save, section="settings")
    add_messages(
        config, {"mail-sent": _("The test mail is on its way to you. Look whether it arrives.")}
    )
