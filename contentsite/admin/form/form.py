"""The form of a type: what was typed, what is wrong with it, and the values that it means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from pydantic import ValidationError

from contentsite.schema.spec import FieldSpec
from contentsite.schema.typed import Typed
from contentsite.web.request import Request

from .kinds import widget_of
from .problem import words
from .widget import Place, accepts, unbroken

ABSENT: Any = object()
"""What a control means that was left as it was, or not sent."""


class Problem(NamedTuple):
    """Something to mend: the control that it is about, "" for the form as a whole, its label and why."""

    key: str
    label: str
    reason: str


class Control:
    """One field of the form, as it is drawn."""

    def __init__(self, place: Place) -> None:
        self.place, self.spec, self.widget = place, place.spec, widget_of(place.spec)
        self.key, self.label, self.help = place.key, self.spec.label, self.spec.help
        # a node that was stored before the field was there has the default of its class
        self.present = getattr(place.node, self.spec.name, self.spec.default)
        self.text = self.shown = self.widget.text(place, self.present)
        self.more = self.widget.more(place, self.present)
        self.required = self.spec.required or not accepts(self.spec, self.spec.default)
        self.error = ""
        self.chosen = ""
        """The name of the file that was chosen: a browser forgets it where the form comes back."""

    def take(self, post: Any) -> Any:
        """Note what was typed and return the value that it means, or nothing where it is as it was.

        What is as it was is not read back: a control may show less than the value has, such as no
        seconds. Raises ValueError.
        """
        given = self.widget.given(self.place, post)
        if given is None:
            return ABSENT
        typed = isinstance(given, str)
        self.chosen = getattr(given, "filename", "")
        if typed:
            self.text = given
        if typed and unbroken(given) == unbroken(self.shown) and self._may_stay():
            return ABSENT
        if typed and self.spec.required and not given.strip():
            raise ValueError("Must be filled in.")
        return self.widget.value(self.place, given)

    def _may_stay(self) -> bool:
        """Tell whether the value may stay unread: what is stored may; a new node is checked as a whole."""
        return self.place.node is not None or accepts(self.spec, self.spec.default)


class Form:
    """The controls of a type: of a node, or of anything else with fields, that there is or that is to be made."""

    def __init__(
        self,
        request: Request,
        cls: type[Typed],
        node: Typed | None = None,
        more: tuple[FieldSpec, ...] = (),
        names: Sequence[str] | None = None,
    ) -> None:
        """Make the controls of all fields and of `more`, or of those of them that `names` says, in that order."""
        specs = (*cls.fields().values(), *more)
        if names is not None:
            known = {spec.name: spec for spec in specs}
            specs = tuple(known[name] for name in names if name in known)
        self.controls = tuple(Control(Place(request, spec, node)) for spec in specs)
        self._translate = request.translate
        self._others: list[str] = []

    def take(self, post: Any) -> Mapping[str, Any]:
        """Return the values that were sent, by field; what is no field of the type is not looked at."""
        values: dict[str, Any] = {}
        for control in self.controls:
            try:
                value = control.take(post)
            except ValueError as error:
                control.error = self._translate(str(error))
            else:
                if value is not ABSENT:
                    values[control.spec.name] = value
        return values

    def refuse(self, error: ValidationError) -> None:
        """Note what the type said against the values."""
        known = {control.spec.name: control for control in self.controls}
        for each in error.errors(include_url=False, include_input=False):
            control = known.get(str(each["loc"][0])) if each["loc"] else None
            is_text = control is not None and isinstance(control.present, str)
            reason = self._translate(words(each["type"], each["msg"], is_text=is_text))
            if control is None:
                self._others.append(reason)
            else:
                control.error = control.error or reason

    def object_to(self, reason: str) -> None:
        """Note what speaks against the form as a whole."""
        self._others.append(self._translate(reason))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is to be mended, in the order of the form."""
        return (
            *(Problem("", "", reason) for reason in self._others),
            *(Problem(each.key, each.label, each.error) for each in self.controls if each.error),
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
