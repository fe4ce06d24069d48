"""`@vocabularies`: what there is to choose from: types, states, transitions, roles, and each field of choices."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Any, Final

from pydantic import Field
from pyramid.httpexceptions import HTTPNotFound
from typing_extensions import TypedDict

from contentsite.declaration import types_of
from contentsite.security.role import GRANTABLE
from contentsite.tree.node import Node
from contentsite.web.request import Request

from ..endpoint import endpoint
from ..shape import Term, url

Size = Annotated[int, Field(ge=1, le=1_000)]
Start = Annotated[int, Field(ge=0, le=10**6)]
Terms = Callable[[Request], Iterator[tuple[str, str]]]

Named = TypedDict("Named", {"@id": str, "title": str})
Vocabulary = TypedDict("Vocabulary", {"@id": str, "items": list[Term], "items_total": int})


@endpoint("vocabularies", summary="What there is to choose from, by name")
def vocabularies(context: Node, request: Request) -> list[Named]:
    """Those of the dialect that this site can fill, and one for each field of choices: `Folder.sorting`."""
    prefix = f"{url(request, context)}/@vocabularies"
    return [{"@id": f"{prefix}/{name}", "title": name} for name in _known(request)]


@endpoint("vocabularies", path=("name",), summary="The terms of a vocabulary")
def vocabulary(
    context: Node,
    request: Request,
    name: str,
    title: str = "",
    token: str = "",
    b_start: Start = 0,
    b_size: Size = 1_000,
) -> Vocabulary:
    """`title` finds terms in whose title it stands, `token` the one of exactly this token."""
    terms = _known(request).get(name)
    if terms is None:
        raise HTTPNotFound("There is no such vocabulary.")
    found: list[Term] = [
        {"token": key, "title": words}
        for key, words in terms(request)
        if title.casefold() in words.casefold() and token in ("", key)
    ]
    return {
        "@id": f"{url(request, context)}/@vocabularies/{name}",
        "items": found[b_start : b_start + b_size],
        "items_total": len(found),
    }


def _types(request: Request) -> Iterator[tuple[str, str]]:
    for info in types_of(request.registry).values():
        yield info.name, request.translate(info.title)


def _roles(request: Request) -> Iterator[tuple[str, str]]:
    return ((role, request.translate(role)) for role in GRANTABLE)


def _workflows(request: Request) -> Iterator[tuple[str, str]]:
    for each in request.workflows.values():
        yield each.name, request.translate(each.title)


def _states(request: Request) -> Iterator[tuple[str, str]]:
    found = {
        state.name: state.title for each in request.workflows.values() for state in each.states
    }
    return ((name, request.translate(title)) for name, title in found.items())


def _transitions(request: Request) -> Iterator[tuple[str, str]]:
    found = {way.name: way.title for each in request.workflows.values() for way in each.transitions}
    return ((name, request.translate(title)) for name, title in found.items())


_OWN: Final[dict[str, Terms]] = {
    "plone.app.vocabularies.PortalTypes": _types,
    "plone.app.vocabularies.ReallyUserFriendlyTypes": _types,
    "plone.app.vocabularies.Roles": _roles,
    "plone.app.vocabularies.Workflows": _workflows,
    "plone.app.vocabularies.WorkflowStates": _states,
    "plone.app.vocabularies.WorkflowTransitions": _transitions,
}


def _known(request: Request) -> dict[str, Terms]:
    found = dict(_OWN)
    for info in types_of(request.registry).values():
        for spec in info.cls.fields().values():
            if spec.choices:
                found[f"{info.name}.{spec.name}"] = _chosen(spec.choices)
    return found


def _chosen(values: tuple[str, ...]) -> Any:
    return lambda request: ((each, request.translate(each)) for each in values)
