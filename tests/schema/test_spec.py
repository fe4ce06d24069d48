"""What is known of one field."""

from __future__ import annotations

from typing import Annotated, Literal

from contentsite.schema.fields import Choice, Field, Kind, Listed, Of, Reference, Tags, Text
from contentsite.schema.typed import Typed, typed


@typed
class Thing(Typed):
    place_name: Annotated[Text, Field(group="Details"), Listed()] = ""
    """Where it is."""
    size: Literal["s", "m"] = "s"
    colour: Annotated[str, Choice("red", "green")] = "red"
    many: Annotated[Tags | None, Field(label="All", help="Of them", shown=False)] = None
    person: Annotated[Reference, Of("Person", "Group")] = None
    odd: Annotated[Annotated[int, Kind("inner"), Field(label="inner")], Kind("outer")] = 0


def test_all_that_is_known():
    spec = Thing.fields()["place_name"]
    assert (spec.name, spec.kind, spec.label, spec.help, spec.group) == (
        "place_name", "text", "Place name", "Where it is.", "Details",
    )  # fmt: skip
    assert (spec.listed, spec.shown, spec.required, spec.default) == (True, True, False, "")
    assert spec.adapter is spec.adapter
    assert spec.adapter.validate_python(" x ") == "x"


def test_choices():
    assert Thing.fields()["size"].choices == ("s", "m")
    assert Thing.fields()["colour"].choices == ("red", "green")
    assert {spec.kind for spec in Thing.fields().values()} >= {"choice", "tags", "reference"}


def test_notes_inside_a_union_and_inside_each_other():
    many, odd = Thing.fields()["many"], Thing.fields()["odd"]
    assert (many.kind, many.label, many.help, many.shown) == ("tags", "All", "Of them", False)
    assert (odd.kind, odd.label) == ("outer", "inner")
    assert Thing.fields()["person"].of == ("Person", "Group")
