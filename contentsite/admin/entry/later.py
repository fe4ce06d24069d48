"""What can be tried again later only: the answer says when (RFC 9110, 10.2.3), and a sentence says why."""

from __future__ import annotations

from typing import Final

from contentsite.security.gate import Busy
from contentsite.sentence import _, ngettext
from contentsite.web.request import Request

BUSY: Final = _("Too many people are signing in at this moment. Please try again.")


def busy(request: Request, error: Busy) -> str:
    """Let the answer be 503, and return why."""
    return _later(request, 503, error.retry_after, BUSY)


def too_often(request: Request, seconds: int) -> str:
    """Let the answer be 429, and return for how long it cannot be tried again."""
    words = ngettext(
        "This was tried too often. Wait one minute.",
        "This was tried too often. Wait {number} minutes.",
        -(-seconds // 60),
    )
    return _later(request, 429, seconds, words)


def _later(request: Request, status: int, seconds: int, words: str) -> str:
    request.response.status_int = status
    request.response.headers["Retry-After"] = str(seconds)
    return request.translate(words)
