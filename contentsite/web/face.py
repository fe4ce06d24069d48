"""Which face of a node a request asks for: its page, or what programs read at the same address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

API: Final = "++api++"
"""What names of views for programs begin with; in an address it may stand before all other segments."""
MARKDOWN: Final = "++markdown++"
PAGE: Final = ""
FACES: Final = (PAGE, API, MARKDOWN)

_PREFIX: Final = f"/{API}"
_ACCEPTED: Final[Mapping[str, str]] = {"application/json": API, "text/markdown": MARKDOWN}


def face_of(environ: Mapping[str, Any]) -> str:
    """Return the face that a request asks: by its address, or by an `Accept` of exactly one media type."""
    path: str = environ.get("PATH_INFO", "")
    if path.startswith(_PREFIX) and path[len(_PREFIX) :][:1] in ("", "/"):
        return API
    return _ACCEPTED.get(environ.get("HTTP_ACCEPT", ""), PAGE)


class OfFace:
    """View predicate `face=API`: the view answers requests for this face of the site only."""

    def __init__(self, wanted: str, config: Any) -> None:
        self.wanted = wanted

    def text(self) -> str:
        """Return what introspection shows."""
        return f"face = {self.wanted}"

    phash = text

    def __call__(self, context: Any, request: Any) -> bool:
        """Tell whether the view answers here."""
        return bool(request.face == self.wanted)
