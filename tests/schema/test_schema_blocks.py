"""Blocks as values: made, checked, refused, looked into; without an application."""

from __future__ import annotations

import pickle
from typing import Annotated, Any

import pytest
from pydantic import ValidationError

from contentsite.schema.blocks import (
    LONGEST,
    MOST,
    Block,
    Blocks,
    block_classes,
    declared_block,
    values_in,
    with_values,
)
from contentsite.schema.errors import DeclarationError
from contentsite.schema.fields import Attachment, Field, Listed, Reference, RichText, Tags, Text
from contentsite.schema.long import LONG, Kept, length
from contentsite.schema.typed import Typed, rule, typed
from contentsite.types.blocks import Hero, Prose, Quote


@typed
class Holder(Typed):
    parts: Blocks = ()


def errors(value: Any) -> list[tuple[Any, str]]:
    with pytest.raises(ValidationError) as found:
        Holder(parts=value)
    return [(each["loc"], each["type"]) for each in found.value.errors()]


def test_blocks_are_given_as_blocks_and_as_objects() -> None:
    holder = Holder(parts=[Hero(headline=" Hello "), {"kind": "quote", "words": "So"}])
    assert holder.parts == (Hero(headline="Hello"), Quote(words="So"))
    assert len(set(holder.parts) | {Hero(headline="Hello")}) == 2
    assert pickle.loads(pickle.dumps(holder.parts)) == holder.parts


def test_a_block_never_changes() -> None:
    hero = Hero(headline="Hello")
    with pytest.raises(AttributeError):
        hero.headline = "Bye"  # type: ignore[misc]
    assert with_values(hero, {"headline": "Bye"}) == Hero(headline="Bye")
    assert hero.headline == "Hello"


def test_texts_are_sanitised_when_a_block_is_made() -> None:
    assert Prose(text="<p onclick=x>a<script>b</script></p>").text == "<p>a</p>"
    assert Holder(parts=[{"kind": "text", "text": "<img src=x onerror=y>"}]).parts == (Prose(),)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ([Hero(), {"kind": "no"}], [(("parts", 1), "block_kind")]),
        ([{}], [(("parts", 0), "block_kind")]),
        ([{"kind": ["x"]}], [(("parts", 0), "block_kind")]),
        ([3], [(("parts", 0), "block_type")]),
        ([Block()], [(("parts", 0), "block_type")]),
        ("hero", [(("parts",), "tuple_type")]),
        ([{"kind": "hero", "headline": "a\nb"}], [(("parts", 0, "headline"), "value_error")]),
        ([{"kind": "hero", "none": 1}], [(("parts", 0, "none"), "unexpected_keyword_argument")]),
        (
            [Hero(), Hero(), {"kind": "cards", "most": 99}],
            [(("parts", 2, "most"), "less_than_equal")],
        ),
        ([Hero()] * (MOST + 1), [(("parts",), "too_long")]),
        ([{"kind": "hero"}] * 10_000, [(("parts",), "too_long")]),
        ([Prose(text="x" * 1_500_000)] * 2, [(("parts",), "value_error")]),
    ],
)
def test_what_is_wrong_is_told_with_its_place(given: Any, found: list[Any]) -> None:
    assert errors(given) == found


def test_what_is_there_is_not_checked_again() -> None:
    old = with_values(Hero(), {"headline": "longer than it may be now" * 100})
    holder = Holder(parts=(old,))
    assert holder.update({"parts": (old, Quote())}) == ("parts",)
    assert holder.parts[0] is old


def test_rules_span_the_fields_of_a_block() -> None:
    class Span(Block):
        first: int = 1
        last: int = 1

        @rule("first", "last")
        def in_order(self) -> None:
            if self.last < self.first:
                raise ValueError("must not be less")

    try:
        declared_block(Span, "span_of_a_test")
        assert errors([{"kind": "span_of_a_test", "first": 3}]) == [(("parts", 0, "last"), "rule")]
        assert Holder(parts=[{"kind": "span_of_a_test", "last": 3}]).parts[0].last == 3  # type: ignore[attr-defined]
    finally:
        del block_classes()["span_of_a_test"]  # type: ignore[attr-defined]


def test_what_no_block_may_have() -> None:
    class Wrong(Block):
        paper: Attachment = None

    class Deep(Block):
        inside: Blocks = ()

    class Other(Block):
        words: Text = ""

    class Mutable(Block):
        words: list[str] = []

    class Hiding(Block):
        kind: Text = ""  # type: ignore[assignment]

    class Marked(Block):
        text: Annotated[RichText, Listed()] = ""

    for cls in (Wrong, Deep, Mutable, Hiding, Marked):
        with pytest.raises(DeclarationError, match=cls.__name__):
            declared_block(cls, f"{cls.__name__.lower()}_of_a_test")
    with pytest.raises(DeclarationError, match=r"there is a block 'hero' already: .*types\.blocks"):
        declared_block(Other, "hero")
    assert {"wrong_of_a_test", "deep_of_a_test"}.isdisjoint(block_classes())


def test_what_a_field_holds_is_found_with_its_place() -> None:
    uid = "0" * 32
    holder = Holder(parts=(Quote(words="So"), Hero(picture=uid)))
    spec = Holder.fields()["parts"]
    found = {place: value for place, _inner, value in values_in(spec, holder.parts) if value}
    assert found == {("parts", 0, "words"): "So", ("parts", 1, "picture"): uid}
    ((place, inner, value),) = values_in(Hero.fields()["headline"], "x")
    assert (place, inner.kind, value) == (("headline",), "text", "x")


def test_long_ones_are_kept_apart() -> None:
    holder = Holder(parts=(Prose(text=f"<p>{'x' * LONG}</p>"),))
    assert not isinstance(vars(holder)["parts"], Kept)
    holder.update({"parts": (*holder.parts, Quote())})
    held = vars(holder)["parts"]
    assert isinstance(held, Kept)
    holder.update({"parts": held.value})
    assert vars(holder)["parts"] is held
    assert holder.parts == held.value
    assert length(("ab", "c")) == 0
    assert LONGEST > LONG


def test_a_field_says_what_it_is_for() -> None:
    fields = Hero.fields()
    assert fields["headline"].help == "Where it is empty, the title of the page stands there."
    assert (fields["leads_to"].label, fields["picture"].of) == ("The button leads to", ("Image",))
    assert (Holder.fields()["parts"].kind, Holder.fields()["parts"].default) == ("blocks", ())


@typed
class Tagged(Typed):
    words: Annotated[Tags, Field(label="Words")] = ()
    one: Reference = None


def test_other_fields_are_looked_into_as_one() -> None:
    ((place, _inner, value),) = values_in(Tagged.fields()["words"], ("a", "b"))
    assert (place, value) == (("words",), ("a", "b"))
