"""The forms of users and groups: some of the fields of their types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from pydantic import ValidationError

from contentsite.schema.typed import Typed
from contentsite.security.people import Nameless, PersonTaken
from contentsite.sentence import _
from contentsite.web.request import Request

from ..form.form import Form

PERSON: Final = ("name", "title", "mail")
"""What those who manage people change of somebody."""
OWN: Final = ("title", "language", "theme", "time_zone", "shortcuts")
"""What everybody changes of himself without being asked for the password."""
GROUP: Final = ("name", "title")
NAMELESS: Final = _("Must be filled in.")
TAKEN: Final = _("Another one has this name; choose another.")


class FieldsForm(Form):
    """The form of some fields of a type, in this order."""

    def __init__(
        self, request: Request, cls: type[Typed], names: Sequence[str], kept: Typed | None = None
    ) -> None:
        super().__init__(request, cls, kept, names=names)

    def object_at(self, name: str, reason: str) -> None:
        """Note what speaks against one field."""
        for control in self.controls:
            if control.spec.name == name:
                control.error = self._translate(reason)

    def attempt(self, do: Callable[[], Any]) -> Any:
        """Return what a function returns that takes the values; None where they are refused, which is noted."""
        if self.problems:
            return None
        try:
            return do()
        except ValidationError as error:
            self.refuse(error)
        except PersonTaken:
            self.object_at("name", TAKEN)
        except Nameless:
            # the type, whose name has a default, takes somebody without one
            self.object_at("name", NAMELESS)
        return None
