"""What the types of an endpoint's function say: where it answers, what it takes and what it gives."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, get_type_hints

from pydantic import TypeAdapter
from pyramid.exceptions import ConfigurationError
from webob.multidict import MultiDict

from contentsite.web.arguments import Argument, is_several, read_arguments
from contentsite.web.request import Request

from .body import fitting, parsed

_BODY = "body"


@dataclass(frozen=True, eq=False)
class Signature:
    """The models of an endpoint. Those of bodies and answers are made when they are first needed."""

    context: type
    query: tuple[Argument, ...]
    path: tuple[Argument, ...]
    body_type: Any
    """What is sent; None for nothing."""
    answer_type: Any
    """What is answered; None for nothing but a status."""

    @cached_property
    def body(self) -> TypeAdapter[Any] | None:
        """The model of what is sent; None for nothing."""
        return None if self.body_type is None else TypeAdapter(self.body_type)

    @cached_property
    def answer(self) -> TypeAdapter[Any] | None:
        """The model of what is answered; None for nothing but a status."""
        return None if self.answer_type is None else TypeAdapter(self.answer_type)

    @property
    def is_demanding(self) -> bool:
        """Tell whether something must stand in the query."""
        return any(each.required for each in self.query)

    def read(self, request: Request, prefix: str = "") -> dict[str, Any]:
        """Return what a request sent, checked, by parameter. Raises InvalidArguments and InvalidBody.

        In the query names may stand behind a prefix, too.
        """
        sent = None if self.body_type is None else parsed(request)
        is_asked = self.query and (request.environ.get("QUERY_STRING") or self.is_demanding)
        query = plain_names(request.GET, prefix) if is_asked else None
        return self.checked(request.subpath, query, sent)

    def checked(self, segments: tuple[str, ...], query: Any, sent: Any) -> dict[str, Any]:
        """Return segments, query and body as the models have them; no query (None) leaves the defaults."""
        values: dict[str, Any] = {}
        if self.path:
            given = dict(zip((each.name for each in self.path), segments, strict=True))
            values |= read_arguments(self.path, given)
        if self.query and query is not None:
            values |= read_arguments(self.query, query)
        if self.body is not None:
            values[_BODY] = fitting(self.body, sent)
        return values


def plain_names(query: Any, prefix: str) -> Any:
    """Return a query in which names are without the prefix that some have."""
    if not prefix:
        return query
    return MultiDict((name.removeprefix(prefix), value) for name, value in query.items())


def signature_of(function: Callable[..., Any], path: tuple[str, ...]) -> Signature:
    """Return the models that a function's annotations name; `path` says which are segments of the address.

    Raises ConfigurationError for a parameter without an annotation.
    """
    hints = get_type_hints(function, include_extras=True)
    parameters = list(inspect.signature(function).parameters.values())
    context, others = parameters[0].name, parameters[2:]
    unknown = [name for name in (context, "return", *(p.name for p in others)) if name not in hints]
    unknown += [name for name in path if name not in hints]
    if unknown:
        where = f"{function.__module__}.{function.__qualname__}"
        raise ConfigurationError(f"{where}: annotate {', '.join(unknown)}")
    arguments = {p.name: _argument(p, hints) for p in others if p.name != _BODY}
    answer = hints["return"]
    return Signature(
        context=hints[context],
        query=tuple(each for name, each in arguments.items() if name not in path),
        path=tuple(arguments[name] for name in path),
        body_type=hints.get(_BODY),
        answer_type=None if answer is type(None) else answer,
    )


def _argument(parameter: inspect.Parameter, hints: Mapping[str, Any]) -> Argument:
    annotation = hints[parameter.name]
    return Argument(
        name=parameter.name,
        adapter=TypeAdapter(annotation),
        several=is_several(annotation),
        required=parameter.default is inspect.Parameter.empty,
    )
