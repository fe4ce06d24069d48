"""Dates of front matter, however they are written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from email.utils import parsedate_to_datetime

_FORMATS = ("%Y-%m-%d %H:%M:%S %z", "%Y-%m-%d %H:%M", "%d-%m-%Y %H:%M", "%d-%m-%Y", "%Y/%m/%d")


def read_date(value: object) -> datetime | None:
    """Read a date of front matter as an aware datetime; None for what is no date."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return datetime.combine(value, time(), UTC)
    return _read_text(value.strip()) if isinstance(value, str) else None


def _read_text(text: str) -> datetime | None:
    readers: tuple[Callable[[str], datetime], ...] = (
        datetime.fromisoformat,
        *map(_format, _FORMATS),
        parsedate_to_datetime,
    )
    for read in readers:
        try:
            found = read(text)
        except (ValueError, IndexError):
            continue
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None


def _format(pattern: str) -> Callable[[str], datetime]:
    return lambda text: datetime.strptime(text, pattern)  # noqa: DTZ007  (the zone is set above)
