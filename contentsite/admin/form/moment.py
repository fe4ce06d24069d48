"""A moment, typed and shown by the clock of the one who edits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contentsite.web.clock import read_moment, shown_moment, zone_of

from .widget import Place, Typed


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
