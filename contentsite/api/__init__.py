"""The JSON face: the same nodes at the same addresses, for programs. Endpoints are declared, see `endpoint.py`."""

from __future__ import annotations

from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """Register the endpoints, and how errors are told."""
    for part in (".endpoint", ".errors", ".markdown.view", ".openapi.views"):
        config.include(part)
    config.scan(__name__)
