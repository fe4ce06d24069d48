"""Letters to people about their accounts: that something was changed by which they are known (ASVS 6.3.7)."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from contentsite.jobs.mail import send_mail
from contentsite.security.user import User
from contentsite.sentence import _
from contentsite.web.request import Request

CHANGED_SUBJECT: Final = _("{site}: your password was changed")
CHANGED_TEXT: Final = _("""\
The password of your account {name} at {site} was changed by {who}.

If this is not as it should be, tell those who manage the site at once.
""")
RESET_TEXT: Final = _("""\
The password of your account {name} at {site} was changed by a link that was sent to this address.

If it was not you, tell those who manage the site at once.
""")
MAIL_SUBJECT: Final = _("{site}: your mail address was changed")
MAIL_TEXT: Final = _("""\
The mail address of your account {name} at {site} was changed by {who}: it is no longer this one.

If this is not as it should be, tell those who manage the site at once.
""")


def tell_of_password(request: Request, user: User) -> None:
    """Tell somebody that his password was changed, and by whom."""
    _tell(request, user.mail, user, CHANGED_SUBJECT, CHANGED_TEXT)


def tell_of_reset(request: Request, user: User) -> None:
    """Tell somebody that his password was changed by a link from a mail."""
    _tell(request, user.mail, user, CHANGED_SUBJECT, RESET_TEXT)


def tell_of_mail(request: Request, user: User, old: str) -> None:
    """Tell somebody, at his old address, that he has another one."""
    _tell(request, old, user, MAIL_SUBJECT, MAIL_TEXT)


def _tell(request: Request, to: str, user: User, subject: str, text: str) -> None:
    if not to:
        return
    site, by = " ".join(request.site.title.split()), request.who.title
    words = {"site": site, "name": user.name, "who": by}
    subject, text = (request.translate(_(each, **words)) for each in (subject, text))
    # an address that no mail can be sent to: the change stands
    with suppress(ValueError):
        send_mail(request.work, to, subject, text)
