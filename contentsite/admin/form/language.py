"""The language of the interface: one of those that there are catalogues for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contentsite.sentence import _
from contentsite.web.language import languages_of, own_name

from .widget import Place, Widget


class Language(Widget):
    """One language of a list, each called as its speakers call it; or what the browser asks for."""

    macro = "select"

    def more(self, place: Place, value: Any) -> Mapping[str, Any]:
        registry, shown = place.request.registry, self.text(place, value)
        known = languages_of(registry)
        spare = ((shown, shown),) if shown and shown not in known else ()
        named = ((each, own_name(registry, each)) for each in known)
        return {"choices": (("", _("As the browser asks for")), *spare, *named)}
