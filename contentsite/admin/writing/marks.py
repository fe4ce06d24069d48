"""What a form was made from: a fingerprint for the value of each field, which the form carries.

Two of them for each field: of its value, and of what the control showed, since a control may show less than
the value has (no seconds, nothing of a file).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from contentsite.editing.fingerprint import fingerprint, fingerprint_of_text

from ..form.control import Control
from ..form.widget import unbroken

MARKS: Final = "marks"
"""The control that carries it."""
_PAIR: Final = re.compile(r"(\w+)=([0-9a-f]{12})([0-9a-f]{12})", re.ASCII)


class Mark(NamedTuple):
    """The fingerprints of a field: of its value, and of what its control showed."""

    value: str
    shown: str


Marks = Mapping[str, Mark]


def mark_of(control: Control) -> Mark:
    """Return the fingerprints of a field as the form shows it."""
    return Mark(
        fingerprint(control.spec, control.present), fingerprint_of_text(unbroken(control.shown))
    )


def marks_of(controls: Iterable[Control]) -> str:
    """Return what a form carries."""
    marks = ((each.spec.name, mark_of(each)) for each in controls)
    return " ".join(f"{name}={mark.value}{mark.shown}" for name, mark in marks)


def is_changed(control: Control, marks: Marks) -> bool:
    """Tell whether the field has another value than the one that the form was made from."""
    mark = marks.get(control.spec.name)
    return mark is not None and mark.value != mark_of(control).value


def read_marks(written: str) -> Marks:
    """Return the fingerprints of a form by field; what cannot be read stands for nothing."""
    return {name: Mark(value, shown) for name, value, shown in _PAIR.findall(written)}
