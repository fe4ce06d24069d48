"""Applications of tests that ended: the next test with the same plug-ins and settings takes one, with a new database.

To configure an application takes most of the time of a short test, to open a new database a tenth of that.
"""

from __future__ import annotations

import sys
from typing import Any, Final

import pytest
from pyramid.config import Configurator

from contentsite import app as product
from contentsite import testing
from contentsite.app import make_app
from contentsite.cli import app as command
from contentsite.first import begin
from contentsite.ini import load_settings, plugin_names
from contentsite.storage import WORK_KEY
from contentsite.storage.connection import ENDINGS, close_databases
from contentsite.web.registry import SETTINGS, SETTINGS_MODELS

MOST: Final = 8
PLACES: Final = frozenset({"zodbconn.uri", "contentsite.mail.folder"})
"""Where a site is kept and its mails are put: nothing is configured by that."""
Key = tuple[tuple[object, ...], frozenset[tuple[str, str]]]


class Idle:
    """Makes the applications of `site_app` and of commands, and keeps those used last."""

    def __init__(self) -> None:
        self.is_off = False
        """Whether each one is made anew: it may be configured of what a test has replaced."""
        self._used: dict[int, tuple[Any, dict[str, str], dict[Any, Any]]] = {}
        self._kept: dict[Key, tuple[Any, dict[Any, Any]]] = {}

    def patch(self, patched: pytest.MonkeyPatch) -> None:
        """Have applications made and closed by this."""
        for place in (product, testing):
            patched.setattr(place, "make_app", self.make)
        for place in (command, testing):
            patched.setattr(place, "close_databases", self.close)

    def make(self, ini: dict[str, str]) -> Any:
        """Return an application of these settings, whose database is open."""
        if self.is_off:
            return make_app(ini)
        app, known = self._kept.pop(_key(ini), (None, {}))
        if app is None:
            app = make_app(ini)
        else:
            _open(app.registry, ini, known)
        self._used[id(app.registry)] = app, ini, dict(app.registry)
        return app

    def close(self, registry: Any) -> None:
        """Close the databases of an application, and keep it."""
        close_databases(registry)
        if id(registry) not in self._used:
            return
        registry._zodb_databases.clear()
        app, ini, known = self._used.pop(id(registry))
        self._kept[_key(ini)] = app, {name: known[name] for name in known if name != ENDINGS}
        for oldest in list(self._kept)[:-MOST]:
            del self._kept[oldest]


def _key(ini: dict[str, str]) -> Key:
    # a plug-in that is imported anew under its old name is another one
    modules = tuple(sys.modules.get(name, object()) for name in plugin_names(ini))
    return modules, frozenset(item for item in ini.items() if item[0] not in PLACES)


def _open(registry: Any, ini: dict[str, str], known: dict[Any, Any]) -> None:
    """Open other databases; `known` is what the registry held before a request came."""
    registry.clear()
    registry.update(known)
    registry[SETTINGS] = load_settings(ini, registry.get(SETTINGS_MODELS, {}))
    registry.settings.pop(WORK_KEY, None)
    config = Configurator(registry=registry)
    config.add_settings(ini)
    # what counts in the memory of a process, and what opens the databases
    config.include("contentsite.web.refusal")
    config.include("contentsite.storage")
    config.commit()
    try:
        begin(registry)
    except BaseException:
        close_databases(registry)
        raise
