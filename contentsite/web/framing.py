"""Message framing that waitress lets pass, refused where it reads the header (RFC 9112, 3.2 and 6.3).

After waitress has read a request, the application cannot see any more that two lengths were given.
What waitress refuses by itself is answered with the same security headers as all else.
"""

from __future__ import annotations

import re
from typing import Final

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.task import ErrorTask

from .headers import DEFAULTS, POLICY

_HOST: Final = re.compile(rb"^host[ \t]*:", re.IGNORECASE | re.MULTILINE)
_LENGTH: Final = re.compile(
    rb"^content-length[ \t]*:[ \t]*(.*?)[ \t\r]*$", re.IGNORECASE | re.MULTILINE
)
_CODING: Final = re.compile(rb"^transfer-encoding[ \t]*:", re.IGNORECASE | re.MULTILINE)
_DIGITS: Final = re.compile(rb"[0-9]{1,18}")


class StrictParser(HTTPRequestParser):  # type: ignore[misc]
    """Refuses a request with two lengths, two hosts, or a target on another host than its Host says."""

    def parse_header(self, header_plus: bytes) -> None:
        """Read the header; raise ParsingError, which waitress answers with 400."""
        if len(_HOST.findall(header_plus)) > 1:
            raise ParsingError("More than one Host")
        lengths, codings = _LENGTH.findall(header_plus), _CODING.findall(header_plus)
        if len(lengths) + len(codings) > 1:
            raise ParsingError("More than one of Content-Length and Transfer-Encoding")
        # waitress does not catch what Python says to a number of 5,000 digits
        if lengths and not _DIGITS.fullmatch(lengths[0]):
            raise ParsingError("Content-Length is invalid")
        super().parse_header(header_plus)
        if self.proxy_netloc and self.proxy_netloc != self.headers.get("HOST"):
            raise ParsingError("The address names another host than Host does")
        if not self.chunked and not self.content_length:
            # there is nothing to wait for, yet waitress would, until the connection times out
            self.expect_continue = False


class PlainErrorTask(ErrorTask):  # type: ignore[misc]
    """Answers what waitress refuses, with the security headers and without the server's name."""

    def execute(self) -> None:
        """Write the answer."""
        error = self.request.error
        self.status = f"{error.code} {error.reason}"
        body = f"{error.reason}: {error.body}\n".encode()
        self.response_headers += [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Security-Policy", POLICY),
            *DEFAULTS,
        ]
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


def harden_waitress() -> None:
    """Have every waitress server of this process read requests strictly."""
    HTTPChannel.parser_class = StrictParser
    HTTPChannel.error_task_class = PlainErrorTask
