"""The link that makes the first Manager: one at a time, for a day, until there is a Manager.

No default password exists. Whoever starts a site that nobody may manage reads the link on the
terminal, or in the log of the service; the database keeps its digest only.
"""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any, Final

from BTrees.OOBTree import OOBTree

from contentsite.storage.connection import part_of
from contentsite.tree.root import Root

from .managers import managers
from .people import people_of

DAY: Final = timedelta(days=1)
_SKEW: Final = timedelta(minutes=1)


def is_wanted(site: Root) -> bool:
    """Tell whether there is nobody who may manage a site."""
    return not any(managers(site, people_of(site)))


def invite(work: Any, now: datetime) -> str:
    """Return the token of a new link; the one before ends."""
    token = token_urlsafe(32)
    kept = _kept(work)
    kept["digest"], kept["made"] = _digest(token), now
    return token


def holds(work: Any, token: str, now: datetime) -> bool:
    """Tell whether this is the token of the link, and the link not too old."""
    kept = _kept(work)
    made = kept.get("made")
    if made is None or not -_SKEW <= now - made <= DAY:
        return False
    return hmac.compare_digest(kept["digest"], _digest(token))


def end_invitation(work: Any) -> None:
    """End the link."""
    _kept(work).clear()


def _digest(token: str) -> str:
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _kept(work: Any) -> Any:
    return part_of(work, "first-manager", OOBTree)
