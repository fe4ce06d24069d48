"""The scripts of screens: what one needs is named at once, so that a browser finds no file by the way of another."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup
from pyramid.path import AssetResolver

from contentsite.page.functions import static
from contentsite.page.static import FOLDER, PREFIX
from contentsite.web.request import Request

MANIFEST: Final[dict[str, Any]] = json.loads(
    Path(AssetResolver().resolve(f"{FOLDER}/admin/manifest.json").abspath()).read_text("utf-8")
)
LOADS: Final[dict[str, list[str]]] = MANIFEST["loads"]
"""The files of each entry of `frontend/build.mjs`, itself first."""
_SCRIPT: Final = Markup('<script type="module" src="{}"></script>')
_AHEAD: Final = Markup('<link rel="modulepreload" href="{}/{}/admin/{}"{}>')
_LATER: Final = Markup(' fetchpriority="low"')


def script(request: Request, entry: str) -> Markup:
    """Return the element of an entry, after links to what it imports."""
    common = LOADS["shell"] if entry != "shell" else ()
    found = [name for name in LOADS[entry][1:] if name not in common]
    return Markup().join((*_links(request, found), _SCRIPT.format(static(f"admin/{entry}.js"))))


def ahead(request: Request, part: str) -> Markup:
    """Return links to what a form imports later, such as "editor", after all that is needed at first."""
    known = {*LOADS["shell"], *LOADS["edit"]}
    return Markup().join(_links(request, [n for n in LOADS[part] if n not in known], _LATER))


def _links(request: Request, names: list[str], more: Markup = Markup()) -> list[Markup]:
    # without a version, as an import names them: their own names have one
    return [_AHEAD.format(request.mount, PREFIX, name, more) for name in names]
