"""Numbers, with the limits that their type has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .limits import number_attributes
from .widget import Place, Typed


class Number(Typed):
    """A number; `whole` for one without a fraction."""

    def __init__(self, *, whole: bool = False) -> None:
        super().__init__("numeric" if whole else "decimal", "number")
        self.whole = whole

    def more(self, place: Place, value: Any) -> Mapping[str, Any]:
        attributes = number_attributes(place.spec, whole=self.whole)
        # what HTML cannot read as a number is shown all the same
        kind = self.kind if _is_plain(self.text(place, value)) else "text"
        return {**super().more(place, value), "kind": kind, "attributes": attributes}


def _is_plain(text: str) -> bool:
    return text.isascii() and not set(text) - set("0123456789+-.eE")
