"""The theme's files: each address names the content, so that browsers keep them for good."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from pyramid.config import Configurator
from pyramid.path import AssetResolver
from pyramid.security import NO_PERMISSION_REQUIRED

from contentsite.web.traverser import without_database

PREFIX: Final = "@@static"
YEAR: Final = 365 * 24 * 3600
VERSIONS: Final = "contentsite.static_versions"


def static_url(registry: Any, prefix: str, name: str) -> str:
    """Return the path of a file of the theme; without a version where there is no such file."""
    version = registry[VERSIONS].get(name)
    return f"{prefix}/{PREFIX}/{name}" + (f"?v={version}" if version else "")


def versions(*folders: Path) -> Mapping[str, str]:
    """Return the digest of each file by its name; a later folder replaces files of an earlier one."""
    return {
        str(file.relative_to(folder)): sha256(file.read_bytes()).hexdigest()[:12]
        for folder in folders
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def includeme(config: Configurator) -> None:
    """Serve the files under a prefix that no node can have."""
    config.add_static_view(
        PREFIX,
        "contentsite.public:static",
        cache_max_age=YEAR,
        permission=NO_PERMISSION_REQUIRED,
        request_method=("GET", "HEAD"),
        factory=without_database,
    )
    own = Path(AssetResolver().resolve("contentsite.public:static").abspath())
    config.registry[VERSIONS] = versions(own)
