"""The one place where a request's permission is decided. What is not allowed is denied."""

from __future__ import annotations

from typing import Any

from pyramid.security import Allowed, Denied

from contentsite.tree.node import Node, is_visible

from .acl import EVERYONE, is_allowed

ANONYMOUS = frozenset({EVERYONE})


class SecurityPolicy:
    """Pyramid's security policy: ACLs by lineage, and what is public by state and window.

    All visitors are anonymous until the site has accounts.
    """

    def identity(self, request: Any) -> None:
        """Return who makes the request: nobody known."""

    def authenticated_userid(self, request: Any) -> None:
        """Return the id of who makes the request: nobody known."""

    def permits(self, request: Any, context: Any, permission: str) -> Allowed | Denied:
        """Decide whether the request may use the permission on the context."""
        if not isinstance(context, Node):
            return Denied("no node, no permission")
        if not is_visible(context, request.now):
            return Denied("not public now")
        if is_allowed(context, ANONYMOUS, permission):
            return Allowed("by access control list")
        return Denied("not in an access control list")

    def remember(self, request: Any, userid: str, **kw: Any) -> list[tuple[str, str]]:
        """Return no headers: nobody can sign in."""
        return []

    def forget(self, request: Any, **kw: Any) -> list[tuple[str, str]]:
        """Return no headers: nobody is signed in."""
        return []
