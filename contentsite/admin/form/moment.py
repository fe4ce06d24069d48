"""Days, and moments as the clock of the one who looks shows them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timezone, tzinfo
from typing import Any, Final
from zoneinfo import ZoneInfo

from contentsite.web.request import Request

from .widget import Place, Typed

_SHOWN: Final = "%Y-%m-%dT%H:%M"


def zone_of(request: Request) -> tuple[str, tzinfo]:
    """Return the time zone of the one who asks, and its name; UTC where none is known."""
    name = getattr(getattr(request, "who", None), "time_zone", "") or "UTC"
    try:
        return name, ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return "UTC", UTC


def read_moment(request: Request, given: str) -> datetime | None:
    """Return the moment that a control shows; None for an empty one, ValueError for what is none."""
    if not given.strip():
        return None
    name, zone = zone_of(request)
    try:
        local = datetime.fromisoformat(given.strip())
        moment = local if local.tzinfo else local.replace(tzinfo=zone)
        there = moment.astimezone(UTC).astimezone(moment.tzinfo)
    except (ValueError, OverflowError) as error:
        raise ValueError("Must be a day and a time, such as 2026-11-01 19:30.") from error
    if there.replace(tzinfo=None) != moment.replace(tzinfo=None):
        raise ValueError(f"The clocks of {name} go forward then: there is no such time.")
    # as a plain offset: what is stored must not change when a time zone's rules do
    return moment.replace(tzinfo=timezone(moment.utcoffset() or UTC.utcoffset(None)))


def shown_moment(request: Request, value: datetime | None) -> str:
    """Return what a control shows for a moment."""
    return "" if value is None else f"{value.astimezone(zone_of(request)[1]):{_SHOWN}}"


class MomentInput(Typed):
    """A moment, in the time zone of the one who edits."""

    def __init__(self) -> None:
        super().__init__(kind="datetime-local")

    def text(self, place: Place, value: Any) -> str:
        return shown_moment(place.request, value)

    def value(self, place: Place, given: str) -> Any:
        return read_moment(place.request, given)

    def more(self, place: Place, value: Any) -> Mapping[str, Any]:
        zone = zone_of(place.request)[0].replace("_", " ")
        return {**super().more(place, value), "zone": zone}
