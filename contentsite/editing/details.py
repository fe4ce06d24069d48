"""What people may change of a node besides its fields: whether listings show it, and its language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Final

from pydantic import AfterValidator

from contentsite.schema.change import differing
from contentsite.schema.fields import Field
from contentsite.schema.spec import FieldSpec
from contentsite.schema.typed import Typed, typed
from contentsite.sentence import _
from contentsite.tree.node import Node
from contentsite.tree.root import Root

GROUP: Final = "Details"
_TAG: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}")


def language_tag(text: str) -> str:
    """Return a language tag as it is written (RFC 5646, 2.1.1); raises ValueError for what cannot be one."""
    text = text.strip()
    if text and not _TAG.fullmatch(text):
        raise ValueError(_("must be a language tag, such as en or pt-BR"))
    first, *others = text.lower().split("-")
    cased = {2: str.upper, 4: str.title}
    return "-".join((first, *(cased.get(len(each), str)(each) for each in others)))


@typed
class Details(Typed):
    """The bookkeeping of a node that has a control in its form."""

    listed: Annotated[bool, Field(label="Show in listings, navigation and feeds", group=GROUP)] = (
        True
    )
    """Without this it is reached by its address and by links only."""
    language: Annotated[str, AfterValidator(language_tag), Field(group=GROUP)] = ""
    """Such as en or pt-BR. Empty: the language of the folder that it is in."""


def details_of(cls: type[Typed]) -> tuple[FieldSpec, ...]:
    """Return the details that nodes of a type have: no listing shows the site itself."""
    found = Details.fields()
    return tuple(
        each for each in found.values() if each.name != "listed" or not issubclass(cls, Root)
    )


def parted(values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the fields and the details among the values of a form."""
    names = Details.fields()
    own = {name: value for name, value in values.items() if name not in names}
    return own, {name: value for name, value in values.items() if name in names}


def checked(node: Node | None, details: Mapping[str, Any]) -> dict[str, Any]:
    """Return the details that differ from the node's, or from those of a new one; raises ValidationError."""
    return differing(node or Details(), Details.fields(), details)


def set_details(node: Node, details: Mapping[str, Any]) -> None:
    """Set checked details."""
    for name, value in details.items():
        setattr(node, name, value)
    if details:
        node.touch(*details)
