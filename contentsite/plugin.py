"""Switching plug-ins on: modules named in the ini file, scanned for what they declare."""

from __future__ import annotations

import importlib
import re
import sys
from typing import Any, Final

from pyramid.config import Configurator

from contentsite.settings import SettingsError

_NAME: Final = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*")


def look_beside(folder: str) -> None:
    """Let plug-ins lie beside the ini file, too; what is installed goes before."""
    if folder not in sys.path:
        sys.path.append(folder)


def include_plugins(config: Configurator, names: tuple[str, ...]) -> None:
    """Include each plug-in: by its `includeme` where it has one, else by scanning it.

    Raises SettingsError, which lists all that cannot be imported.
    """
    problems: list[str] = []
    # one that is named twice is meant once
    modules = [_imported(name, problems) for name in dict.fromkeys(names)]
    if problems:
        raise SettingsError("\n".join(problems))
    for module in modules:
        if hasattr(module, "includeme"):
            config.include(module)
        else:
            config.scan(module)


def _imported(name: str, problems: list[str]) -> Any:
    if not _NAME.fullmatch(name):
        problems.append(f"contentsite.plugins: {name!r} is no name of a module")
        return None
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        missing = error.name or name
        needed = "" if name.split(".")[0] == missing.split(".")[0] else f", which {name} needs"
        problems.append(f"contentsite.plugins: there is no module {missing!r}{needed}; install it")
        return None
