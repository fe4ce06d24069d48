from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from every_field import Everything

from contentsite.admin.form.problem import words
from contentsite.admin.form.several import Plain, Tags
from contentsite.admin.form.widget import Place
from contentsite.web.clock import read_moment, shown_moment, zone_of


def place(name: str) -> Place:
    return Place(SimpleNamespace(), Everything.fields()[name], None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "value", [(), ("a",), ("a", "b c"), ("Paris, France", "x"), ('12" vinyl',), ('"', ",", "a,b")]
)
def test_tags_come_back_as_they_were(value: tuple[str, ...]) -> None:
    widget = Tags()
    assert widget.value(place("words"), widget.text(place("words"), value)) == value


@pytest.mark.parametrize(
    ("given", "tags"),
    [
        ("a,b", ("a", "b")),
        (" a , , b ,", ("a", "b")),
        ("a\r\nb", ("a", "b")),
        ('12" vinyl, x', ('12" vinyl', "x")),
        ('"open, a', ("open, a",)),
    ],
)
def test_tags_as_people_type_them(given: str, tags: tuple[str, ...]) -> None:
    assert Tags().value(place("words"), given) == tags


def test_what_is_no_json_is_left_to_the_field() -> None:
    assert Plain().value(place("point"), "[1, 2]") == (1.0, 2.0)
    assert Plain().value(place("point"), "  ") is None
    assert Plain().value(place("point"), "[1, 2") == "[1, 2"
    assert Plain().value(place("point"), "[" * 100_000) == "[" * 100_000


def asking(zone: str) -> Any:
    return SimpleNamespace(who=SimpleNamespace(time_zone=zone))


def test_moments_in_the_zone_of_who_asks() -> None:
    vienna = asking("Europe/Vienna")
    moment = read_moment(vienna, " 2026-07-01T08:00 ")
    assert moment is not None
    assert moment.isoformat() == "2026-07-01T08:00:00+02:00"
    assert shown_moment(vienna, moment) == "2026-07-01T08:00"
    assert shown_moment(asking("UTC"), moment) == "2026-07-01T06:00"
    assert shown_moment(vienna, None) == ""
    assert read_moment(vienna, "  ") is None
    # of an hour that comes twice, the first one
    twice = read_moment(vienna, "2026-10-25T02:30")
    assert twice is not None
    assert twice.isoformat() == "2026-10-25T02:30:00+02:00"
    own = read_moment(vienna, "2026-07-01T08:00+05:00")
    assert own is not None
    assert own.isoformat() == "2026-07-01T08:00:00+05:00"


@pytest.mark.parametrize(
    "given", ["x", "2026-13-01T00:00", "2026-03-29T02:30", "9999-12-31T23:59-12:00"]
)
def test_moments_that_are_none(given: str) -> None:
    with pytest.raises(ValueError, match=r"such as|go forward"):
        read_moment(asking("Europe/Vienna"), given)


def test_a_zone_that_is_not_known_is_utc() -> None:
    for name in ("", "Nowhere/At_all", "../../etc/passwd", "/etc/passwd", "\0"):
        assert zone_of(asking(name))[0] == "UTC"
    assert zone_of(SimpleNamespace())[0] == "UTC"  # type: ignore[arg-type]


def test_plain_words() -> None:
    def said(kind: str, message: str = "", *, is_text: bool = False, **context: Any) -> str:
        return words(str, {"type": kind, "msg": message, "ctx": context}, is_text=is_text)

    assert said("missing", "Field required") == "Must be filled in."
    assert (
        said("value_error", error=ValueError("must be a single line")) == "Must be a single line."
    )
    assert said("rule", reason="must be even") == "Must be even."
    assert said("greater_than_equal", ge=0) == "Must be greater than or equal to 0."
    assert said("x", "Input should be a planet") == "Must be a planet."
    assert said("too_short", min_length=2) == "Must have at least 2 entries."
    assert said("too_short", min_length=1, is_text=True) == "Must have at least 1 characters."
