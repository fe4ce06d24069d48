"""The roles that can be given for the whole site, as check boxes."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from contentsite.security.top import OFFERED
from contentsite.web.request import Request

from ..wording import can


class Choice(NamedTuple):
    """A role as a check box offers it."""

    role: str
    can: str
    is_chosen: bool


def choices(request: Request, chosen: Collection[str]) -> tuple[Choice, ...]:
    """Return the roles with what each means for the site itself."""
    workflow = request.site.__workflow__
    return tuple(Choice(role, can(request, role, workflow), role in chosen) for role in OFFERED)
