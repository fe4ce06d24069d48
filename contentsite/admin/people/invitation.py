"""The link by which somebody sets his first password, or another: shown to whoever made it, or mailed."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import quote

from pyramid.config import Configurator

from contentsite.jobs.queue import enqueue
from contentsite.security.audit.recorder import record
from contentsite.security.reset import new_token
from contentsite.security.user import User
from contentsite.sentence import _
from contentsite.web.origin import origin_for_links
from contentsite.web.request import Request

from ..entry.forgotten import mail_link

SUBJECT: Final = _("{site}: your account")
TEXT: Final = _("""\
You have an account at {site}. Your sign-in name is {name}.

Choose a password here, within {minutes} minutes:

{link}

Later you get another such link by "Forgotten your password?" on the page where you sign in.
""")


def link_for(request: Request, user: User) -> str:
    """Return a link by which a user sets a password, once; the one that was made before ends."""
    token = new_token(request.work, user.uid, user.epoch, request.now)
    _record(request, user, "a link was made")
    return f"{_page(request)}?token={quote(token)}"


def mail_invitation(request: Request, user: User) -> None:
    """Let such a link be mailed after the transaction."""
    values = {"user": user.uid, "page": _page(request), "language": request.locale_name}
    enqueue(request.work, "invitation", values)
    _record(request, user, "a link was mailed")


def send_invitation(registry: Any, values: Any) -> None:
    """Job: make the link and send it."""
    mail_link(registry, values, SUBJECT, TEXT)


def _page(request: Request) -> str:
    # the host that was asked for is one of the site's own, and a Manager asked
    origin = origin_for_links(request) or request.origin
    return origin + request.view_address(request.home, "@@reset")


def _record(request: Request, user: User, detail: str) -> None:
    record(request.site, "password", uid=user.uid, title=user.called, detail=detail)


def includeme(config: Configurator) -> None:
    """Declare the job."""
    config.add_job("invitation", send_invitation, title=_("Mail to who got an account"))
