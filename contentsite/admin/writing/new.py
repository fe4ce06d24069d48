"""The form of a new page while it is answered."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from contentsite.declaration import TypeInfo
from contentsite.editing.adding import made
from contentsite.editing.details import details_of
from contentsite.editing.places import sentence
from contentsite.tree.container import Container
from contentsite.tree.name import InvalidName
from contentsite.tree.node import Node
from contentsite.web.request import Request

from ..form.form import Form
from .address import NAME, name_for
from .bar import about_to_be, asked, carry_out


class NewPage:
    """What was typed into the form of a new page of a type."""

    def __init__(self, request: Request, folder: Container, info: TypeInfo) -> None:
        self.request, self.folder, self.info = request, folder, info
        self.form = Form(request, info.cls, None, details_of(info.cls))
        self.likeness = about_to_be(request, folder, info)
        """What may be done with the page once it is there can be asked of this."""
        self.name, self.name_error = "", ""
        self._values: Any = {}

    def take(self, post: Any) -> None:
        """Take what was typed."""
        self._values = self.form.take(post)
        given = post.get(NAME)
        self.name = given if isinstance(given, str) else ""

    @property
    def title(self) -> str:
        """The title that was typed."""
        return next(each.text for each in self.form.controls if each.spec.name == "title")

    def forgive(self) -> None:
        """Say nothing of what is wrong: it was not sent to be saved yet."""
        for control in self.form.controls:
            control.forgive()

    def store(self) -> tuple[Node, str] | None:
        """Make the page, and do what else was asked for; return it, and which message tells of that.

        None where something is wrong: nothing is stored then. Raises HTTPForbidden for what one may not.
        """
        node = self._made()
        name = self._free_name(node.title if node else "")
        try:
            to_do = asked(self.request, self.likeness)
        except ValueError as error:
            self.form.object_to(sentence(error))
            return None
        if node is None or not name or self.form.problems:
            return None
        self.folder.add(name, node)
        return node, carry_out(self.request, node, to_do, "") or "added"

    def _made(self) -> Node | None:
        try:
            return made(self.request, self.info, self._values)
        except ValidationError as error:
            self.form.refuse(error)
            return None

    def _free_name(self, title: str) -> str:
        try:
            return name_for(self.request, self.folder, title, self.name)[0]
        except InvalidName as error:
            self.name_error = self.request.translate(sentence(error))
            return ""
