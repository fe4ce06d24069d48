"""Whether somebody is who he says: name and password, and how often that may be tried.

A second factor, passkeys and sign-on by another site have their place behind this: between the
password that is right and the session that begins.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Any, Final, NamedTuple

from transaction.interfaces import TransientError

from contentsite.settings import SecuritySettings, settings_of
from contentsite.storage.connection import in_work, part_of, site_opened

from .gate import Busy
from .password import GATE, hash_password, needs_upgrade, verify
from .people import People, people_of
from .remembered import Remembered
from .throttle import PART, Buckets, Limit, Throttle
from .user import User, folded

_RECENT: Final = Remembered()


class Credentials(NamedTuple):
    """What somebody says who he is."""

    name: str
    """A sign-in name, or a mail address that no other user has."""
    password: str
    address: str
    """The network address that this comes from."""


class Refused(Exception):  # noqa: N818
    """Nobody is signed in by these credentials; the answer must not tell which half was wrong."""


class Throttled(Refused):
    """It was tried too often; `seconds` says when to try again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"too many attempts; try again in {seconds} seconds")
        self.seconds = seconds


@GATE.place()
def authenticate(registry: Any, people: People, given: Credentials, now: datetime) -> User:
    """Return the user whose credentials these are.

    Takes the same time whether or not there is such a user. Raises Throttled, Refused, or
    `gate.Busy` when too many are signing in at this moment.
    """
    throttle = _throttle(settings_of(registry).security)
    user = find_user(people, given.name)
    # who has a name and a mail address has one account: else each would have tries of its own
    account = folded(user.name if user is not None else given.name)
    tried = account, given.address, now.timestamp()
    # in transactions of their own: a refused request's is rolled back
    wait = in_work(registry, lambda work: throttle.attempt(_buckets(work), *tried))
    if wait:
        raise Throttled(wait)
    hashed = user.password if user is not None and user.enabled else None
    if not verify(hashed, given.password) or user is None or hashed is None:
        raise Refused("this name and this password do not fit")
    in_work(registry, lambda work: throttle.succeeded(_buckets(work), *tried))
    if needs_upgrade(hashed):
        # the same password: no session ends; where there is no place now, it is done another time
        with suppress(Busy, TransientError):
            _store_upgraded(registry, user.uid, hashed, hash_password(given.password))
    return user


def _store_upgraded(registry: Any, uid: str, old: str, new: str) -> None:
    """Store a hash made anew; in a transaction of its own, since that of a script's GET is rolled back."""
    with site_opened(registry) as site:
        user = people_of(site).user(uid)
        if user is not None and user.password == old:
            user.password = new


def authenticate_again(registry: Any, people: People, given: Credentials, now: datetime) -> User:
    """Return the user as `authenticate` does, without its price where that was paid a moment ago.

    For scripts that say who they are with each request.
    """
    user = find_user(people, given.name)
    if user is not None and user.enabled and _RECENT.knows(user, given.password):
        return user
    user = authenticate(registry, people, given, now)
    _RECENT.keep(user, given.password)
    return user


def count_wrong(registry: Any, told: str, address: str, now: datetime) -> None:
    """Count that something was shown that proves nothing, such as a token which ended. Raises Throttled.

    It is counted as a try of an account of its own: what many programs share is their address alone.
    """
    throttle = _throttle(settings_of(registry).security)
    tried = told, address, now.timestamp()
    wait = in_work(registry, lambda work: throttle.attempt(_buckets(work), *tried))
    if wait:
        raise Throttled(wait)


def find_user(people: People, name: str) -> User | None:
    """Return the user of a sign-in name, or of a mail address that is his alone."""
    found = people.named(name)
    if found is None and "@" in name:
        sharing = people.with_mail(name)
        found = sharing[0] if len(sharing) == 1 else None
    return found


def sweep_tries(work: Any, now: datetime, limits: SecuritySettings) -> int:
    """Forget tries that count no more, and return how many."""
    return _throttle(limits).sweep(_buckets(work), now.timestamp())


def _throttle(limits: SecuritySettings) -> Throttle:
    seconds = limits.tries_minutes * 60
    return Throttle(
        limits.secret.get_secret_value().encode(),
        Limit(limits.tries_account, seconds),
        Limit(limits.tries_address, seconds),
    )


def _buckets(work: Any) -> Any:
    return part_of(work, PART, Buckets)
