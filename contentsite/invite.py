"""The start of a site that nobody may manage: a link is printed that makes the first Manager."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any, Final

import plaster

from .admin.entry.first_manager import invitation
from .settings import Settings
from .web.registry import settings_of

COMMAND: Final = "contentsite_command"
"""A key of PasteDeploy's global configuration by which commands open a site that they do not serve."""
WORDS: Final = (
    "Nobody may manage this site yet. This link makes the first Manager, once, within a day:"
)
HERE: Final = ("127.0.0.1", "localhost", "[::1]")


def invite_manager(registry: Any, global_config: Mapping[str, str]) -> None:
    """Print the link on the error stream, where there is no Manager yet; the one before ends."""
    path = invitation(registry)
    if path:
        address = origin(settings_of(registry), global_config) + path
        sys.stderr.write(f"{WORDS}\n{address}\n")
        sys.stderr.flush()


def origin(settings: Settings, global_config: Mapping[str, str]) -> str:
    """Return scheme, host and port of the link: as the settings say, else by this machine's own name."""
    if settings.site.url:
        return settings.site.url
    own = next((host for host in HERE if host in settings.web.hosts), "")
    if own:
        return f"http://{own}:{_port(global_config)}"
    public = next((host for host in settings.web.hosts if "*" not in host), "localhost")
    return f"https://{public}"


def _port(global_config: Mapping[str, str]) -> str:
    """Return the port of the ini file's server, 8080 as waitress does where it has none."""
    file = global_config.get("__file__")
    if not file:
        return global_config.get("http_port", "8080")
    server = plaster.get_settings(file, "server:main", dict(global_config))
    return str(server.get("port", "8080"))
