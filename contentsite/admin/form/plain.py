"""Plain text, of one line or of several, which tells how long it may be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .limits import limits
from .widget import Area, Place, Typed


class Line(Typed):
    """Text of one line."""

    def more(self, place: Place, value: Any) -> Mapping[str, Any]:
        return {**super().more(place, value), "limit": limits(place.spec).get("max_length", 0)}


class Lines(Area):
    """Text of several lines."""

    def more(self, place: Place, value: Any) -> Mapping[str, Any]:
        return {**super().more(place, value), "limit": limits(place.spec).get("max_length", 0)}
