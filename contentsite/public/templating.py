"""Jinja2 as the public pages use it: the functions, templates given inline, and a site's own templates."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from jinja2 import BaseLoader, ChoiceLoader, DictLoader, Environment, FunctionLoader, PrefixLoader
from pyramid.config import Configurator
from pyramid.events import ApplicationCreated
from pyramid_jinja2 import IJinja2Environment

from contentsite.template import INLINE
from contentsite.web.registry import settings_of

from .fragment import fragment
from .functions import GLOBALS
from .output import streamline

ORIGINAL: Final = "original"
FRAGMENTS: Final = frozenset(
    {"menu", "links", "breadcrumb", "siblings", "tags", "cards", "list", "table", "gallery"}
)
"""Macros whose HTML follows from their arguments: drawn once."""

PARTS: Final = "contentsite:public/templates/ui.jinja2"


def own_template(folder: Path) -> Callable[[str], tuple[str, str, Callable[[], bool]] | None]:
    """Return a function that finds a site's replacement for a template by its file name."""

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        path = folder / name.rpartition("/")[2]
        # what is asked for as the original is the product's, also where a file here has its name
        if name.startswith(f"{ORIGINAL}/") or not path.is_file():
            return None
        changed = path.stat().st_mtime
        return path.read_text(encoding="utf-8"), str(path), lambda: path.stat().st_mtime == changed

    return load


def loader(product: BaseLoader, inline: dict[str, str], folder: str) -> BaseLoader:
    """Return the loader of a site: its own templates first, then those given inline, then the product's.

    A site's own template reaches the one that it replaces as "original/<name>".
    """
    own = [FunctionLoader(own_template(Path(folder)))] if folder else []
    return ChoiceLoader([*own, DictLoader(inline), PrefixLoader({ORIGINAL: product}), product])


class Parts:
    """The macros of the theme's parts, at hand in every template as `ui` without an import.

    They are looked up when they are first used; in development each time, since they may change.
    """

    def __init__(self, env: Environment) -> None:
        self._env = env

    def __getattr__(self, name: str) -> Any:
        macro = getattr(self._env.get_template(PARTS).module, name)
        if not self._env.auto_reload:
            macro = fragment(macro) if name in FRAGMENTS else macro
            setattr(self, name, macro)
        return macro


def prepare(event: ApplicationCreated) -> None:
    """Complete the Jinja2 environment, once settings, types and plug-ins are known."""
    registry: Any = event.app.registry
    env: Environment = registry.getUtility(IJinja2Environment, name=".jinja2")
    assert env.loader is not None  # noqa: S101  (pyramid_jinja2 has set one)
    env.loader = loader(
        env.loader, registry.get(INLINE, {}), settings_of(registry).public.templates
    )
    env.globals.update(GLOBALS, ui=Parts(env))
    streamline(env)


def includeme(config: Configurator) -> None:
    """Render `.jinja2` templates."""
    config.add_settings(
        {
            "jinja2.trim_blocks": "true",
            "jinja2.lstrip_blocks": "true",
            "jinja2.undefined": "strict",
        }
    )
    config.include("pyramid_jinja2")
    config.add_subscriber(prepare, ApplicationCreated)
