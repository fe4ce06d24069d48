"""What people's rules refuse at the end, undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from contentsite.security.managers import LastManager
from contentsite.sentence import _
from contentsite.web.request import Request

LAST: Final = _("Nobody would be left who may manage the site. Make somebody else Manager first.")


def refusal(request: Request, do: Callable[[], Any]) -> str:
    """Do something; where it would leave nobody to manage the site undo it and return why, else "" ."""
    before = request.tm.savepoint(optimistic=True)
    try:
        do()
    except LastManager:
        before.rollback()
        return request.translate(LAST)
    return ""
