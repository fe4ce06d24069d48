"""Mail: asked for within a transaction, sent after it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from secrets import token_hex
from typing import Any, NamedTuple

from contentsite.security.mail_address import BREAKING, parsed
from contentsite.settings import settings_of

from .folder import write
from .job import Refused
from .queue import enqueue
from .smtp import send


class Mail(NamedTuple):
    """One mail to one person. `id` and `made` are the same however often it is sent."""

    to: str
    subject: str
    text: str
    id: str
    made: str


def mail(to: str, subject: str, text: str) -> Mail:
    """Return a mail of plain text.

    Raises ValueError for what is not one address, and for a line break in address or subject, by
    which another header could be smuggled in (ASVS 1.3.11).
    """
    if BREAKING.search(to + subject):
        raise ValueError("a header of a mail has no line breaks and no control characters")
    parsed(to)
    return Mail(to, subject, text, token_hex(16), format_datetime(datetime.now(UTC)))


def send_mail(work: Any, to: str, subject: str, text: str) -> str:
    """Send a mail after the transaction of `work`, the root mapping of the work database; return the job's id.

    Raises ValueError as `mail` does.
    """
    return enqueue(work, "mail", mail(to, subject, text)._asdict())


def deliver(registry: Any, letter: Mail) -> None:
    """Send a mail now. Raises OSError, or Refused when to try again is of no use."""
    settings = settings_of(registry).mail
    message = composed(letter, settings.sender)
    if settings.folder:
        write(message, settings.folder)
    elif settings.host:
        send(message, settings)
    else:
        raise OSError("neither contentsite.mail.host nor contentsite.mail.folder is set")


def composed(letter: Mail, sender: str) -> EmailMessage:
    """Return a mail as it is sent (RFC 5322). Raises Refused for an address that is none."""
    message = EmailMessage(policy=SMTP)
    try:
        message["From"] = parsed(sender)
        message["To"] = parsed(letter.to)
    except ValueError as error:
        raise Refused(str(error)) from error
    message["Subject"] = letter.subject
    message["Date"] = letter.made
    message["Message-ID"] = f"<{letter.id}@{_domain(sender)}>"
    # RFC 3834: so that nobody's holiday notice answers
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text, charset="utf-8")
    return message


def _domain(sender: str) -> str:
    return parsed(sender).domain


def run_mail(registry: Any, values: Mapping[str, Any]) -> None:
    """Do a mail job."""
    deliver(registry, Mail(**values))


def describe(values: Mapping[str, Any]) -> str:
    """Return what Managers see of a mail that waits: never its text, which may hold a secret link."""
    return f"{values['to']}: {values['subject']}"
