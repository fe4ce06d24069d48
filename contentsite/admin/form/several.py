"""Fields of several values: tags in one line, other tuples line by line; and whatever a plug-in thinks of."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from typing import Any, Final, get_args, get_origin

from pydantic import ValidationError

from contentsite.schema.annotation import bare
from contentsite.sentence import _

from .widget import Place, Widget, allows_none, unbroken

APART: Final = _("Separate with commas.")


def tags_in(text: str) -> tuple[str, ...]:
    """Return the tags of a text in which they stand apart by commas. Raises ValueError."""
    lines = csv.reader(unbroken(text).split("\n"), skipinitialspace=True)
    try:
        return tuple(word.strip() for line in lines for word in line if word.strip())
    except csv.Error as error:
        raise ValueError(APART) from error


class Tags(Widget):
    """Words in one line, apart by commas; one that has a comma in it stands in quotes."""

    macro = "tags"

    def text(self, place: Place, value: Any) -> str:
        return ", ".join(_quoted(word) for word in value or ())

    def value(self, place: Place, given: str) -> tuple[str, ...]:
        return tags_in(given)

    def more(self, place: Place, value: Any) -> Mapping[str, Any]:
        return {"hint": APART}


class Lines(Widget):
    """A tuple of values of one type, one in each line."""

    macro = "area"

    def text(self, place: Place, value: Any) -> str:
        found = place.spec.adapter.dump_python(value, mode="json") or ()
        return "\n".join(
            each if isinstance(each, str) else json.dumps(each, ensure_ascii=False)
            for each in found
        )

    def value(self, place: Place, given: str) -> Any:
        return tuple(line.strip() for line in unbroken(given).split("\n") if line.strip())

    def more(self, place: Place, value: Any) -> Mapping[str, Any]:
        return {"rows": 4, "look": "", "hint": _("One in each line.")}


class Plain(Widget):
    """What no other widget knows: text if that is what it is, else JSON."""

    macro = "area"

    def text(self, place: Place, value: Any) -> str:
        found = place.spec.adapter.dump_python(value, mode="json")
        if found is None or isinstance(found, str):
            return found or ""
        return json.dumps(found, ensure_ascii=False)

    def value(self, place: Place, given: str) -> Any:
        words, adapter = unbroken(given).strip(), place.spec.adapter
        if not words and allows_none(place.spec):
            return None
        try:
            return adapter.validate_python(words)
        except ValidationError:
            # if it is no JSON either the field itself says what is wrong
            return _from_json(adapter, words)

    def more(self, place: Place, value: Any) -> Mapping[str, Any]:
        return {"rows": 2, "look": "code"}


def unknown(spec: Any) -> Widget:
    """Return the widget for a kind that only a plug-in knows."""
    inner = bare(spec.annotation)
    held = get_args(inner)
    several = get_origin(inner) is tuple and len(held) == 2 and held[1] is Ellipsis
    return Lines() if several else Plain()


def _from_json(adapter: Any, words: str) -> Any:
    try:
        return adapter.validate_json(words)
    except ValidationError:
        return words


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"' if "," in word or '"' in word else word
