"""What a request passes on its way to a view, and an answer on its way back."""

from __future__ import annotations

from pyramid.config import Configurator
from pyramid.interfaces import ITraverser
from pyramid.tweens import EXCVIEW, INGRESS, MAIN
from zope.interface import Interface

from .face import OfFace
from .framing import harden_waitress
from .headers import set_policy
from .home import AtHome
from .registry import add_settings_model
from .request import Request
from .traverser import Traverser, add_root_file, add_subpath_view


def includeme(config: Configurator) -> None:
    """Register the request, the traverser, the checks and the tweens, outermost first."""
    harden_waitress()
    config.set_request_factory(Request)
    config.registry.registerAdapter(Traverser, (Interface,), ITraverser)
    config.add_directive("add_settings_model", add_settings_model)
    config.add_directive("add_root_file", add_root_file)
    config.add_directive("add_subpath_view", add_subpath_view)
    config.add_directive("set_policy", set_policy)
    config.add_view_predicate("at_home", AtHome)
    config.add_view_predicate("face", OfFace)
    for part in (
        ".arguments",
        ".deny",
        ".language",
        ".moved",
        ".past",
        ".refusal",
        ".retry",
        ".transaction",
    ):
        config.include(part)
    # the log sees every answer, the headers go on every answer, also on error pages
    config.add_tween("contentsite.web.log.log_factory", under=INGRESS)
    config.add_tween(
        "contentsite.web.headers.headers_factory",
        under="contentsite.web.log.log_factory",
        over=EXCVIEW,
    )
    config.add_tween(
        "contentsite.web.cors.cors_factory",
        under="contentsite.web.headers.headers_factory",
        over=EXCVIEW,
    )
    # errors that the guard raises become pages, since it is below the tween that makes them so
    config.add_tween("contentsite.web.guard.guard_factory", under=EXCVIEW, over=MAIN)
    config.add_tween(
        "contentsite.web.who.identify_factory",
        under="contentsite.web.guard.guard_factory",
        over=MAIN,
    )
