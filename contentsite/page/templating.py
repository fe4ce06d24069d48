"""Jinja2 as all pages use it: the functions, templates given inline, and a site's own templates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from jinja2 import BaseLoader, ChoiceLoader, DictLoader, Environment, FunctionLoader, PrefixLoader
from pyramid.config import Configurator
from pyramid.events import ApplicationCreated
from pyramid_jinja2 import IJinja2Environment

from contentsite.storage.uri import beside
from contentsite.template import INLINE
from contentsite.web.registry import settings_of

from .compiled import FOLDER, CompiledTemplates
from .fragment import fragment
from .functions import GLOBALS
from .output import streamline

ORIGINAL: Final = "original"
FUNCTIONS: Final = "contentsite.template_functions"
PARTS: Final = "contentsite.template_parts"
APART: Final = "contentsite:admin/templates/"
"""What a site replaces by a file in the folder `admin` of its own, since names there are those of the theme."""


def add_template_functions(config: Configurator, functions: Mapping[str, Any]) -> None:
    """Directive: give all templates further functions, by name; a later one replaces an earlier one."""
    config.registry.setdefault(FUNCTIONS, {}).update(functions)


def add_template_parts(
    config: Configurator, name: str, template: str, fragments: Iterable[str] = ()
) -> None:
    """Directive: give all templates the macros of a template, as members of the global `name`.

    `fragments` names the macros whose HTML follows from their arguments: they are drawn once.
    """
    config.registry.setdefault(PARTS, {})[name] = (template, frozenset(fragments))


def own_template(folder: Path) -> Callable[[str], tuple[str, str, Callable[[], bool]] | None]:
    """Return a function that finds a site's replacement for a template by its file name."""

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        place = folder / "admin" if name.startswith(APART) else folder
        path = place / name.rpartition("/")[2]
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
    """The macros of a template, at hand in every template as `ui.<macro>` without an import.

    They are looked up when they are first used; in development each time, since they may change.
    """

    def __init__(self, env: Environment, template: str, fragments: frozenset[str]) -> None:
        self._env, self._template, self._fragments = env, template, fragments

    def __getattr__(self, name: str) -> Any:
        macro = getattr(self._env.get_template(self._template).module, name)
        if not self._env.auto_reload:
            macro = fragment(macro) if name in self._fragments else macro
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
    env.globals.update(GLOBALS, **registry.get(FUNCTIONS, {}))
    for name, (template, fragments) in registry.get(PARTS, {}).items():
        env.globals[name] = Parts(env, template, fragments)
    streamline(env)
    if folder := beside(registry.settings["zodbconn.uri"], FOLDER):
        env.bytecode_cache = CompiledTemplates(Path(folder))


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
    config.add_directive("add_template_functions", add_template_functions)
    config.add_directive("add_template_parts", add_template_parts)
    config.add_subscriber(prepare, ApplicationCreated)
