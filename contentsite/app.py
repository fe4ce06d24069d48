"""The table of contents of the application: what is included, in which order, and why."""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator

from .first import begin
from .ini import load_settings, plugin_names
from .invite import COMMAND, invite_manager
from .plugin import include_plugins, look_beside
from .settings import SettingsError
from .storage.allocator import be_frugal
from .storage.collector import settle
from .storage.connection import SiteError, close_databases, site_of
from .storage.errors import StorageError
from .web.registry import SETTINGS, SETTINGS_MODELS


def main(global_config: dict[str, str], **ini: Any) -> Any:
    """Make the WSGI application of an ini file's section `[app:main]`: the entry point for servers.

    What is wrong with settings or database ends the start with a message instead of a traceback.
    """
    if "here" in global_config:
        look_beside(global_config["here"])
    try:
        app = make_app(ini)
    except (SettingsError, SiteError, StorageError) as error:
        raise SystemExit(str(error)) from error
    if COMMAND not in global_config:
        invite_manager(app.registry, global_config)
        settle()
        be_frugal()
    return app


def make_app(ini: dict[str, Any]) -> Any:
    """Make the WSGI application. Raises SettingsError, SiteError or StorageError, each with what to do next."""
    config = Configurator(settings=ini, root_factory=site_of)
    # what every request passes, before anything that registers views
    config.include("contentsite.web")
    config.include("contentsite.security")
    config.include("contentsite.workflow")
    # the means to declare, what is declared with them, and how it is shown
    config.include("contentsite.declaration")
    config.include("contentsite.blocks")
    config.include("contentsite.storage.declare")
    config.include("contentsite.jobs")
    config.include("contentsite.security.audit")
    config.include("contentsite.security.changed")
    config.include("contentsite.versions")
    config.include("contentsite.undo")
    config.include("contentsite.types")
    config.include("contentsite.catalog")
    config.include("contentsite.page")
    config.include("contentsite.public")
    config.include("contentsite.admin")
    config.include("contentsite.api")
    # committed here, so that a plug-in may replace what the product registers without a conflict
    config.commit()
    include_plugins(config, plugin_names(ini))
    # only now is every setting known; nothing has been opened yet
    config.registry[SETTINGS] = load_settings(ini, config.registry.get(SETTINGS_MODELS, {}))
    config.commit()
    # opens the database, last: wrong settings or a wrong plug-in must not touch it
    config.include("contentsite.storage")
    app = config.make_wsgi_app()
    try:
        begin(app.registry)
    except BaseException:
        close_databases(app.registry)
        raise
    return app
