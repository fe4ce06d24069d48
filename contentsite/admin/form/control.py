"""A control: one field of a form, as it is drawn and as it was sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, NamedTuple

from contentsite.sentence import _

from .kinds import widget_of
from .widget import Place, accepts, unbroken

ABSENT: Final[Any] = object()
"""Stands for the value of a field that is as it was."""


class Problem(NamedTuple):
    """Something to mend: the control that it is about, "" for the form as a whole, its label and why."""

    key: str
    label: str
    reason: str


class Control:
    """One field of the form, as it is drawn."""

    def __init__(self, place: Place) -> None:
        self.place, self.spec, self.widget = place, place.spec, widget_of(place.spec)
        say = place.request.translate
        self.key, self.label, self.help = place.key, say(self.spec.label), say(self.spec.help)
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
            raise ValueError(_("Must be filled in."))
        return self.widget.value(self.place, given)

    def _may_stay(self) -> bool:
        """Tell whether the value may stay unread: what is stored may; a new node is checked as a whole."""
        return self.place.node is not None or accepts(self.spec, self.spec.default)

    def refuse(self, inside: tuple[str | int, ...], reason: str) -> None:
        """Note what the type said against the value; `inside` says where in it."""
        self.error = self.error or reason

    def forgive(self) -> None:
        """Forget what is wrong: the form is shown again for something else than to be mended."""
        self.error = ""

    @property
    def problems(self) -> Iterator[Problem]:
        """What is to be mended."""
        if self.error:
            yield Problem(self.key, self.label, self.error)


def taken(
    controls: Iterable[Control], post: Any, translate: Callable[[str], str]
) -> dict[str, Any]:
    """Return the values that were sent, by field, without what is as it was; what is wrong is noted at its control."""
    values: dict[str, Any] = {}
    for control in controls:
        try:
            value = control.take(post)
        except ValueError as error:
            control.error = translate(str(error))
        else:
            if value is not ABSENT:
                values[control.spec.name] = value
    return values
