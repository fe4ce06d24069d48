"""What those who look after a site are told on each screen, until it is mended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from contentsite.web.request import Request

from .shell import Link

NOTICES: Final = "contentsite.admin_notices"
Notice = Callable[[Request], Link | None]


def add_notice(config: Any, notice: Notice) -> None:
    """Ask a function on each screen of a Manager whether something is wrong.

    It returns a link to where it is mended, or None.
    """
    config.registry.setdefault(NOTICES, []).append(notice)


def notices(request: Request) -> tuple[Link, ...]:
    """Return what is wrong now, for Managers alone."""
    if not request.has_permission("manage", request.home):
        return ()
    found = (notice(request) for notice in request.registry.get(NOTICES, ()))
    return tuple(link for link in found if link is not None)
