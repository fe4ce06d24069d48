"""A content type: one of those that a site has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contentsite.declaration import types_of

from .widget import Place, Widget


class ContentType(Widget):
    """One of the types, or none; one that is stored and not there any more can be kept."""

    macro = "select"

    def more(self, place: Place, value: Any) -> Mapping[str, Any]:
        known = {
            info.name: info.title
            for info in types_of(place.request.registry).values()
            if info.addable_in != ()
        }
        shown = self.text(place, value)
        spare = () if shown in known or not shown else ((shown, shown),)
        named = sorted(known.items(), key=lambda each: place.request.translate(each[1]))
        return {"choices": (("", "–"), *spare, *named)}
