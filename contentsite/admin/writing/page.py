"""The form of a page while it is answered: what was typed, merged with what the page is like now."""

from __future__ import annotations

from typing import Any, Final

from pydantic import ValidationError
from pyramid.httpexceptions import HTTPForbidden

from contentsite.editing.details import details_of
from contentsite.editing.places import sentence
from contentsite.editing.saving import may_set_details, save_values
from contentsite.sentence import _
from contentsite.tree.move import rename
from contentsite.tree.name import InvalidName
from contentsite.tree.node import Node
from contentsite.versions.history import last_of
from contentsite.versions.working import as_edited
from contentsite.web.request import Drawn, Request

from ..form.form import Form
from ..versions.preview import version_address
from .address import NAME, RENAMES, WAS, name_for
from .bar import Asked, asked, carry_out
from .block_merging import recall
from .marks import marks_of, read_marks
from .merging import Merged, merge

CHOOSE: Final = _("Somebody else has changed the same. Choose what is to be kept.")


class Writing:
    """What was typed into the form of a page. It is made before anything is changed."""

    def __init__(self, request: Request, node: Node) -> None:
        self.request, self.node = request, node
        self.form = _form(request, node)
        self.marks = marks_of(self.form.controls)
        self.merged = Merged({})
        self.name: str | None = None
        """The name that was typed, None where none was."""
        self.name_error = ""

    def take(self, post: Any, marks: str) -> None:
        """Take what was typed into a form that was made from values of these fingerprints."""
        found = read_marks(marks)
        recall(self.node, self.form, found)
        values = self.form.take(post)
        self.merged = merge(self.request, self.node, self.form, values, found, post)
        given, was = post.get(NAME), post.get(WAS)
        # what stands there as it was wishes for nothing, whatever the page is called meanwhile
        self.name = given if isinstance(given, str) and given != was else None

    def forgive(self) -> None:
        """Say nothing of what is wrong: it was not sent to be saved yet."""
        for control in self.form.controls:
            control.forgive()

    @property
    def is_new(self) -> bool:
        """Tell whether something was typed that is not stored."""
        typed = self.merged.values or self.merged.clashes
        errors = any(each.error for each in self.form.controls)
        return bool(typed or errors or self.name not in (None, self.node.__name__))

    @property
    def is_fine(self) -> bool:
        """Tell whether it can be saved."""
        wrong = self.form.problems or self.merged.clashes or self.name_error
        return not wrong

    def store(self, comment: str) -> str:
        """Save it, and do what else was asked for; return which message tells of that.

        "" where something is wrong: nothing is stored then. Raises HTTPForbidden for what one may not.
        """
        if self.merged.clashes:
            self.form.object_to(CHOOSE)
        new_name, to_do = self._new_name(), self._asked()
        if not self.is_fine or to_do is None:
            return ""
        try:
            save_values(self.node, self.merged.values, comment)
            if new_name:
                rename(self.node, new_name)
                self.request.forget_addresses()
            done = carry_out(self.request, self.node, to_do, comment)
        except ValidationError as error:
            self.form.refuse(error)
            return ""
        except ValueError as error:
            self.form.object_to(sentence(error))
            return ""
        return done or ("saved" if self.node._working is None else "kept")

    def _asked(self) -> Asked | None:
        try:
            return asked(self.request, self.node)
        except ValueError as error:
            self.form.object_to(sentence(error))
            return None

    def _new_name(self) -> str:
        """Return the name that the page is to get, "" where it keeps its own."""
        node, given = self.node, (self.name or "").strip()
        if self.name is None or given == node.__name__ or node.__parent__ is None:
            return ""
        if not self.request.has_permission(RENAMES, node):
            raise HTTPForbidden(_("You may not change the address of this."))
        try:
            title = self.merged.values.get("title", as_edited(node).title)
            name, _is_wanted = name_for(self.request, node.__parent__, title, given, node.__name__)
        except InvalidName as error:
            self.name_error = self.request.translate(sentence(error))
            return ""
        return name if name != node.__name__ else ""


def _form(request: Request, node: Node) -> Form:
    details = details_of(type(node)) if may_set_details(request, node) else ()
    edited, last = as_edited(node), last_of(node)
    if edited is not node and last is not None:
        # its pictures are those of the newest version, not those that visitors see
        request.drawn = Drawn(edited, version_address(request, node, last.number))
    return Form(request, type(node), edited, details)
