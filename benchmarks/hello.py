"""A plug-in with the view that all others are compared with: it opens the database, no more."""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED

from contentsite import Node


def hello(_context: Node, _request: Any) -> Response:
    """Answer "hello"."""
    return Response("hello")


def includeme(config: Configurator) -> None:
    """Register the view for all nodes, at `@@hello`."""
    config.add_view(
        hello,
        context=Node,
        name="hello",
        permission=NO_PERMISSION_REQUIRED,
        request_method="GET",
    )
