"""The functions of the admin's templates: `shell.tree()` and others, and its parts as `part.badge(...)`."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace
from typing import Final

from markupsafe import Markup
from pyramid.config import Configurator

from contentsite.page.asking import of_request
from contentsite.page.words import datetime as in_words
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.web.clock import zone_of
from contentsite.web.request import Request

from . import flash, notice, scripts, shell, tree
from .screen import is_part

PARTS: Final = "contentsite:admin/templates/part.jinja2"
BLOCKS: Final = "contentsite:admin/templates/blocks.jinja2"
BARE: Final = "contentsite:admin/templates/bare.jinja2"
CONTROLS: Final = "contentsite:admin/templates/field.jinja2"
THEME: Final = "contentsite-theme"
"""The cookie of the button of the top bar; `frontend/src/theme.js` sets it."""


def moment(request: Request, value: datetime) -> Markup:
    """Return a moment as a `time` element, by the clock of the one who looks."""
    return in_words(value.astimezone(zone_of(request)[1]), request.translate)


def frame(request: Request, template: str) -> str:
    """Return what a screen extends: a template, or nothing around what a script asks for."""
    return BARE if is_part(request) else template


def view(request: Request, node: Node, name: str) -> str:
    """Return the path of a view of a node."""
    return request.view_address(node, name)


def home_view(request: Request, name: str) -> str:
    """Return the path of a view of the site as a whole."""
    return request.view_address(request.home, f"@@{name}")


def here(request: Request) -> str:
    """Return the path of the node that the screen is about, with a slash at its end: views are below it."""
    return request.view_address(request.context, "")


def folder(request: Request) -> str:
    """Return the path of the folder that the screen is about, or that its page is in, as `here` does."""
    node = request.context
    inside = node if isinstance(node, Container) else node.__parent__
    return request.view_address(inside, "")


def theme(request: Request) -> str:
    """Return "light" or "dark" where one of them was chosen: in this browser, or else in one's account."""
    chosen = request.cookies.get(THEME) or request.who.theme
    return chosen if chosen in ("light", "dark") else ""


SHELL: Final = SimpleNamespace(
    sections=of_request(shell.sections),
    crumbs=of_request(shell.crumbs),
    way=of_request(shell.way),
    tabs=of_request(shell.tabs),
    adding=of_request(shell.adding),
    is_of_site=of_request(shell.is_of_site),
    allowed=of_request(shell.allowed),
    state=of_request(shell.state_of),
    is_changed=of_request(shell.is_changed),
    landing=of_request(shell.landing),
    tree=of_request(tree.tree),
    said=of_request(flash.said),
    undoable=of_request(flash.undoable),
    notices=of_request(notice.notices),
    here=of_request(here),
    frame=of_request(frame),
    folder=of_request(folder),
    moment=of_request(moment),
    view=of_request(view),
    home_view=of_request(home_view),
    theme=of_request(theme),
    script=of_request(scripts.script),
    ahead=of_request(scripts.ahead),
)


def includeme(config: Configurator) -> None:
    """Give templates the functions and the parts of the admin."""
    config.add_template_functions({"shell": SHELL})
    config.add_template_parts("part", PARTS)
    config.add_template_parts("control", CONTROLS)
    config.add_template_parts("blocks_form", BLOCKS)
