"""Two people, one page: what both have changed since a form was made, merged field by field.

What only one of them changed is taken from him. Where both changed the same field, each text is kept: the
form comes back with both beside each other, and whoever sends it chooses.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from pydantic import ValidationError

from contentsite.editing.fingerprint import fingerprint, fingerprint_of_text
from contentsite.editing.meanwhile import last_change
from contentsite.sentence import _
from contentsite.tree.node import Node
from contentsite.web.request import Request

from ..form.blocks import BlocksControl, Group
from ..form.control import Control
from ..form.form import Form, control_of
from ..form.widget import unbroken
from .block_merging import THEIRS, settle, woven
from .marks import Marks, is_changed, mark_of

CHOICES: Final = ("mine", THEIRS, "both")
"""What one chooses among; "both" are put together by hand, in the control."""
OPEN: Final = "clash"
"""The control that names the fields about which one has to choose."""
AGAIN: Final = _("Choose the file again: browsers do not keep it.")
_CHOICE: Final = "choose-"


class Told(NamedTuple):
    """A field that somebody else has changed meanwhile: its label; by whom, "" for a script, and when."""

    name: str
    label: str
    by: str
    moment: datetime | None


class Clash(NamedTuple):
    """A field that both have changed: the control with what one typed, and the other's value."""

    told: Told
    control: Control
    mine: Any
    """The value that was typed; what was typed, where that means none."""
    theirs: Any
    theirs_text: str
    chosen: str
    about: str
    """The name of the field, or the key of one block in it."""
    into: str
    """The control in which both can be put together, "" for none."""

    @property
    def key(self) -> str:
        """The name of the control by which one chooses."""
        return _CHOICE + self.about


class Merged(NamedTuple):
    """The values to save, what else has changed meanwhile, and what has to be chosen."""

    values: dict[str, Any]
    told: tuple[Told, ...] = ()
    clashes: tuple[Clash, ...] = ()


def merge(
    request: Request, node: Node, form: Form, values: Mapping[str, Any], marks: Marks, post: Any
) -> Merged:
    """Merge what was typed into a form with what the node is like now.

    The form has taken what was sent. Controls whose field only somebody else has changed show that from now on.
    """
    told: list[Told] = []
    clashes: list[Clash] = []
    theirs: set[str] = set()
    open_ones = _words(post.get(OPEN))
    merged = dict(values)
    for control in form.controls:
        name = control.spec.name
        if isinstance(control, BlocksControl) and name in values:
            found = _in_blocks(control, marks, open_ones, post)
            if found is not None:
                merged[name] = control.values
                about = _told(request, node, control)
                clashes += [_block_clash(control, each, about, post) for each in found]
                told += [] if found or not is_changed(control, marks) else [about]
                continue
        choice = post.get(_CHOICE + name) if name in open_ones else ""
        is_open = name in open_ones and choice not in CHOICES
        if not is_open and not is_changed(control, marks):
            _take_choice(request, control, choice, values, theirs)
            continue
        about = _told(request, node, control)
        if not is_open and _is_untouched(control, marks, values, post):
            theirs.add(name)
            told.append(about)
        elif _is_other(control, values):
            clashes.append(_clash(control, values, about, post))
    form.controls = tuple(_fresh(each, theirs) for each in form.controls)
    kept = {name: value for name, value in merged.items() if name not in theirs}
    return Merged(kept, tuple(told), tuple(clashes))


def _in_blocks(
    control: BlocksControl, marks: Marks, open_ones: frozenset[str], post: Any
) -> list[Group] | None:
    """Put blocks together; return those that both have changed, None where the field is merged as a whole."""
    if control.error or control.spec.name in open_ones:
        return None
    choices = {key: str(post.get(_CHOICE + key, "")) for key in open_ones}
    undecided = settle(control, choices)
    found = woven(control, marks)
    if found is None:
        return undecided if undecided or not is_changed(control, marks) else None
    return [*found, *(each for each in undecided if each not in found and each in control.groups)]


def _take_choice(
    request: Request, control: Control, choice: Any, values: Mapping[str, Any], theirs: set[str]
) -> None:
    if choice == THEIRS:
        theirs.add(control.spec.name)
    elif choice and control.widget.macro == "upload" and control.spec.name not in values:
        control.error = request.translate(AGAIN)


def _words(given: Any) -> frozenset[str]:
    return frozenset(given.split()) if isinstance(given, str) else frozenset()


def _is_untouched(control: Control, marks: Marks, values: Mapping[str, Any], post: Any) -> bool:
    """Tell whether the control came back as the form showed it."""
    name, mark = control.spec.name, marks[control.spec.name]
    if name not in values and not control.error:
        # nothing was sent, or what there is now: it is as the one who sent it wants it
        return True
    sent = post.get(control.key)
    if isinstance(sent, str) and fingerprint_of_text(unbroken(sent)) == mark.shown:
        return True
    value = _checked(control, values.get(name))
    return not control.error and fingerprint(control.spec, value) == mark.value


def _is_other(control: Control, values: Mapping[str, Any]) -> bool:
    """Tell whether what was typed is another value than the present one."""
    if control.error:
        return True
    if control.spec.name not in values:
        return False
    value = _checked(control, values[control.spec.name])
    return fingerprint(control.spec, value) != mark_of(control).value


def _checked(control: Control, value: Any) -> Any:
    """Return a value as its field would keep it; as it is where the field refuses it."""
    try:
        return control.spec.adapter.validate_python(value)
    except ValidationError:
        return value


def _told(request: Request, node: Node, control: Control) -> Told:
    change = last_change(request.site, node, control.spec.name)
    by, moment = change or ("", None)
    return Told(control.spec.name, request.translate(control.spec.label), by, moment)


def _clash(control: Control, values: Mapping[str, Any], about: Told, post: Any) -> Clash:
    mine = _checked(control, values.get(control.spec.name, control.text))
    chosen = post.get(_CHOICE + control.spec.name)
    return Clash(
        about,
        control,
        mine,
        control.present,
        control.shown,
        chosen if chosen in CHOICES else "",
        control.spec.name,
        control.key if control.spec.kind != "blocks" else "",
    )


def _block_clash(control: Control, group: Group, about: Told, post: Any) -> Clash:
    chosen = post.get(_CHOICE + group.key)
    named = about._replace(label=f"{about.label}: {group.title}")
    mine, theirs = (group.value,), (group.block,)
    return Clash(
        named, control, mine, theirs, "", chosen if chosen in CHOICES else "", group.key, ""
    )


def _fresh(control: Control, names: set[str]) -> Control:
    return control_of(control.place) if control.spec.name in names else control
