"""Beginning and ending a session, by whatever way somebody showed who he is."""

from __future__ import annotations

from contentsite.security.actor import act_as
from contentsite.security.audit.recorder import record
from contentsite.security.cookie import named_by, send_cookie
from contentsite.security.people import people_of
from contentsite.security.session import begin_session, end_session, new_name
from contentsite.security.user import User
from contentsite.web.request import Request
from contentsite.web.who import actor_for


def sign_in_as(request: Request, user: User) -> None:
    """Begin a session of a user, and end the one that the browser had: it gets another name (ASVS 7.2.4)."""
    end_session(request.work, named_by(request))
    agent = request.user_agent or ""
    name = begin_session(request.work, user, request.now, request.remote_addr or "", agent)
    send_cookie(request, name)
    who = people_of(request.site).who(user)
    act_as(request.tm.get(), actor_for(request, who))
    record(request.site, "sign-in", uid=user.uid, title=user.called)


def sign_out(request: Request) -> None:
    """End the session of the browser, on the server, and give it a cookie that names none (ASVS 7.4.1)."""
    if request.who.is_known:
        record(request.site, "sign-out", uid=request.who.uid, title=request.who.title)
    end_session(request.work, named_by(request))
    send_cookie(request, new_name())
