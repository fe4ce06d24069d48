"""Message framing that waitress lets pass, refused where it reads the header (RFC 9112, 3.2 and 6.3).

After waitress has read a request, the application cannot see any more that two lengths were given.
"""

from __future__ import annotations

import re

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError

_HOST = re.compile(rb"^host[ \t]*:", re.IGNORECASE | re.MULTILINE)
_LENGTH = re.compile(rb"^content-length[ \t]*:", re.IGNORECASE | re.MULTILINE)
_CODING = re.compile(rb"^transfer-encoding[ \t]*:", re.IGNORECASE | re.MULTILINE)


class StrictParser(HTTPRequestParser):  # type: ignore[misc]
    """Refuses a request with two lengths, or not exactly one Host."""

    def parse_header(self, header_plus: bytes) -> None:
        """Read the header; raise ParsingError, which waitress answers with 400."""
        if len(_HOST.findall(header_plus)) > 1:
            raise ParsingError("More than one Host")
        lengths, codings = len(_LENGTH.findall(header_plus)), len(_CODING.findall(header_plus))
        if lengths + codings > 1:
            raise ParsingError("More than one of Content-Length and Transfer-Encoding")
        super().parse_header(header_plus)


def harden_waitress() -> None:
    """Have every waitress server of this process read requests strictly."""
    HTTPChannel.parser_class = StrictParser
