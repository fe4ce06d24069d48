"""`@endpoint`: one declaration of an address that programs use, for everything that follows from it.

    @endpoint("breadcrumbs", summary="The way from the home page down to this node")
    def breadcrumbs(context: Node, request: Request) -> Breadcrumbs: ...

answers `GET /page/@breadcrumbs`, to who asks for exactly `application/json` or at `/++api++/page`. The
types of the function say all else: that of `context` where it answers, `body` what is sent, each
further parameter what the query may have (or the path, where `path` names it), and the return type what is answered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial, wraps
from typing import Any, Final, TypeVar

import venusian
from pyramid.config import Configurator

from contentsite.security.role import KNOWN, MANAGE, VIEW
from contentsite.web.face import API
from contentsite.web.request import Request

from .answer import answered
from .precondition import check_precondition
from .signature import Signature, signature_of

Function = TypeVar("Function", bound=Callable[..., Any])
View = Callable[[Any, Any], Any]

CATEGORY: Final = "pyramid"
"""That of Pyramid's own decorators, so that a plain `config.scan` finds endpoints, too."""
ENDPOINTS: Final = "contentsite.endpoints"
COMPONENTS: Final = "contentsite.components"
OPERATION: Final = "contentsite.api.operation"
"""In `request.known`: the operation of a batch that is being done, which an error names."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Endpoint:
    """One method of one address, as it was declared."""

    name: str
    """What stands behind the `@`; "" for the node itself."""
    method: str
    permission: str
    summary: str
    """What it does, in a sentence."""
    function: Callable[..., Any]
    signature: Signature
    """The models of what is sent and answered, and the type of the nodes that it is for."""
    errors: tuple[int, ...]
    """The statuses of what may be wrong, besides those of every endpoint of its kind."""
    at_home: bool
    """Whether it is about the site as a whole, and answers at the top of the address space only."""
    makes: bool
    """Whether it makes something: it answers 201 then, and where that is."""
    is_component: bool
    """Whether it can be asked for with the node, by `?expand=`."""
    needs_token: bool
    """Whether a browser has to show by a token that the site's own pages made it ask (CSRF)."""

    @property
    def path(self) -> str:
        """What stands behind the address of the node, with `{name}` for what is to be filled in."""
        inner = "".join(f"/{{{argument.name}}}" for argument in self.signature.path)
        return f"@{self.name}{inner}" if self.name else ""

    @property
    def view_name(self) -> str:
        """The name of its view."""
        return API + self.name


def endpoint(
    name: str = "",
    *,
    summary: str,
    method: str = "GET",
    permission: str = VIEW,
    path: tuple[str, ...] = (),
    errors: tuple[int, ...] = (),
    at_home: bool = False,
    makes: bool = False,
    component: bool = False,
    needs_token: bool = True,
) -> Callable[[Function], Function]:
    """Decorate a function as what answers programs; see the module's docstring.

    What it returns becomes JSON; None is answered as 204, and a response is answered as it is. Another
    status, and headers, are set on `request.response`. Raises ConfigurationError for a function whose
    types do not say what is needed.
    """

    def decorate(function: Function) -> Function:
        declared = Endpoint(
            name=name,
            method=method,
            permission=permission,
            summary=summary,
            function=function,
            signature=signature_of(function, path),
            errors=errors,
            at_home=at_home,
            makes=makes,
            is_component=component,
            needs_token=needs_token,
        )

        def register(scanner: Any, _name: str, _function: Function) -> None:
            scanner.config.add_endpoint(declared, _info=attached.codeinfo)

        attached = venusian.attach(function, register, CATEGORY)
        return function

    return decorate


for_managers = partial(endpoint, permission=MANAGE, at_home=True)
"""Decorate what is about the site as a whole, for those who manage it."""
for_the_known = partial(endpoint, permission=KNOWN, at_home=True)
"""Decorate what is about the site as a whole, for whoever is signed in: the function asks the rest."""


def add_endpoint(config: Configurator, declared: Endpoint) -> None:
    """Directive: register an endpoint."""
    options: dict[str, Any] = {}
    if declared.name:
        # one name may have an endpoint for itself, and one for what follows it
        options["segments"] = len(declared.signature.path)
    if declared.signature.path:
        config.add_subpath_view(declared.view_name)
    if declared.at_home:
        options["at_home"] = True
    if not declared.needs_token:
        options["require_csrf"] = False
    config.add_view(
        view_of(declared),
        context=declared.signature.context,
        name=declared.view_name,
        permission=declared.permission,
        request_method=declared.method,
        **options,
    )
    found = config.registry.setdefault(ENDPOINTS, {})
    found[declared.signature.context, declared.path, declared.method] = declared
    if declared.is_component:
        config.registry.setdefault(COMPONENTS, {})[declared.name] = declared


def endpoints_of(registry: Any) -> Iterator[Endpoint]:
    """Yield the endpoints of a site."""
    return iter(registry.get(ENDPOINTS, {}).values())


def components_of(registry: Any) -> dict[str, Endpoint]:
    """Return the endpoints that can be asked for with a node, by name."""
    found: dict[str, Endpoint] = registry.get(COMPONENTS, {})
    return found


def view_of(declared: Endpoint) -> View:
    """Return the view of an endpoint: what was sent is checked, then the function is asked."""
    function, signature = declared.function, declared.signature
    is_write = declared.method != "GET"
    # a component is asked by the same query alone and with the node
    prefix = f"expand.{declared.name}." if declared.is_component else ""

    @wraps(function)
    def view(context: Any, request: Request) -> Any:
        if is_write:
            check_precondition(context, request)
        sent = signature.read(request, prefix)
        return answered(context, request, function(context, request, **sent))

    # what Pyramid maps by its annotations is the function of two parameters, not the one it wraps
    del view.__wrapped__
    return view


class Segments:
    """View predicate `segments=n`: so many segments follow the name of the view."""

    def __init__(self, wanted: int, config: Any) -> None:
        self.wanted = wanted

    def text(self) -> str:
        """Return what introspection shows."""
        return f"segments = {self.wanted}"

    phash = text

    def __call__(self, context: Any, request: Any) -> bool:
        """Tell whether the view answers here."""
        return len(request.subpath) == self.wanted


def includeme(config: Configurator) -> None:
    """Give the product and plug-ins the directive."""
    config.add_directive("add_endpoint", add_endpoint)
    config.add_view_predicate("segments", Segments)
