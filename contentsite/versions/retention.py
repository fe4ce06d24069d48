"""How many versions are kept: what is old and beyond the number goes, a few at each save."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any, Final

from contentsite.settings import VersionSettings
from contentsite.tree.node import Node

_AT_ONCE: Final = 20


def retain(node: Node, settings: VersionSettings) -> int:
    """Let go of versions that need not be kept, and return how many.

    The first, the published and the newest ones are kept, whatever their age. `settings.keep` is 0
    where all are.
    """
    history = node._history
    if not settings.keep or history is None:
        return 0
    last: Any = history[history.maxKey()]
    newest = last.number - settings.keep
    oldest = datetime.now(UTC) - timedelta(days=settings.days)
    gone = []
    for number in islice(history.keys(history.minKey() + 1, newest), _AT_ONCE + 1):
        if number == last.live:
            continue
        # a clock that was set back makes a version younger, never older
        if history[number].moment > oldest:
            break
        gone.append(number)
    for number in gone:
        del history[number]
    return len(gone)
