"""`/@@settings-ini`: what the ini file sets, to be read only; what is secret is not shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from pydantic import BaseModel, SecretStr
from pyramid.config import Configurator

from contentsite.admin.screen import add_site_screen
from contentsite.security.role import MANAGE
from contentsite.settings import PREFIX, Settings
from contentsite.tree.node import Node
from contentsite.web.request import Request

from .index import index

PLUGIN: Final = "plugin"
_SECRET: Final = re.compile(r"secret|password|token|credential|(^|_)key", re.IGNORECASE)
"""Names of settings of plug-ins that hold something secret, whatever they declared them to be."""


class Line(NamedTuple):
    """A key of the ini file."""

    key: str
    value: str
    is_secret: bool
    is_default: bool
    meaning: str


class Part(NamedTuple):
    """The keys of one part."""

    title: str
    lines: tuple[Line, ...]


def show(_context: Node, request: Request) -> dict[str, Any]:
    """Show all keys."""
    return {"pages": index(request), "parts": tuple(parts(request.settings))}


def parts(settings: Settings) -> Iterator[Part]:
    """Yield the keys by part: those of the product, then those of plug-ins."""
    models = {name: getattr(settings, name) for name in type(settings).model_fields}
    plugins = models.pop(PLUGIN)
    own = {name: each for name, each in models.items() if isinstance(each, BaseModel)}
    whole = [name for name in models if name not in own]
    yield Part("The whole", tuple(_line(settings, "", name) for name in whole))
    for part, model in {**own, **plugins}.items():
        names = type(model).model_fields
        title = (type(model).__doc__ or part).strip().partition("\n")[0]
        yield Part(title, tuple(_line(model, part, name) for name in names))


def _line(model: BaseModel, part: str, name: str) -> Line:
    field, value = type(model).model_fields[name], getattr(model, name)
    is_secret = isinstance(value, SecretStr) or bool(_SECRET.search(name))
    is_default = not field.is_required() and value == field.default
    key = PREFIX + (f"{part}." if part else "") + name
    return Line(
        key, "" if is_secret else _words(value), is_secret, is_default, field.description or ""
    )


def _words(value: Any) -> str:
    if isinstance(value, tuple):
        return " ".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def includeme(config: Configurator) -> None:
    """Register the screen."""
    add_site_screen(config, "settings-ini", MANAGE, show=show, section="settings")
