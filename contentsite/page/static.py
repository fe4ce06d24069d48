"""The files that draw a page: each address names the content, so that browsers keep them for good."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from pyramid.config import Configurator
from pyramid.path import AssetResolver
from pyramid.response import FileResponse
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.static import static_view

from contentsite.tree.node import Node
from contentsite.web.request import Request
from contentsite.web.traverser import without_database

from .packed import packed

PREFIX: Final = "@@static"
FOLDER: Final = "contentsite:static"
DAY: Final = 24 * 3600
YEAR: Final = 365 * DAY
VERSIONS: Final = "contentsite.static_versions"


def static_url(registry: Any, prefix: str, name: str) -> str:
    """Return the path of a static file; without a version where there is no such file."""
    version = registry[VERSIONS].get(name)
    return f"{prefix}/{PREFIX}/{name}" + (f"?v={version}" if version else "")


def versions(files: Mapping[str, Path]) -> Mapping[str, str]:
    """Return the digest of each file by its name."""
    return {name: sha256(file.read_bytes()).hexdigest()[:12] for name, file in files.items()}


def files_in(folder: Path) -> dict[str, Path]:
    """Return the static files by their names in addresses."""
    found = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {file.relative_to(folder).as_posix(): file for file in found}


def replaced(names: Mapping[str, Path], folder: str) -> dict[str, Path]:
    """Return the files of a site's own folder that stand in for those of the same name; the others stay private."""
    own = {name: Path(folder).absolute() / name for name in names} if folder else {}
    return {name: file for name, file in own.items() if file.is_file()}


def favicon(_context: Node, request: Request) -> FileResponse:
    """Return `/favicon.ico`, which browsers ask for without being told."""
    path = AssetResolver().resolve(f"{FOLDER}/favicon.ico").abspath()
    return FileResponse(path, request=request, cache_max_age=DAY, content_type="image/x-icon")


def includeme(config: Configurator) -> None:
    """Serve the files under a prefix that no node can have."""
    config.add_route(PREFIX, f"{PREFIX}/*subpath", factory=without_database)
    config.add_view(
        static_view(FOLDER, cache_max_age=YEAR, use_subpath=True),
        route_name=PREFIX,
        permission=NO_PERMISSION_REQUIRED,
        request_method=("GET", "HEAD"),
        decorator=packed,
    )
    files = files_in(Path(AssetResolver().resolve(FOLDER).abspath()))
    # read before all settings are checked: what replaces an asset must be known when views are registered
    own = replaced(files, config.get_settings().get("contentsite.public.templates", ""))
    for name, file in own.items():
        config.override_asset(f"{FOLDER}/{name}", str(file))
    config.registry[VERSIONS] = versions({**files, **own})
    config.add_root_file("favicon.ico")
    config.add_view(
        favicon,
        context=Node,
        name="favicon.ico",
        permission=NO_PERMISSION_REQUIRED,
        request_method=("GET", "HEAD"),
    )
