"""Finding the template of a content type, or of a block."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any, Final

INLINE: Final = "contentsite.inline_templates"
FALLBACK: Final = "contentsite:public/templates/content.jinja2"


def template_of(
    config: Any,
    cls: type,
    given: str | None,
    folder: str = "templates",
    fallback: str = FALLBACK,
) -> str:
    """Return the renderer of a class's page, always absolute: a relative name costs a search each time.

    `given` is an asset spec, a path beside the class's module, or the source of a template; without
    it the nearest class that has `<folder>/<name>.jinja2` beside its module gives the template.
    """
    if given and "{" in given:
        name = f"{cls.__module__}.{cls.__name__}.jinja2"
        config.registry.setdefault(INLINE, {})[name] = given
        return name
    if given:
        return given if ":" in given else f"{_package(cls)}:{given}"
    found = (_spec(each, folder) for each in cls.__mro__ if _has_template(each, folder))
    return next(found, fallback)


def snake(name: str) -> str:
    """Return a class name as a file is named: NewsItem, news_item."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def _spec(cls: type, folder: str) -> str:
    return f"{_package(cls)}:{folder}/{snake(cls.__name__)}.jinja2"


def _package(cls: type) -> str:
    """Return the package beside whose modules the class's templates lie."""
    module = sys.modules[cls.__module__]
    return (
        module.__name__
        if hasattr(module, "__path__")
        else module.__name__.rpartition(".")[0] or module.__name__
    )


def _has_template(cls: type, folder: str) -> bool:
    file = getattr(sys.modules.get(cls.__module__), "__file__", None)
    return (
        file is not None
        and (Path(file).parent / folder / f"{snake(cls.__name__)}.jinja2").is_file()
    )
