"""What the daily housekeeping removes for `security/`, which stands below and knows nothing of jobs."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from contentsite.security.authenticate import sweep_tries
from contentsite.security.reset import sweep_tokens
from contentsite.security.session import sweep_sessions
from contentsite.settings import Settings


def expired_sessions(work: Any, now: datetime, settings: Settings) -> int:
    """Remove sessions that nobody can use any more."""
    return sweep_sessions(work, now, settings.security)


def old_tries(work: Any, now: datetime, settings: Settings) -> int:
    """Remove counts of sign-ins that were tried long ago."""
    return sweep_tries(work, now, settings.security)


def expired_links(work: Any, now: datetime, settings: Settings) -> int:
    """Remove links to a new password that are too old."""
    return sweep_tokens(work, now, settings.security)


SWEEPING: Final = (expired_sessions, old_tries, expired_links)
