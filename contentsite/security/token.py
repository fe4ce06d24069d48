"""Tokens that people make for programs: each with a name, a scope of permissions, and an end.

A token never allows what its user may not do. It is shown once; what is stored, with the user, is a
digest. All tokens of a user end with all that ends his sessions: another password, a disabled account, a
sign-out everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest
from secrets import token_urlsafe
from typing import Final, NamedTuple

from contentsite.sentence import _
from contentsite.tree.uids import new_uid

from .people import People
from .principal import Who
from .role import PERMISSIONS, VIEW
from .unfit import Unfit
from .user import User

PREFIX: Final = "cst_"
"""So that a token is known for one by who finds it where it should not be."""
LONGEST: Final = 366
"""Days that a token may hold."""
MOST: Final = 50
"""So many tokens one user may have."""
_SECRET: Final = 43
_UID: Final = 32


class Token(NamedTuple):
    """What is kept of a token."""

    uid: str
    name: str
    """What it is for, as its user calls it."""
    digest: str
    scope: tuple[str, ...]
    """The permissions that it reaches; to view is always one of them."""
    made: datetime
    until: datetime

    def is_over(self, now: datetime) -> bool:
        """Tell whether its time is over; one from the future, since the clock was wrong, holds no longer for it."""
        return not self.until - timedelta(days=LONGEST + 1) <= now < self.until


class NoToken(Exception):  # noqa: N818
    """This is no token that holds; the message says why, to whoever has it."""


def is_token(text: str) -> bool:
    """Tell whether a text looks like one of these tokens."""
    return text.startswith(PREFIX) and len(text) == len(PREFIX) + _UID + 1 + _SECRET


def tokens_of(user: User) -> tuple[Token, ...]:
    """Return the tokens of a user, the newest first."""
    return tuple(Token._make(raw) for raw in reversed(user.tokens))


def make_token(
    user: User, name: str, scope: Iterable[str], now: datetime, days: int
) -> tuple[Token, str]:
    """Make a token, and return it with its secret, which nothing keeps. Raises Unfit with what speaks against it."""
    name, wanted = " ".join(name.split()), {*scope} | {VIEW}
    if not 0 < len(name) <= 100:
        raise Unfit(_("Say what it is for, in at most 100 characters."))
    if any(name == each.name for each in tokens_of(user)):
        raise Unfit(_("Another token has this name."))
    if not wanted <= {*PERMISSIONS}:
        raise Unfit(_("There is no such permission."))
    if not 1 <= days <= LONGEST:
        raise Unfit(_("A token holds for 1 to {most} days.", most=LONGEST))
    if len(user.tokens) >= MOST:
        raise Unfit(_("There are {number} tokens already; take one away first.", number=MOST))
    secret = token_urlsafe(32)
    ordered = tuple(each for each in PERMISSIONS if each in wanted)
    made = Token(new_uid(), name, _digest(secret), ordered, now, now + timedelta(days=days))
    user.tokens = (*user.tokens, tuple(made))
    return made, f"{PREFIX}{user.uid}_{secret}"


def end_access(user: User, uid: str) -> Token | None:
    """Take a token away by its uid, and return it; None where there is none."""
    found = next((each for each in tokens_of(user) if each.uid == uid), None)
    if found is not None:
        user.tokens = tuple(raw for raw in user.tokens if raw[0] != uid)
    return found


def who_has(people: People, text: str, now: datetime) -> Who:
    """Return who asks by a token, who reaches no more than its scope. Raises NoToken."""
    uid, secret = text[len(PREFIX) :][:_UID], text[-_SECRET:]
    user, digest = people.user(uid), _digest(secret)
    held = tokens_of(user) if user is not None else ()
    # each is compared, so that the time tells nothing
    found = [each for each in held if compare_digest(each.digest, digest)]
    if user is None or not user.enabled or not found:
        raise NoToken("This token does not hold: it was taken away, or never given.")
    token = found[0]
    if token.is_over(now):
        raise NoToken(f"This token ended on {token.until:%Y-%m-%d}; make another one.")
    return replace(people.who(user), scope=frozenset(token.scope))


def _digest(secret: str) -> str:
    # 32 random bytes need no slow hash: nobody can guess on
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
