"""What a field's annotation says of its values: the least, the most, the longest."""

from __future__ import annotations

from typing import Any, Final

from contentsite.schema.annotation import notes
from contentsite.schema.spec import FieldSpec

_NAMES: Final = ("ge", "gt", "le", "lt", "multiple_of", "max_length")


def limits(spec: FieldSpec) -> dict[str, Any]:
    """Return the limits of a field by pydantic's names for them; a nearer one wins."""
    found: dict[str, Any] = {}
    for note in notes(spec.annotation):
        # pydantic's Field holds each limit as an object of its own
        for each in getattr(note, "metadata", (note,)):
            for name in _NAMES:
                value = getattr(each, name, None)
                if value is not None:
                    found.setdefault(name, value)
    return found


def number_attributes(spec: FieldSpec, *, whole: bool) -> dict[str, Any]:
    """Return the attributes of a control for a number: HTML knows no limit that is left out itself."""
    known = limits(spec)
    least, most = known.get("ge"), known.get("le")
    if whole:
        least = known["gt"] + 1 if least is None and "gt" in known else least
        most = known["lt"] - 1 if most is None and "lt" in known else most
    step = known.get("multiple_of", 1 if whole else "any")
    given = {"min": least, "max": most, "step": step}
    return {name: value for name, value in given.items() if value is not None}
