"""Beginning and ending a session, by whatever way somebody showed who he is."""

from __future__ import annotations

from contentsite.security.actor import act_as
from contentsite.security.audit.note import note_failure
from contentsite.security.audit.recorder import record
from contentsite.security.authenticate import Credentials, Refused, authenticate, find_user
from contentsite.security.cookie import named_by, send_cookie
from contentsite.security.gate import Busy
from contentsite.security.people import people_of
from contentsite.security.session import begin_session, end_session, new_name
from contentsite.security.user import User

from .request import Request
from .who import actor_for, bearer_of


def proved(request: Request, name: str, password: str) -> User:
    """Return the user whose name and password these are. Raises Refused, Throttled or Busy, which is noted."""
    people, given = people_of(request.site), Credentials(name, password, request.remote_addr or "")
    try:
        return authenticate(request.registry, people, given, request.now)
    except Busy:
        raise
    except Refused as error:
        # what is nobody's name may be a password that was typed into the wrong field (ASVS 16.2.5)
        user = find_user(people, name)
        known, uid = (user.name, user.uid) if user is not None else ("", "")
        note_failure(request.registry, known, given.address, request.id, str(error), account=uid)
        raise


def sign_in_as(request: Request, user: User) -> None:
    """Begin a session of a user, and end the one that the browser had: it gets another name (ASVS 7.2.4)."""
    end_session(request.work, named_by(request))
    send_cookie(request, begin_as(request, user))


def begin_as(request: Request, user: User) -> str:
    """Begin a session of a user, and return its name: the secret by which he is known from now on."""
    agent, address = request.user_agent or "", request.remote_addr or ""
    name = begin_session(request.work, user, request.now, address, agent)
    act_as(request.tm.get(), actor_for(request, people_of(request.site).who(user)))
    record(request.site, "sign-in", uid=user.uid, title=user.called)
    return name


def sign_out(request: Request) -> None:
    """End the session of the request, on the server; a browser gets a cookie that names none (ASVS 7.4.1)."""
    if request.who.is_known:
        record(request.site, "sign-out", uid=request.who.uid, title=request.who.title)
    bearer = bearer_of(request)
    end_session(request.work, bearer or named_by(request))
    if not bearer:
        send_cookie(request, new_name())
