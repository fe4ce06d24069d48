"""The two doors for values from outside: the constructor and `update`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Annotated, Any

import pytest
from pydantic import Field as Limits
from pydantic import ValidationError

from contentsite.schema import sanitize
from contentsite.schema.fields import Choice, DateTime, Kind, RichText, Tags, Text
from contentsite.schema.typed import Typed, rule, typed


@typed
class Talk(Typed):
    title: Text
    body: RichText = ""
    starts: DateTime | None = None
    ends: DateTime | None = None
    price: Decimal = Decimal(0)
    level: Annotated[str, Choice("easy", "hard")] = "easy"
    tags: Tags = ()
    seats: Annotated[int, Limits(ge=0)] = 0
    ratio: float = 0.0
    flag: bool = False
    odd: Annotated[tuple[int, ...], Kind("odd")] = ()

    @rule("starts", "ends")
    def in_order(values: Any) -> None:  # noqa: N805
        if values.starts and values.ends and values.ends < values.starts:
            raise ValueError("must not be before the start")


def places(caught: pytest.ExceptionInfo[ValidationError]) -> list[tuple[Any, ...]]:
    return [error["loc"] for error in caught.value.errors()]


NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def test_the_constructor_checks():
    talk = Talk(title=" T ", tags=["a", "a"], starts="2026-01-01T12:00Z", price="1.50")
    assert (talk.title, talk.tags, talk.starts, talk.price) == ("T", ("a",), NOON, Decimal("1.50"))
    assert list(Talk.fields()) == [
        "title", "body", "starts", "ends", "price", "level", "tags", "seats", "ratio", "flag", "odd",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({}, ("title",)),
        ({"title": "x", "nonsense": 1}, ("nonsense",)),
        ({"title": "x", "level": "middle"}, ("level",)),
        ({"title": "x", "starts": NOON, "ends": NOON - timedelta(1)}, ("ends",)),
    ],
)
def test_errors_of_the_constructor_name_the_field(values, place):
    with pytest.raises(ValidationError) as caught:
        Talk(**values)
    assert places(caught) == [place]


def test_update_assigns_what_differs_and_tells_it():
    talk = Talk(title="T", tags=("a",))
    assert talk.update({"title": "U", "tags": ["a"], "seats": "3"}) == ("title", "seats")
    assert (talk.title, talk.seats) == ("U", 3)
    assert talk.update({"title": " U "}) == ()


def test_nothing_is_assigned_when_one_is_wrong():
    talk = Talk(title="T")
    with pytest.raises(ValidationError) as caught:
        talk.update({"title": "U", "seats": -1, "nothing": 1, "tags": ["a\nb"], "_p_jar": 1})
    assert places(caught) == [("seats",), ("nothing",), ("tags", 0), ("_p_jar",)]
    assert talk.title == "T"


def test_rules_see_old_and_new_values():
    talk = Talk(title="T", starts=NOON)
    with pytest.raises(ValidationError, match="must not be before the start") as caught:
        talk.update({"ends": NOON - timedelta(hours=1), "title": "U"})
    assert places(caught) == [("ends",)]
    assert talk.title == "T"
    assert talk.update({"ends": NOON}) == ("ends",)


def test_a_rule_made_stricter_blocks_no_other_field():
    talk = Talk(title="T", starts=NOON)
    # stored before the rules were made
    talk.seats, talk.ends = -5, NOON - timedelta(1)
    assert talk.update({"title": "U", "seats": -5, "ends": talk.ends}) == ("title",)
    with pytest.raises(ValidationError):
        talk.update({"seats": -6})


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("starts", NOON, NOON.astimezone(timezone(timedelta(hours=2)))),
        ("price", Decimal("1.5"), Decimal("1.50")),
        ("ratio", 0.0, -0.0),
        ("odd", (1, 2), (1, 3)),
    ],
)
def test_equal_values_that_are_written_otherwise_are_a_change(name, first, second):
    talk = Talk(title="T", **{name: first})
    assert talk.update({name: first}) == ()
    assert talk.update({name: second}) == (name,)
    assert repr(getattr(talk, name)) == repr(second)


def test_a_moment_read_from_text_again_is_no_change():
    talk = Talk(title="T", starts="2026-01-01T12:00:00+02:00")
    assert talk.update({"starts": "2026-01-01T12:00:00+02:00"}) == ()
    assert talk.update({"starts": "2026-01-01T11:00:00+01:00"}) == ("starts",)


def test_true_is_not_one():
    talk = Talk(title="T", seats=1)
    assert talk.update({"seats": True}) == ()
    assert type(talk.seats) is int
    assert talk.update({"flag": 1}) == ("flag",)


def test_an_untouched_body_is_not_sanitised_again(monkeypatch):
    talk = Talk(title="T")
    # stored before the policy became stricter
    talk.body = "<blink>old</blink>"
    assert talk.update({"body": "<blink>old</blink>", "title": "U"}) == ("title",)
    assert talk.body == "<blink>old</blink>"
    assert sanitize.sanitize(talk.body) == "old"


def test_mixins_and_rules_that_are_replaced():
    @typed
    class Contact(Typed):
        phone: Text = ""

    @typed
    class Lecture(Contact, Talk):
        title: Text = "Lecture"

        @rule("starts")
        def in_order(values: Any) -> None:  # noqa: N805
            """Any order goes."""

    assert [*Lecture.fields()][:2] == ["title", "body"]
    assert "phone" in Lecture.fields()
    lecture = Lecture(phone="1", starts=NOON, ends=NOON - timedelta(1))
    assert lecture.field_values()["title"] == "Lecture"
    assert lecture.update({"phone": "2"}) == ("phone",)


def test_an_undecorated_base_has_no_fields():
    class Plain(Typed):
        note: str = ""

    @typed
    class Thing(Plain):
        it: Text = ""

    assert list(Thing.fields()) == ["it"]
    with pytest.raises(ValidationError):
        Thing(note="x")
