"""Fields with a few values: yes or no, and one of several."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, get_args

from contentsite.schema.annotation import bare
from contentsite.schema.spec import in_words
from contentsite.sentence import _

from .widget import Place, Widget, accepts, allows_none

FEW: Final = 5
"""So many choices are buttons, more are a list that opens."""


class Check(Widget):
    """Yes or no. Beside the box a hidden control tells that it was there, since an empty box sends nothing."""

    macro = "check"

    def text(self, place: Place, value: Any) -> str:
        return "1" if value else ""

    def given(self, place: Place, post: Any) -> Any:
        found = post.getall(place.key)
        return None if not found else "1" if "1" in found else ""

    def value(self, place: Place, given: str) -> bool:
        return bool(given)


class YesNo(Widget):
    """Yes, no, or neither."""

    macro = "select"

    def text(self, place: Place, value: Any) -> str:
        return "" if value is None else "yes" if value else "no"

    def value(self, place: Place, given: str) -> bool | None:
        return {"yes": True, "no": False}.get(given)

    def more(self, place: Place, value: Any) -> Mapping[str, Any]:
        return _offered((("yes", _("Yes")), ("no", _("No")), ("", _("Neither"))))


class Select(Widget):
    """One of several values."""

    macro = "select"

    def value(self, place: Place, given: str) -> Any:
        known = {str(each): each for each in get_args(bare(place.spec.annotation))}
        if not given and given not in known:
            return None if allows_none(place.spec) else given
        return known.get(given, given)

    def more(self, place: Place, value: Any) -> Mapping[str, Any]:
        spec, shown = place.spec, self.text(place, value)
        # a value that the type has no more, and none where there may be none, can be kept
        spare = () if shown in spec.choices else ((shown, shown or "–"),)
        none = (("", "–"),) if shown and (accepts(spec, None) or accepts(spec, "")) else ()
        named = ((each, in_words(each)) for each in spec.choices)
        return _offered((*none, *spare, *named))


def _offered(choices: tuple[tuple[str, str], ...]) -> Mapping[str, Any]:
    """Return what a choice is drawn with: a few are all in sight."""
    return {"choices": choices, "few": len(choices) <= FEW}
