"""Parts of pages that are drawn once: their HTML follows from what they are given and from nothing else.

Nothing can be stale here: a part that is given other values is another part.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from markupsafe import Markup
from pyramid.threadlocal import get_current_request

KEPT: Final = 256
"""So many drawings of each macro are kept, those used last: about 4 MB for the cards of whole folders."""


def fragment(macro: Callable[..., Markup]) -> Callable[..., Markup]:
    """Return a function that draws like a macro, whose arguments are hashable, and keeps what it drew.

    The macro may also use the language of the page and the mount point of the site, nothing else of the request.
    """

    @lru_cache(maxsize=KEPT)
    def draw(language: str, prefix: str, *arguments: Any) -> Markup:
        return macro(*arguments)

    def drawn(*arguments: Any) -> Markup:
        request = get_current_request()
        return draw(request.locale_name, request.prefix, *arguments)

    return drawn
