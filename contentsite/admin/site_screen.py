"""A screen of the site as a whole: it answers at the home page's address only."""

from __future__ import annotations

from pyramid.config import Configurator

from contentsite.tree.node import Node

from .screen import TEMPLATES, View, for_the_known


def add_site_screen(
    config: Configurator,
    name: str,
    permission: str,
    *,
    show: View | None = None,
    save: View | None = None,
) -> None:
    """Register the screen `/@@name`: `show` answers GET, `save` answers POST; see `add_screen`."""
    template = f"{TEMPLATES}{name.replace('-', '_')}.jinja2"
    for view, methods in ((show, ("GET", "HEAD")), (save, ("POST",))):
        if view is not None:
            config.add_view(
                view,
                context=Node,
                at_home=True,
                name=name,
                permission=permission,
                request_method=methods,
                renderer=template,
                decorator=for_the_known,
            )
