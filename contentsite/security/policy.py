"""Pyramid's security policy: each view's permission is asked for here, once."""

from __future__ import annotations

from typing import Any

from pyramid.security import Allowed, Denied

from contentsite.tree.node import Node

from .decide import may
from .principal import Who
from .role import ACCOUNT, KNOWN, VIEW


class SecurityPolicy:
    """Asks `decide.may` for who makes the request. What is not allowed is denied."""

    def identity(self, request: Any) -> Any:
        """Return who makes the request, None for a visitor."""
        return request.who if request.who.is_known else None

    def authenticated_userid(self, request: Any) -> str | None:
        """Return the uid of who makes the request, None for a visitor."""
        return request.who.uid or None

    def permits(self, request: Any, context: Any, permission: str) -> Allowed | Denied:
        """Decide whether the request may use the permission on the context."""
        if permission in (ACCOUNT, KNOWN):
            return _of_the_known(request.who, permission)
        if not isinstance(context, Node):
            return Denied("no node, no permission")
        past = request.past
        if past is not None and past.holds(context):
            # it can be looked at, and nothing else
            if permission == VIEW and past.sight.sees(context):
                return Allowed("by what he may do with it today")
            return Denied("nobody may, in the past")
        if may(context, request.who, permission, request.now, request.workflows):
            return Allowed("by a role that allows it in this state")
        return Denied("no role allows it in this state")

    def remember(self, request: Any, userid: str, **kw: Any) -> list[tuple[str, str]]:
        """Return no headers: signing in sets the cookie, see `web/signed_in.py`."""
        return []

    def forget(self, request: Any, **kw: Any) -> list[tuple[str, str]]:
        """Return no headers, as `remember`."""
        return []


def _of_the_known(who: Who, permission: str) -> Allowed | Denied:
    if not who.is_known:
        return Denied("not signed in")
    if permission == ACCOUNT and who.scope is not None:
        # else a token could make another one, that may do more
        return Denied("not by a token")
    return Allowed("signed in")
