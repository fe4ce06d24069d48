"""Views with typed arguments: parameters beyond (context, request) come from the query or the form.

    @page_view(Event, name="calendar")
    def calendar(context, request, month: int = 1): ...

`?month=x` is answered with 400, the parameter's name and why.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pyramid.config import Configurator
from pyramid.exceptions import ConfigurationError
from pyramid.httpexceptions import HTTPBadRequest
from pyramid.viewderivers import DefaultViewMapper

from contentsite.sentence import _

_SEQUENCES = (tuple, list, set, frozenset)


class InvalidArguments(HTTPBadRequest):  # type: ignore[misc]
    """Arguments of a view are wrong; `problems` has (parameter, reason) for each."""

    def __init__(self, problems: tuple[tuple[str, str], ...]) -> None:
        super().__init__("; ".join(f"{name}: {reason}" for name, reason in problems))
        self.problems = problems


def told(problems: tuple[tuple[str, str], ...]) -> list[dict[str, str]]:
    """Return what is wrong with arguments, as programs are told it."""
    return [{"parameter": name, "message": why} for name, why in problems]


@dataclass(frozen=True, slots=True)
class Argument:
    """One parameter of a view: how it is read and checked."""

    name: str
    adapter: TypeAdapter[Any]
    several: bool
    required: bool

    def read(self, form: Any) -> Any:
        """Return the raw value from a query or form, None where there is none."""
        return form.getall(self.name) if self.several else form.get(self.name)


class ArgumentMapper(DefaultViewMapper):  # type: ignore[misc]
    """Pyramid's view mapper, which fills annotated parameters beyond (context, request)."""

    def __call__(self, view: Any) -> Any:
        """Return the view as a function of (context, request)."""
        arguments = view_arguments(view) if inspect.isfunction(view) and self.attr is None else ()
        return super().__call__(_filled(view, arguments) if arguments else view)


def view_arguments(view: Callable[..., Any]) -> tuple[Argument, ...]:
    """Return the parameters of a view function beyond (context, request).

    Raises ConfigurationError for one without an annotation.
    """
    parameters = list(inspect.signature(view).parameters.values())[2:]
    # most views have none, and the annotations of the two may name what is imported for type checkers only
    hints = get_type_hints(view, include_extras=True) if parameters else {}
    return tuple(_argument(view, parameter, hints) for parameter in parameters)


def _argument(view: Any, parameter: inspect.Parameter, hints: Mapping[str, Any]) -> Argument:
    annotation = hints.get(parameter.name)
    if annotation is None:
        raise ConfigurationError(
            f"{view.__module__}.{view.__qualname__}: annotate the parameter {parameter.name!r}"
        )
    return Argument(
        name=parameter.name,
        adapter=TypeAdapter(annotation),
        several=is_several(annotation),
        required=parameter.default is inspect.Parameter.empty,
    )


def is_several(annotation: Any) -> bool:
    """Tell whether a parameter takes all values of its name: a sequence, also beside notes or None."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return is_several(get_args(annotation)[0])
    if origin in (Union, UnionType):
        return any(is_several(part) for part in get_args(annotation))
    return (origin or annotation) in _SEQUENCES


def _filled(view: Callable[..., Any], arguments: tuple[Argument, ...]) -> Callable[[Any, Any], Any]:
    def with_arguments(context: Any, request: Any) -> Any:
        form = request.POST if request.method in ("POST", "PUT", "PATCH") else request.GET
        return view(context, request, **read_arguments(arguments, form))

    with_arguments.__module__, with_arguments.__qualname__ = view.__module__, view.__qualname__
    with_arguments.__name__, with_arguments.__doc__ = view.__name__, view.__doc__
    return with_arguments


def read_arguments(arguments: tuple[Argument, ...], form: Any) -> dict[str, Any]:
    """Return the checked arguments by name; raise InvalidArguments with all that is wrong."""
    values: dict[str, Any] = {}
    problems: list[tuple[str, str]] = []
    for argument in arguments:
        given = argument.read(form)
        if given is None or given == []:
            if argument.required:
                problems.append((argument.name, _("is missing")))
            continue
        try:
            values[argument.name] = argument.adapter.validate_python(given)
        except ValidationError as error:
            problems.append((argument.name, error.errors()[0]["msg"].removeprefix("Value error, ")))
    if problems:
        raise InvalidArguments(tuple(problems))
    return values


def includeme(config: Configurator) -> None:
    """Map all views by their annotations."""
    config.set_view_mapper(ArgumentMapper)
