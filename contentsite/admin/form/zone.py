"""Time zones: one of those that people live in, by the name of a city."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final
from zoneinfo import available_timezones

from .widget import Place, Widget

_OLD: Final = ("Etc/", "US/", "Canada/", "Brazil/", "Chile/", "Mexico/", "SystemV/")
"""Names that the database keeps for the sake of old systems."""


class TimeZone(Widget):
    """One time zone of a list; one that is stored and not on it can be kept."""

    macro = "select"

    def more(self, place: Place, value: Any) -> Mapping[str, Any]:
        shown = self.text(place, value)
        spare = () if shown in zones() or not shown else (shown,)
        return {"choices": tuple((each, each.replace("_", " ")) for each in (*spare, *zones()))}


@cache
def zones() -> tuple[str, ...]:
    """Return the names of the time zones, UTC first: they do not change while a process lives."""
    named = (name for name in available_timezones() if "/" in name and not name.startswith(_OLD))
    return ("UTC", *sorted(named))
