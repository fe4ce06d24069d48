"""Links by which somebody who forgot a password sets another: single use, and for a short while.

The database keeps digests of the tokens only, so that a copy of it opens no account (ASVS 6.5, 11.4).
A token ends by its use, at its age, by a newer one, and with everything that ends all sessions of
its user: it holds for one epoch.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any, Final, NamedTuple

from BTrees.OOBTree import OOBTree

from contentsite.settings import SecuritySettings
from contentsite.storage.connection import part_of

from .people import People
from .user import User

_SKEW: Final = timedelta(minutes=1)


class Reset(NamedTuple):
    """What is known of a token that was sent."""

    user: str
    epoch: int
    made: datetime


def new_token(work: Any, user: str, epoch: int, now: datetime) -> str:
    """Return a token for a user (by uid) in this epoch; the one that was made before ends."""
    end_token(work, user)
    token = token_urlsafe(32)
    _resets(work)[_digest(token)] = tuple(Reset(user, epoch, now))
    _tokens(work)[user] = _digest(token)
    return token


def user_of_token(
    work: Any, people: People, token: str, now: datetime, limits: SecuritySettings
) -> User | None:
    """Return the user who may set a password by this token, None where it does not hold."""
    raw = _resets(work).get(_digest(token))
    if raw is None:
        return None
    reset = Reset._make(raw)
    user = people.user(reset.user)
    holds = user is not None and user.enabled and user.epoch == reset.epoch
    return user if holds and _is_fresh(reset, now, limits) else None


def end_token(work: Any, user: str) -> None:
    """End the token of a user, where there is one."""
    digest = _tokens(work).pop(user, None)
    if digest is not None:
        _resets(work).pop(digest, None)


def sweep_tokens(work: Any, now: datetime, limits: SecuritySettings) -> int:
    """Forget tokens that are too old to hold, and return how many."""
    resets = [Reset._make(raw) for raw in _resets(work).values()]
    old = [reset.user for reset in resets if not _is_fresh(reset, now, limits)]
    for user in old:
        end_token(work, user)
    return len(old)


def _is_fresh(reset: Reset, now: datetime, limits: SecuritySettings) -> bool:
    # one from the future, since the clock was set back, would hold for too long
    return -_SKEW <= now - reset.made <= timedelta(minutes=limits.reset_minutes)


def _digest(token: str) -> str:
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _resets(work: Any) -> Any:
    """What is known of each token, by its digest."""
    return part_of(work, "resets", OOBTree)


def _tokens(work: Any) -> Any:
    """The digest of the one token of each user, by uid."""
    return part_of(work, "resets-of", OOBTree)
