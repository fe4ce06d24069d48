"""The limits of annotations, as controls tell them."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from pydantic import Field as Limits

from contentsite.admin.form.limits import limits, number_attributes
from contentsite.admin.form.number import Number
from contentsite.admin.form.widget import Place
from contentsite.schema.fields import LongText, Text
from contentsite.schema.typed import Typed, typed


@typed
class Limited(Typed):
    line: Text = ""
    short: Annotated[Text, Limits(max_length=20)] = ""
    lines: LongText = ""
    free: str = ""
    least: Annotated[int, Limits(gt=0, lt=10)] = 1
    most: Annotated[int | None, Limits(ge=-5, le=5)] = None
    even: Annotated[int, Limits(multiple_of=2)] = 0
    part: Annotated[float, Limits(gt=0, le=1)] = 0.5


@pytest.mark.parametrize(
    ("name", "longest"), [("line", 500), ("short", 20), ("lines", 100_000), ("free", None)]
)
def test_the_nearest_limit_counts(name: str, longest: int | None) -> None:
    assert limits(Limited.fields()[name]).get("max_length") == longest


@pytest.mark.parametrize(
    ("name", "whole", "wanted"),
    [
        ("least", True, {"min": 1, "max": 9, "step": 1}),
        ("most", True, {"min": -5, "max": 5, "step": 1}),
        ("even", True, {"step": 2}),
        # HTML has no limit that is left out itself, and fractions come as near to it as they like
        ("part", False, {"max": 1, "step": "any"}),
    ],
)
def test_the_limits_of_numbers(name: str, whole: bool, wanted: dict[str, Any]) -> None:
    assert number_attributes(Limited.fields()[name], whole=whole) == wanted


def test_what_html_cannot_show_as_a_number_is_shown_as_text() -> None:
    place = Place(None, Limited.fields()["part"], None)  # type: ignore[arg-type]
    assert Number().more(place, 0.5)["kind"] == "number"
    assert Number().more(place, 1e300)["kind"] == "number"
    assert Number().more(place, float("inf"))["kind"] == "text"
