"""Mail to a server (RFC 5321), by the standard library."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import closing, suppress
from email.message import EmailMessage
from typing import Final

from contentsite.settings import MailSettings

from .job import Refused

_PORTS: Final = {"none": 25, "starttls": 587, "tls": 465}


def send(message: EmailMessage, settings: MailSettings) -> None:
    """Hand a mail to the server of the settings.

    Raises OSError (all errors of smtplib are) when it may go well later: no answer, a refusal for
    now (4xx), a sign-in that fails. Raises Refused for what the server will never take (5xx).
    """
    with closing(_connected(settings)) as server:
        if settings.user:
            server.login(settings.user, settings.password.get_secret_value())
        try:
            server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            ((code, reason),) = error.recipients.values()
            raise _judged(code, reason) from error
        except smtplib.SMTPNotSupportedError as error:
            raise Refused(f"the mail server cannot send it: {error}") from error
        except smtplib.SMTPResponseException as error:
            raise _judged(error.smtp_code, error.smtp_error) from error
        with suppress(OSError):
            # it has the mail: whatever it says now, it must not be sent again
            server.quit()


def _connected(settings: MailSettings) -> smtplib.SMTP:
    """Return a connection to the server, encrypted as the settings say; the server's certificate is checked."""
    port = settings.port or _PORTS[settings.security]
    trust = ssl.create_default_context()
    if settings.security == "tls":
        return smtplib.SMTP_SSL(settings.host, port, timeout=settings.timeout, context=trust)
    server = smtplib.SMTP(settings.host, port, timeout=settings.timeout)
    if settings.security == "starttls":
        try:
            server.starttls(context=trust)
        except BaseException:
            server.close()
            raise
    return server


def _judged(code: int, reason: bytes | str) -> Exception:
    """Return what a refusal means: RFC 5321, section 4.2.1."""
    words = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else reason
    said = f"the mail server answered {code} {words}"
    return Refused(said) if code >= 500 else OSError(said)
