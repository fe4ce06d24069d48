"""One table: how the values of each kind of field are shown, and what is taken for one.

A kind that is not in it, a plug-in's own, is shown and taken as pydantic writes and reads its type.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any, Final, Literal, NotRequired, Union, get_args

from pydantic import Discriminator, TypeAdapter, with_config
from pydantic import Field as Limits
from typing_extensions import TypedDict

from contentsite.schema.annotation import bare
from contentsite.schema.blocks import MOST, Block, block_classes
from contentsite.schema.spec import FieldSpec
from contentsite.tree.node import Node
from contentsite.web.request import Request

from ..shape import GivenTerm, Summary, Term, term
from .files import GivenFile, ShownFile, ShownImage, show_file, show_image, take_file, take_image
from .links import (
    Named,
    show_href,
    show_reference,
    show_references,
    take_href,
    take_reference,
    take_references,
)
from .prose import GivenProse, Prose, show_html, show_markdown, take_html, take_markdown

Show = Callable[[Request, Node, FieldSpec, Any], Any]
Take = Callable[[Request, FieldSpec, Any], Any]


@dataclass(frozen=True, slots=True)
class FieldKind:
    """How values of a kind are shown and taken."""

    shown: Any
    """The type of what is shown."""
    taken: Any
    """The type of what may be sent."""
    show: Show | None = None
    """None: a value is shown as it is."""
    take: Take | None = None
    """None: what was sent is given to the field as it is."""
    by_asker: bool = False
    """Whether what is shown depends on who asks, or says less than the value: what comes back as it was
    shown is then left as it is."""


def _iso(_request: Request, _node: Node, _spec: FieldSpec, value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _words(_request: Request, _node: Node, _spec: FieldSpec, value: Any) -> str | None:
    return None if value is None else str(value)


def _choice(_request: Request, _node: Node, _spec: FieldSpec, value: Any) -> Term | None:
    return None if value is None else term(value)


def _token(_request: Request, spec: FieldSpec, given: Any) -> Any:
    token: str = given if isinstance(given, str) else given["token"]
    # a choice may be one of numbers
    return next((each for each in get_args(bare(spec.annotation)) if str(each) == token), token)


def _pair(_request: Request, _spec: FieldSpec, given: list[str]) -> tuple[str, ...]:
    return tuple(given)


def _blocks(request: Request, node: Node, _spec: FieldSpec, value: Any) -> list[dict[str, Any]]:
    return [show_block(request, node, each) for each in value if isinstance(each, Block)]


def show_block(request: Request, node: Node, block: Block) -> dict[str, Any]:
    """Return a block as it is shown: its kind, and its fields as those of its node are."""
    found: dict[str, Any] = {"kind": block.kind}
    for name, spec in block.fields().items():
        show, value = kind_of(spec).show, getattr(block, name)
        found[name] = value if show is None else show(request, node, spec, value)
    return found


TEXT: Final = FieldKind(str, str)
KINDS: Final[Mapping[str, FieldKind]] = {
    "bool": FieldKind(bool | None, bool),
    "int": FieldKind(int | None, int),
    "float": FieldKind(float | None, float),
    "decimal": FieldKind(str | None, str | int | float, _words),
    "date": FieldKind(str | None, str, _iso),
    "datetime": FieldKind(str | None, str, _iso),
    "text": FieldKind(str | None, str),
    "long_text": FieldKind(str | None, str),
    "mail": TEXT,
    "time_zone": TEXT,
    "type_name": TEXT,
    "choice": FieldKind(Term | None, str | GivenTerm, _choice, _token),
    "tags": FieldKind(list[str], list[str], None, _pair),
    "rich_text": FieldKind(Prose, str | GivenProse, show_html, take_html, by_asker=True),
    "markdown": FieldKind(Prose, str | GivenProse, show_markdown, take_markdown),
    "href": FieldKind(str, str, show_href, take_href, by_asker=True),
    "reference": FieldKind(Summary | None, Named, show_reference, take_reference, by_asker=True),
    "references": FieldKind(
        list[Summary], list[Named], show_references, take_references, by_asker=True
    ),
    "attachment": FieldKind(ShownFile | None, GivenFile, show_file, take_file, by_asker=True),
    "picture": FieldKind(ShownImage | None, GivenFile, show_image, take_image, by_asker=True),
}


def kind_of(spec: FieldSpec) -> FieldKind:
    """Return how the values of a field are shown and taken."""
    if spec.kind == "blocks":
        return _of_blocks(tuple(block_classes().values()))
    return KINDS.get(spec.kind) or _plain(spec)


@cache
def _of_blocks(classes: tuple[type[Block], ...]) -> FieldKind:
    """Return how blocks of these classes are shown and taken: each by the kinds of its fields."""
    shown, taken = (_any_of(classes, is_sent=is_sent) for is_sent in (False, True))
    several: Any = Annotated[list[taken], Limits(max_length=MOST)]  # type: ignore[valid-type]
    return FieldKind(list[shown], several, _blocks, by_asker=True)  # type: ignore[valid-type]


def _any_of(classes: tuple[type[Block], ...], *, is_sent: bool) -> Any:
    models = tuple(_block_model(cls, is_sent=is_sent) for cls in classes)
    union: Any = Union[models]  # noqa: UP007  (made of parts)
    return Annotated[union, Discriminator("kind")]


def _block_model(cls: type[Block], *, is_sent: bool) -> Any:
    keys: dict[str, Any] = {"kind": Literal[(cls.kind,)]}
    for name, spec in cls.fields().items():
        kind = kind_of(spec)
        keys[name] = NotRequired[kind.taken | None] if is_sent else kind.shown
    named: Any = TypedDict(f"{'Given' if is_sent else ''}{cls.__name__}Block", keys)  # type: ignore[misc]
    return with_config(extra="forbid")(named) if is_sent else named


def _plain(spec: FieldSpec) -> FieldKind:
    def show(_request: Request, _node: Node, spec: FieldSpec, value: Any) -> Any:
        return spec.adapter.dump_python(value, mode="json")

    return FieldKind(Any, Any, show)


@cache
def reader(taken: Any) -> TypeAdapter[Any]:
    """Return what checks the type of what was sent, strictly: a number is no text."""
    return TypeAdapter(taken)
