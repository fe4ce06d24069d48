from __future__ import annotations

import pytest
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import ParsingError

from contentsite.web.framing import PlainErrorTask, StrictParser, harden_waitress


def parse(*lines: bytes) -> StrictParser:
    """Read a header."""
    parser = StrictParser(Adjustments())
    parser.parse_header(b"\r\n".join((b"POST / HTTP/1.1", *lines)))
    return parser


def test_headers_that_are_well() -> None:
    assert parse(b"Host: a", b"Content-Length:  5 ").content_length == 5
    assert parse(b"Host: a", b"Transfer-Encoding: chunked").chunked
    assert parse(b"Host: a", b"X-Host: b", b"X-Content-Length: 5").headers["X_HOST"] == "b"


@pytest.mark.parametrize(
    "lines",
    [
        (b"Host: a", b"host: a"),
        (b"Content-Length: 5", b"content-length : 5"),
        (b"Content-Length: 5", b"TRANSFER-ENCODING: chunked"),
        (b"Content-Length: " + b"9" * 19,),
        (b"Content-Length:",),
        (b"Content-Length: 0x5",),
    ],
)
def test_headers_that_can_be_read_in_two_ways(lines: tuple[bytes, ...]) -> None:
    with pytest.raises(ParsingError):
        parse(*lines)


def test_each_server_of_the_process_reads_so() -> None:
    harden_waitress()
    assert HTTPChannel.parser_class is StrictParser
    assert HTTPChannel.error_task_class is PlainErrorTask
