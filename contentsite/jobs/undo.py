"""What was changed so long ago that nobody can undo it any more is forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from contentsite.settings import Settings, settings_of
from contentsite.storage.connection import site_opened
from contentsite.undo.log import changes_of

from .queue import enqueue

FORGET: Final = "forget-changes"
STEP: Final = 1_000
"""So many changes are forgotten in one transaction."""
LONGEST: Final = 60 * 60.0


def forget_changes(registry: Any, _values: Mapping[str, Any]) -> None:
    """Do the job of a day."""
    until = datetime.now(UTC) - timedelta(days=settings_of(registry).undo.days)
    number = STEP
    while number == STEP:
        with site_opened(registry) as site:
            number = changes_of(site).forget(until, STEP)


def old_changes(work: Any, _now: datetime, _settings: Settings) -> None:
    """Housekeeping: ask for the job that looks at the changes, which are in the main database."""
    enqueue(work, FORGET, {})
