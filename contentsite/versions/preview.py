"""Links that show one page, as those who edit it see it, to somebody without an account, for a while.

The token says until when and is signed, with the page's uid, by the site's secret; nothing is stored.
"""

from __future__ import annotations

import hmac
import re
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final

_TOKEN: Final = re.compile(r"(\d{1,11})\.([0-9a-f]{64})", re.ASCII)


class Expired(ValueError):  # noqa: N818
    """The link was made here, and its time is over."""


def preview_token(secret: str, uid: str, now: datetime, hours: int) -> str:
    """Return the token of a preview link to the node of a uid, good for some hours from `now`."""
    until = int((now + timedelta(hours=hours)).timestamp())
    return f"{until}.{_signed(secret, uid, until)}"


def end_of(secret: str, uid: str, token: str, now: datetime, hours: int) -> datetime | None:
    """Return until when a token is good; None where it is not one of this node. Raises Expired.

    One that would be good for longer than any that is made now, since the clock was set back, counts
    as expired.
    """
    found = _TOKEN.fullmatch(token)
    if found is None:
        return None
    until = int(found[1])
    if not hmac.compare_digest(_signed(secret, uid, until), found[2]):
        return None
    end = datetime.fromtimestamp(until, UTC)
    if not now <= end <= now + timedelta(hours=hours, minutes=1):
        raise Expired("this preview link has expired")
    return end


def _signed(secret: str, uid: str, until: int) -> str:
    return hmac.new(secret.encode(), f"preview:{uid}:{until}".encode(), sha256).hexdigest()
