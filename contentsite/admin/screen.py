"""A screen of the admin: how its views are registered, and what holds for all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPForbidden

from contentsite.sentence import _
from contentsite.tree.node import Node
from contentsite.web.language import for_person
from contentsite.web.request import Request

from .shell import add_to_section

TEMPLATES: Final = "contentsite:admin/templates/"
SIGN_IN_FIRST: Final = _("Sign in first.")
POLICY: Final = (
    "default-src 'self'; img-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self';"
    " frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types cs ProseMirrorClipboard"
)
"""The site's own policy, and: pictures that were chosen but not sent yet are shown, and a script makes elements
of text by the named policies only (W3C Trusted Types). It holds for errors at a screen's address, too."""
View = Callable[..., Any]


def add_screen(
    config: Configurator,
    name: str,
    permission: str,
    *,
    show: View | None = None,
    save: View | None = None,
    context: type[Node] = Node,
    template: str = "",
    **predicates: Any,
) -> None:
    """Register the screen `@@name` of nodes: `show` answers GET, `save` answers POST.

    Both are drawn by the template of the same name, or by the one that is named. Whatever the permission, one
    has to be signed in. Further predicates are those of Pyramid's `add_view`.
    """
    config.set_policy(name, POLICY)
    renderer = f"{TEMPLATES}{template or name.replace('-', '_')}.jinja2"
    for view, methods in ((show, ("GET", "HEAD")), (save, ("POST",))):
        if view is not None:
            config.add_view(
                view,
                context=context,
                name=name,
                permission=permission,
                request_method=methods,
                renderer=renderer,
                decorator=for_the_known,
                **predicates,
            )


def add_site_screen(
    config: Configurator,
    name: str,
    permission: str,
    *,
    show: View | None = None,
    save: View | None = None,
    section: str = "",
) -> None:
    """Register the screen `/@@name` of the site as a whole, at the home page's address only; see `add_screen`.

    `section` is the screen in the navigation that it belongs to.
    """
    add_to_section(config, name, section or name)
    add_screen(config, name, permission, show=show, save=save, at_home=True)


def for_the_known(view: View) -> View:
    """Decorator: show a screen only to those who are signed in, in the language that they read; keep it nowhere."""

    def known(context: Any, request: Request) -> Any:
        if not request.who.is_known:
            raise HTTPForbidden(SIGN_IN_FIRST)
        request.speak(for_person(request))
        response = view(context, request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Vary", "HX-Request")
        return response

    return known


def is_part(request: Request) -> bool:
    """Tell whether a script asks, which puts the answer into the page that is there: it needs no frame."""
    return "HX-Request" in request.headers


def wrong(request: Request, values: dict[str, Any]) -> dict[str, Any]:
    """Return the values of a screen that says what is to be mended: it is answered as 422 (RFC 9110, 15.5.21)."""
    request.response.status_int = 422
    return values
