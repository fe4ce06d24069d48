"""`/@@settings-theme`: the hue of the site, and whether all that is drawn with it can be read."""

from __future__ import annotations

from typing import Annotated, Any, Final

from pydantic import Field
from pyramid.config import Configurator
from pyramid.renderers import render_to_response

from contentsite.admin.screen import TEMPLATES, add_site_screen
from contentsite.security.role import MANAGE
from contentsite.tree.node import Node
from contentsite.web.request import Request

from .contrast import contrasts
from .live import form_of, saved, shown

FIELDS: Final = ("theme_hue",)
Hue = Annotated[int, Field(ge=0, le=359)]


def show(_context: Node, request: Request, hue: Hue | None = None) -> Any:
    """Show the form and the contrasts of the site's hue, or of one that is tried; for a script these alone."""
    tried = _hue(request) if hue is None else hue
    if "HX-Request" in request.headers:
        values = {"contrasts": contrasts(tried)}
        return render_to_response(f"{TEMPLATES}contrast.jinja2", values, request=request)
    return shown(request, form_of(request, FIELDS), contrasts=contrasts(tried))


def save(_context: Node, request: Request) -> Any:
    """Store the hue."""
    return saved(request, form_of(request, FIELDS), contrasts=contrasts(_hue(request)))


def _hue(request: Request) -> int:
    return int(getattr(request.site, *FIELDS))


def includeme(config: Configurator) -> None:
    """Register the screen."""
    add_site_screen(config, "settings-theme", MANAGE, show=show, save=save, section="settings")
