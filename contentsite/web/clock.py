"""Moments as the clock of the one who asks shows them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timezone, tzinfo
from typing import Any, Final
from zoneinfo import ZoneInfo

from contentsite.sentence import _

_SHOWN: Final = "%Y-%m-%dT%H:%M"


def zone_of(request: Any) -> tuple[str, tzinfo]:
    """Return the time zone of the one who asks, and its name; UTC where none is known."""
    name = getattr(getattr(request, "who", None), "time_zone", "") or "UTC"
    try:
        return name, ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return "UTC", UTC


def read_moment(request: Any, given: str) -> datetime | None:
    """Return the moment that a control shows; None for an empty one, ValueError for what is none."""
    if not given.strip():
        return None
    name, zone = zone_of(request)
    return moment_in(given, zone, name)


def moment_in(given: str, zone: tzinfo, name: str) -> datetime:
    """Return the moment of an ISO 8601 text; where it names no zone, in this one, of this name.

    Raises ValueError, with words for people, for what is none.
    """
    try:
        local = datetime.fromisoformat(given.strip())
        moment = local if local.tzinfo else local.replace(tzinfo=zone)
        there = moment.astimezone(UTC).astimezone(moment.tzinfo)
    except (ValueError, OverflowError) as error:
        raise ValueError(_("Must be a day and a time, such as 2026-11-01 19:30.")) from error
    if there.replace(tzinfo=None) != moment.replace(tzinfo=None):
        raise ValueError(
            _("The clocks of {zone} go forward then: there is no such time.", zone=name)
        )
    # as a plain offset: what is stored must not change when a time zone's rules do
    return moment.replace(tzinfo=timezone(moment.utcoffset() or UTC.utcoffset(None)))


def end_in(given: str, zone: tzinfo, name: str) -> datetime:
    """Return the moment of a text as `moment_in` does; that of a day alone is its end."""
    try:
        day = date.fromisoformat(given.strip())
    except ValueError:
        return moment_in(given, zone, name)
    return moment_in(datetime.combine(day, time.max).isoformat(), zone, name)


def shown_moment(request: Any, value: datetime | None) -> str:
    """Return what a control shows for a moment."""
    return "" if value is None else f"{value.astimezone(zone_of(request)[1]):{_SHOWN}}"
