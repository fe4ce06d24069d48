"""Sessions, kept in the `work` database: a cookie names one, and ending it there ends it everywhere.

The database keeps digests of the names only: who reads it cannot take over a session.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any, Final, NamedTuple

from BTrees.OOBTree import OOBTree

from contentsite.settings import SecuritySettings
from contentsite.storage.connection import part_of

from .user import User

SEEN_STEP: Final = timedelta(minutes=5)
"""How exactly it is known when a session was last used: each noting is a commit."""
LENGTH: Final = 43
"""Characters of a session's name: 32 random bytes (ASVS 7.2.3 asks for 16)."""


class Session(NamedTuple):
    """Who is signed in, since when, and from where."""

    user: str
    """The uid of the user."""
    epoch: int
    """The user's epoch at the sign-in; the session ends when that is another."""
    begun: datetime
    seen: datetime
    address: str
    agent: str


def new_name() -> str:
    """Return a name that nobody can guess."""
    return token_urlsafe(32)


def is_name(text: str) -> bool:
    """Tell whether a cookie could be the name of a session."""
    return (
        len(text) == LENGTH and text.isascii() and text.replace("-", "").replace("_", "").isalnum()
    )


def digest(name: str) -> str:
    """Return what the database knows a session by."""
    return sha256(name.encode()).hexdigest()


def begin_session(work: Any, user: User, now: datetime, address: str, agent: str) -> str:
    """Begin a session and return its name, a new one for each sign-in (ASVS 7.2.4)."""
    name = new_name()
    session = Session(user.uid, user.epoch, now, now, address, agent[:200])
    _sessions(work)[digest(name)] = tuple(session)
    return name


def session_of(work: Any, name: str) -> Session | None:
    """Return the session of this name, whether or not it still holds."""
    raw = _sessions(work).get(digest(name))
    return None if raw is None else Session._make(raw)


def holds(session: Session, user: User | None, now: datetime, limits: SecuritySettings) -> bool:
    """Tell whether a session still lets its user in (ASVS 7.3: it ends when idle, and at its age)."""
    return (
        user is not None
        and user.enabled
        and user.epoch == session.epoch
        and _is_fresh(session, now, limits)
    )


def _is_fresh(session: Session, now: datetime, limits: SecuritySettings) -> bool:
    # one from a far future, since the clock was wrong, would hold for too long
    age = abs(now - session.begun)
    idle = now - session.seen
    return age <= timedelta(hours=limits.session_age) and idle <= timedelta(
        minutes=limits.session_idle
    )


def is_to_be_noted(session: Session, now: datetime, limits: SecuritySettings) -> bool:
    """Tell whether it is time to note that a session is in use: well before it would end."""
    return now - session.seen > min(SEEN_STEP, timedelta(minutes=limits.session_idle) / 4)


def note_seen(work: Any, name: str, now: datetime) -> None:
    """Note that a session is in use; nothing happens where it has ended meanwhile."""
    sessions = _sessions(work)
    raw = sessions.get(digest(name))
    if raw is not None:
        session = Session._make(raw)
        sessions[digest(name)] = tuple(session._replace(seen=max(now, session.seen)))


def end_session(work: Any, name: str) -> None:
    """End the session of this name; nothing happens where there is none."""
    _sessions(work).pop(digest(name), None)


def sweep_sessions(work: Any, now: datetime, limits: SecuritySettings) -> int:
    """Forget sessions that are too old to hold, and return how many."""
    sessions = _sessions(work)
    old = [key for key, raw in sessions.items() if not _is_fresh(Session._make(raw), now, limits)]
    for key in old:
        del sessions[key]
    return len(old)


def _sessions(work: Any) -> Any:
    return part_of(work, "sessions", OOBTree)
