"""Who somebody is: the principals that access control lists name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

EVERYONE: Final = "everyone"
SIGNED_IN: Final = "signed-in"
_USER: Final = "user:"
_GROUP: Final = "group:"


def user_principal(uid: str) -> str:
    """Return the principal of a user: by uid, so that nobody inherits the rights of a namesake who has left."""
    return _USER + uid


def group_principal(uid: str) -> str:
    """Return the principal of a group."""
    return _GROUP + uid


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody who asks: what he is called, and all principals that he is."""

    uid: str
    """The user's uid; empty for a visitor."""
    name: str
    """What he signs in as."""
    title: str
    """What others call him."""
    principals: frozenset[str]
    time_zone: str = "UTC"
    """A name of the IANA time zone database."""
    theme: str = "auto"
    shortcuts: bool = True
    """Whether keys of one letter do something."""
    language: str = ""
    """The language (BCP 47) that he reads the admin in; "" for none in particular."""
    scope: frozenset[str] | None = None
    """The permissions that he may use, of those that he has: those of the token that he came by; None for all."""

    @property
    def is_known(self) -> bool:
        """Tell whether he is signed in."""
        return bool(self.uid)

    def reaches(self, permission: str) -> bool:
        """Tell whether he may use a permission at all, where he has it."""
        return self.scope is None or permission in self.scope


ANONYMOUS: Final = Who("", "", "", frozenset({EVERYONE}))
ANYBODY: Final = Who("", "", "", frozenset({EVERYONE, SIGNED_IN}))
"""Whoever is signed in and has no role of his own."""
