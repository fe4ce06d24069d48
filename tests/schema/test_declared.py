"""Declarations that cannot be: each error names the class and the field and says what to do."""

from __future__ import annotations

import dataclasses
import re
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, Optional

import pydantic
import pytest
from pydantic import BaseModel

from contentsite.schema.errors import DeclarationError
from contentsite.schema.fields import Kind, Listed, LongText, Picture, RichText, Tags, Text
from contentsite.schema.typed import Typed, rule, typed
from contentsite.tree.node import Node


@dataclass(frozen=True)
class Frozen:
    text: str = ""


@dataclass(frozen=True)
class Leaky:
    words: list[str] = dataclasses.field(default_factory=list)


@dataclass
class Loose:
    text: str = ""


class Pair(NamedTuple):
    left: int
    right: int


class Colour(Enum):
    RED = "red"


class Model(BaseModel):
    text: str = ""


def name_of(kind: object) -> str:
    """Name a case without addresses in memory, so that it has one name in every process."""
    return re.sub(r" at 0x[0-9a-f]+", "", str(kind))


def declare(base: type = Typed, **body: Any) -> type:
    """Declare a class with one field `it`, or with the annotations given."""
    annotations = body.pop("annotations", {"it": body.pop("kind", Text)})
    return typed(
        type("Thing", (base,), {"__module__": __name__, "__annotations__": annotations, **body})
    )


def problem(base: type = Typed, **body: Any) -> str:
    with pytest.raises(DeclarationError) as caught:
        declare(base, **body)
    message = str(caught.value)
    assert message.startswith(f"{__name__}.Thing")
    return message


@pytest.mark.parametrize(
    "kind",
    [
        list,
        list[str],
        dict[str, int],
        set[int],
        bytearray,
        deque,
        Sequence[str],
        Mapping[str, str],
        object,
        Any,
        Model,
        Loose,
        Leaky,
        list[str] | None,
        Optional[dict],  # noqa: UP045
        tuple[list[str], ...],
        frozenset[tuple[dict, ...]],
        Annotated[list[str], Kind("x")],
        Annotated[tuple[Loose, ...] | None, Kind("x")],
    ],
    ids=name_of,
)
def test_what_can_change_unnoticed_is_no_field_type(kind):
    message = problem(kind=kind, it=None)
    assert ".it:" in message
    assert "use a field type of contentsite, tuple, frozenset or a frozen dataclass" in message


@pytest.mark.parametrize(
    "kind",
    [
        bool,
        int,
        date | None,
        Tags,
        Literal["a", "b"],
        Annotated[tuple[Frozen, ...], Kind("blocks")],
        Annotated[frozenset[int], Kind("numbers")],
        Annotated[Pair | None, Kind("pair")],
        Annotated[Colour | None, Kind("colour")],
        Annotated[bytes, Kind("bytes")],
        Picture,
    ],
    ids=name_of,
)
def test_what_is_a_field_type(kind):
    assert list(declare(kind=kind, it=None).fields()) == ["it"]


@pytest.mark.parametrize(
    "default",
    [
        pydantic.Field(default_factory=tuple),
        pydantic.Field(default=[]),
        dataclasses.field(default_factory=tuple),
        [],
        {},
        set(),
        (1, []),
        Leaky([]),
    ],
    ids=name_of,
)
def test_a_default_is_one_immutable_value(default):
    message = problem(kind=Tags, it=default)
    assert "must be one immutable value" in message


def test_a_default_inside_the_annotation_is_none():
    # it would not live on the class, where nodes stored before look for it
    for limit in (pydantic.Field(default=3), pydantic.Field(default_factory=int)):
        assert "needs a default (= ...)" in problem(kind=Annotated[int, limit])


@pytest.mark.parametrize("default", [dataclasses.field(default=()), pydantic.Field(default=())])
def test_a_default_in_a_field_is_one(default):
    assert declare(kind=Tags, it=default)().it == ()


def test_every_field_but_the_title_has_a_default():
    assert "needs a default (= ...)" in problem(kind=Text)
    assert declare(annotations={"title": Text})(title="x").title == "x"


@pytest.mark.parametrize(
    "name",
    [
        "update",
        "fields",
        "publish",
        "uid",
        "created",
        "modified",
        "state",
        "dated",
        "is_live",
        "acl",
    ],
)
def test_a_field_hides_nothing(name):
    message = problem(Node, annotations={name: Text}, **{name: ""})
    assert f"Thing.{name}: hides" in message
    assert "choose another name" in message


def test_nothing_hides_a_field():
    parent = declare(it="")
    assert "hides a field" in problem(parent, annotations={}, it="other")
    assert "hides a field" in problem(parent, annotations={}, it=property(lambda self: ""))
    child = declare(parent, kind=Text, it="other")
    assert child().it == "other"


def test_a_name_begins_without_underscore():
    assert "must not begin with an underscore" in problem(annotations={"_it": Text}, _it="")


def test_a_class_variable_is_no_field():
    cls = declare(
        annotations={"it": Text, "limit": ClassVar[int], "other": "ClassVar"}, it="", limit=[]
    )
    assert list(cls.fields()) == ["it"]


@pytest.mark.parametrize("kind", ["Nowhere", "date | |", "None | None", "date.nothing"])
def test_an_annotation_that_cannot_be_read(kind):
    assert "at the top of the module, not under TYPE_CHECKING" in problem(kind=kind, it=None)


def test_a_field_may_be_called_like_its_type():
    cls = declare(annotations={"date": "date | None"}, date=None)
    assert cls(date=date(2026, 1, 1)).date == date(2026, 1, 1)


def test_an_annotation_may_name_what_the_class_defines():
    cls = declare(kind="Size", it="s", Size=Literal["s", "m"])
    assert cls.fields()["it"].choices == ("s", "m")


def test_what_is_no_kind_of_field():
    assert "is not a field type" in problem(kind=bytes, it=b"")
    assert "is not a field type" in problem(kind=int | str, it=0)


@pytest.mark.parametrize(
    "kind",
    [LongText, RichText, Picture, Annotated[tuple[Frozen, ...], Kind("blocks")]],
    ids=name_of,
)
def test_rows_hold_short_plain_values(kind):
    assert "cannot be Listed()" in problem(kind=Annotated[kind, Listed()], it=None)


def test_a_rule_is_about_fields():
    body = {"check": rule("it", "that")(lambda values: None)}
    assert "is a rule about 'that', which is no field" in problem(it="", **body)


def test_datetimes_have_a_zone_and_floats_are_finite_wherever_they_stand():
    cls = declare(
        annotations={
            "a": datetime | None,
            "b": Annotated[datetime | None, Kind("moment")],
            "c": Annotated[tuple[datetime, ...], Kind("moments")],
            "d": float,
            "e": Annotated[float | None, pydantic.Field(gt=0)],
        },
        a=None, b=None, c=(), d=0.0, e=None,
    )  # fmt: skip
    naive = datetime(2026, 1, 1)  # noqa: DTZ001
    for values in (
        {"a": naive},
        {"b": naive},
        {"c": [naive]},
        {"d": "nan"},
        {"d": "inf"},
        {"e": "nan"},
    ):
        with pytest.raises(pydantic.ValidationError):
            cls(**values)
