"""The request whose page is being drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyramid.threadlocal import get_current_request

from contentsite.web.request import Request


def asking() -> Request:
    """Return the request of the page that is being rendered.

    From Pyramid's thread-local stack and not from the template's context, so that macros can be
    imported once for all pages: importing them with the context evaluates all of them each time.
    """
    request: Request = get_current_request()
    return request


def of_request(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function of (request, ...) as templates call it: with the request of the page."""

    def bound(*arguments: Any) -> Any:
        return function(asking(), *arguments)

    return bound
