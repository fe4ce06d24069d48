"""Switching plug-ins on: modules named in the ini file, scanned for what they declare."""

from __future__ import annotations

import importlib
import sys

from pyramid.config import Configurator

from contentsite.settings import SettingsError


def look_beside(folder: str) -> None:
    """Let plug-ins lie beside the ini file, too; what is installed goes before."""
    if folder not in sys.path:
        sys.path.append(folder)


def include_plugins(config: Configurator, names: tuple[str, ...]) -> None:
    """Include each plug-in: by its `includeme` where it has one, else by scanning it.

    Raises SettingsError for one that cannot be imported.
    """
    for name in names:
        try:
            module = importlib.import_module(name)
        except ModuleNotFoundError as error:
            raise SettingsError(
                f"contentsite.plugins: there is no module {error.name!r}; install the plug-in"
            ) from error
        if hasattr(module, "includeme"):
            config.include(module)
        else:
            config.scan(module)
