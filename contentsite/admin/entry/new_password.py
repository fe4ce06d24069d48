"""A new password as a form sends it: typed twice, checked, and hashed."""

from __future__ import annotations

from typing import Final, NamedTuple

from contentsite.admin.given import text
from contentsite.security.gate import Busy
from contentsite.security.password import check_password, hash_password
from contentsite.sentence import _
from contentsite.web.request import Request

from .later import busy

DIFFERENT: Final = _("These are two different passwords.")


class NewPassword(NamedTuple):
    """The hash of a password, or what is wrong with it."""

    hashed: str = ""
    error: str = ""


def new_password(request: Request, name: str, mail: str) -> NewPassword:
    """Return the password that was typed twice for a user of this name and mail address.

    Where too many sign in at this moment the answer is 503 (RFC 9110, 15.6.4).
    """
    typed = text(request, "password")
    try:
        check_password(typed, name, mail)
    except ValueError as error:
        return NewPassword(error=unfit(request, error))
    if typed != text(request, "again"):
        return NewPassword(error=request.translate(DIFFERENT))
    try:
        return NewPassword(hash_password(typed))
    except Busy as error:
        return NewPassword(error=busy(request, error))


def unfit(request: Request, error: ValueError) -> str:
    """Return a sentence that says what is wrong with a password."""
    say = request.translate
    return say(_("A password {must}.", must=say(str(error))))
