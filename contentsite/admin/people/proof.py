"""That somebody who is signed in is who he is: by his present password, once more."""

from __future__ import annotations

from typing import Final

from contentsite.security.audit.note import note_failure
from contentsite.security.authenticate import Credentials, Refused, Throttled, authenticate
from contentsite.security.cookie import named_by, send_cookie
from contentsite.security.gate import Busy
from contentsite.security.people import people_of
from contentsite.security.session import begin_session, end_session
from contentsite.security.user import User
from contentsite.sentence import _
from contentsite.web.request import Request

from ..entry.later import busy, too_often

WRONG: Final = _("This is not your present password.")


def proven(request: Request, user: User, password: str) -> str:
    """Return why a password does not prove who somebody is, "" where it does.

    It is throttled and noted as a sign-in is: who finds a browser that is signed in must not guess on.
    """
    given = Credentials(user.name, password, request.remote_addr or "")
    try:
        authenticate(request.registry, people_of(request.site), given, request.now)
    except Throttled as error:
        return too_often(request, error.seconds)
    except Refused as error:
        failed = user.name, given.address, request.id, str(error)
        note_failure(request.registry, *failed, account=user.uid)
        return request.translate(WRONG)
    except Busy as error:
        return busy(request, error)
    return ""


def begin_again(request: Request, user: User) -> None:
    """Let this browser stay signed in, in a session of another name, after all sessions were ended."""
    name = named_by(request)
    if "HTTP_AUTHORIZATION" in request.environ or not name:
        # a script says who it is with each request
        return
    end_session(request.work, name)
    agent = request.user_agent or ""
    new = begin_session(request.work, user, request.now, request.remote_addr or "", agent)
    send_cookie(request, new)
