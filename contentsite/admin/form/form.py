"""The form of a type: what was typed, what is wrong with it, and the values that it means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from pydantic import ValidationError

from contentsite.schema.spec import FieldSpec
from contentsite.schema.typed import Fielded
from contentsite.web.request import Request

from .blocks import BlocksControl
from .control import Control, Problem, taken
from .problem import words
from .widget import Place

SCRIPTS: Final = {"rich": "editor", "blocks": "blocks"}
"""What the script of forms imports for controls that not each form has."""


class Form:
    """The controls of a type: of a node, or of anything else with fields, that there is or that is to be made."""

    def __init__(
        self,
        request: Request,
        cls: type[Fielded],
        node: Fielded | None = None,
        more: tuple[FieldSpec, ...] = (),
        names: Sequence[str] | None = None,
    ) -> None:
        """Make the controls of all fields and of `more`, or of those of them that `names` says, in that order."""
        specs = (*cls.fields().values(), *more)
        if names is not None:
            known = {spec.name: spec for spec in specs}
            specs = tuple(known[name] for name in names if name in known)
        self.controls = tuple(control_of(Place(request, spec, node)) for spec in specs)
        self._translate = request.translate
        self._others: list[str] = []

    def take(self, post: Any) -> Mapping[str, Any]:
        """Return the values that were sent, by field; what is no field of the type is not looked at."""
        values = taken(self.controls, post, self._translate)
        if self.is_rearranged:
            for control in self.controls:
                control.forgive()
        return values

    @property
    def is_rearranged(self) -> bool:
        """Tell whether a block was to be added, moved or the like: the form is shown again, and nothing is stored."""
        return any(isinstance(each, BlocksControl) and each.is_rearranged for each in self.controls)

    def refuse(self, error: ValidationError) -> None:
        """Note what the type said against the values."""
        known = {control.spec.name: control for control in self.controls}
        for each in error.errors(include_url=False, include_input=False):
            control = known.get(str(each["loc"][0])) if each["loc"] else None
            is_text = control is not None and isinstance(control.present, str)
            reason = words(self._translate, each, is_text=is_text)
            if control is None:
                self._others.append(reason)
            else:
                control.refuse(each["loc"][1:], reason)

    def object_to(self, reason: str) -> None:
        """Note what speaks against the form as a whole."""
        self._others.append(self._translate(reason))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is to be mended, in the order of the form."""
        return (
            *(Problem("", "", reason) for reason in self._others),
            *(problem for each in self.controls for problem in each.problems),
        )

    @property
    def groups(self) -> Iterator[tuple[str, tuple[Control, ...]]]:
        """The controls by fieldset, those without one first."""
        order = list(dict.fromkeys(["", *(each.spec.group for each in self.controls)]))
        by_group = sorted(self.controls, key=lambda each: order.index(each.spec.group))
        for name, controls in groupby(by_group, key=lambda each: each.spec.group):
            yield name, tuple(controls)

    @property
    def has_upload(self) -> bool:
        """Tell whether a file can be chosen."""
        return any(each.widget.macro == "upload" for each in self.controls)

    @property
    def scripts(self) -> tuple[str, ...]:
        """The scripts that controls of it import, by their entries."""
        used = {each.widget.macro for each in self.controls}
        return tuple(entry for macro, entry in SCRIPTS.items() if macro in used)


def control_of(place: Place) -> Control:
    """Return the control of a field."""
    return BlocksControl(place) if place.spec.kind == "blocks" else Control(place)
