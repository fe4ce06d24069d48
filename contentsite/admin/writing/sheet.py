"""The order of a form on its screen: the title, then the text, then what else there is, then the details."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final, NamedTuple

from contentsite.editing.details import GROUP
from contentsite.web.request import Request

from ..form.control import Control, Problem
from ..form.form import Form
from .address import NAME

TITLE: Final = "title"
SUMMARY: Final = "description"
_WRITTEN: Final = frozenset({"rich_text", "markdown", "blocks", "attachment", "picture"})
"""Kinds of fields that are what a page is about."""
_ASIDE: Final = frozenset({"tags", "reference", "references"})


class Sheet(NamedTuple):
    """The controls of a form, in the parts of its screen."""

    title: Control | None
    text: tuple[Control, ...]
    facts: tuple[Control, ...]
    groups: tuple[tuple[str, tuple[Control, ...]], ...]
    """Those that the type has put into groups of their own, by group."""
    details: tuple[Control, ...]
    is_open: bool
    """Whether the details have to be seen: something in them is to be mended."""


def sheet_of(form: Form) -> Sheet:
    """Return the parts of a form."""
    title = next((each for each in form.controls if each.spec.name == TITLE), None)
    others = [each for each in form.controls if each is not title]
    details = [*filter(_is_detail, others)]
    plain = [each for each in others if not each.spec.group and each not in details]
    return Sheet(
        title,
        tuple(each for each in plain if each.spec.kind in _WRITTEN),
        tuple(each for each in plain if each.spec.kind not in _WRITTEN),
        tuple(_groups(each for each in others if each.spec.group and each not in details)),
        tuple(sorted(details, key=_rank)),
        any(each.error for each in details),
    )


def problems_of(request: Request, form: Form, name_error: str) -> tuple[Problem, ...]:
    """Return what is to be mended, the address included."""
    if not name_error:
        return form.problems
    return (*form.problems, Problem(NAME, request.translate("Address"), name_error))


def _is_detail(control: Control) -> bool:
    spec = control.spec
    if spec.group:
        return spec.group == GROUP
    return spec.name == SUMMARY or spec.kind in _ASIDE or not spec.shown


def _rank(control: Control) -> int:
    """The summary stands first among the details, and what holds for every page last."""
    return 0 if control.spec.name == SUMMARY else 2 if control.spec.group == GROUP else 1


def _groups(controls: Iterable[Control]) -> Iterator[tuple[str, tuple[Control, ...]]]:
    found = [*controls]
    order = [*dict.fromkeys(each.spec.group for each in found)]
    found.sort(key=lambda each: order.index(each.spec.group))
    for name, of_it in groupby(found, key=lambda each: each.spec.group):
        yield name, tuple(of_it)
