"""A widget: text in a browser on one side, the value of a field on the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError

from contentsite.schema.spec import FieldSpec
from contentsite.schema.typed import Fielded
from contentsite.sentence import _
from contentsite.web.request import Request

PREFIX: Final = "f-"
"""What the name of each control begins with: no field can be called as something that a form has itself."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a control stands: the request, the field, and what is edited, None for something new."""

    request: Request
    spec: FieldSpec
    node: Fielded | None
    prefix: str = PREFIX
    """What its name begins with: of a field in a block, the name of the block."""

    @property
    def key(self) -> str:
        """The name of the control, and its id."""
        return self.prefix + self.spec.name


class Widget:
    """One line of text; the base of all widgets."""

    macro = "line"
    """How `form.jinja2` draws it."""

    def text(self, place: Place, value: Any) -> str:
        """Return what stands in the control for a value."""
        return "" if value is None else str(value)

    def given(self, place: Place, post: Any) -> Any:
        """Return what was sent for the control, None where nothing was: the field stays as it is then.

        Raises ValueError for what no form of ours sends.
        """
        found = post.get(place.key)
        if found is None or isinstance(found, str):
            return found
        raise ValueError(_("A text is wanted here, not a file."))

    def value(self, place: Place, given: Any) -> Any:
        """Return the value that the field is to check; raises ValueError where the text means nothing."""
        return given

    def more(self, place: Place, value: Any) -> Mapping[str, Any]:
        """Return what else the control is drawn with."""
        return {}


class Area(Widget):
    """Text of several lines."""

    macro = "area"

    def __init__(self, rows: int = 4, look: str = "", hint: str = "") -> None:
        self.rows, self.look, self.hint = rows, look, hint

    def value(self, place: Place, given: str) -> str:
        # browsers send each line break as two characters (WHATWG HTML, 4.10.22)
        return unbroken(given)

    def more(self, place: Place, value: Any) -> Mapping[str, Any]:
        return {"rows": self.rows, "look": self.look, "hint": self.hint}


class Typed(Widget):
    """One line for a number or the like; empty means none, where there may be none."""

    def __init__(self, mode: str = "text", kind: str = "text") -> None:
        self.mode, self.kind = mode, kind

    def value(self, place: Place, given: str) -> Any:
        return None if not given.strip() and allows_none(place.spec) else given.strip()

    def more(self, place: Place, value: Any) -> Mapping[str, Any]:
        return {"mode": self.mode, "kind": self.kind}


class BlockList(Widget):
    """Blocks: their fields have controls of their own, see `blocks.py`."""

    macro = "blocks"

    def text(self, place: Place, value: Any) -> str:
        return ""


def unbroken(text: str) -> str:
    """Return a text with each line break as one character."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def accepts(spec: FieldSpec, value: Any) -> bool:
    """Tell whether a field takes a value."""
    try:
        spec.adapter.validate_python(value)
    except ValidationError:
        return False
    return True


def allows_none(spec: FieldSpec) -> bool:
    """Tell whether a field may be without a value."""
    return accepts(spec, None)
