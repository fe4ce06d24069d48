from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import pytest
from pydantic import Field
from pyramid.config import Configurator
from pyramid.exceptions import ConfigurationError
from webob.multidict import MultiDict

from contentsite.web.arguments import InvalidArguments, read_arguments, view_arguments

if TYPE_CHECKING:
    from somewhere import Something


def test_a_view_without_further_parameters_has_no_arguments() -> None:
    def view(context: Something, request: Something) -> Something:
        """Its annotations name what is not there when it runs."""

    assert view_arguments(view) == ()


def test_parameters_without_annotation_are_refused() -> None:
    def view(context, request, month=1):
        """A view."""

    with pytest.raises(ConfigurationError, match="annotate the parameter 'month'"):
        view_arguments(view)
    config = Configurator()
    config.include("contentsite.web.arguments")
    config.add_view(view)
    with pytest.raises(ConfigurationError, match="annotate"):
        config.commit()


def test_which_parameters_take_several_values() -> None:
    def view(
        context: Any,
        request: Any,
        one: int,
        some: tuple[int, ...] = (),
        noted: Annotated[list[int], Field(max_length=2)] = [],  # noqa: B006
        either: frozenset[str] | None = None,
        bare: set = set(),  # noqa: B006
        text: str | None = None,
    ) -> None:
        """A view."""

    several = {each.name: each.several for each in view_arguments(view)}
    assert several == {
        "one": False,
        "some": True,
        "noted": True,
        "either": True,
        "bare": True,
        "text": False,
    }


def test_values_are_read_by_their_types() -> None:
    def view(context: Any, request: Any, day: date, on: bool = False, text: str = "x") -> None:
        """A view."""

    found = read_arguments(view_arguments(view), MultiDict(day="2026-11-01", on="yes"))
    assert found == {"day": date(2026, 11, 1), "on": True}


def test_reasons_are_told_without_what_pydantic_puts_before_them() -> None:
    def refuse(value: str) -> str:
        raise ValueError("is not liked")

    def view(context: Any, request: Any, word: Annotated[str, Field()], n: int) -> None:
        """A view."""

    with pytest.raises(InvalidArguments) as error:
        read_arguments(view_arguments(view), MultiDict(n="x"))
    assert [name for name, _why in error.value.problems] == ["word", "n"]
    assert str(error.value.detail).startswith("word: is missing; n: ")
