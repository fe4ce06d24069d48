"""How often a sign-in may be tried: by account, and by the address it comes from (ASVS 6.3.1).

Each has a leaky bucket: a try fills it by one, and it leaks as fast as tries are allowed. The
buckets are plain pairs (level, moment) in a tree that the caller keeps in the `work` database, so
that they hold for all processes and outlive a start. What names them is a digest: people type
passwords into the field for the name.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from itertools import islice
from math import ceil
from typing import Any, Final, NamedTuple

from BTrees.OOBTree import OOBTree

PART: Final = "throttle"
"""The part of the `work` database that has the buckets: `part_of(root, PART, Buckets)`."""
Buckets = OOBTree
_LOOKED_AT: Final = 8
_NETWORK: Final = 64
_ACCOUNT: Final = "account:"
_ADDRESS: Final = "address:"


class Limit(NamedTuple):
    """So many tries in so many seconds."""

    tries: int
    seconds: int


class _Bucket(NamedTuple):
    level: float
    at: float

    def leaked(self, limit: Limit, now: float) -> float:
        """Return the level now. One of a far future tells that the clock was set back, and nothing else."""
        since = now - self.at
        if since < -limit.seconds:
            return 0.0
        return max(0.0, self.level - max(0.0, since) * limit.tries / limit.seconds)


@dataclass(frozen=True)
class Throttle:
    """The limits of a site; its secret makes the names of the buckets."""

    secret: bytes
    by_account: Limit
    by_address: Limit

    def attempt(self, buckets: Any, account: str, address: str, now: float) -> int:
        """Count a try, before the password is looked at; return 0, or in how many seconds the next one is.

        One that is refused does not count, writes nothing, and so does not prolong the wait.
        """
        keys = self._keys(account, address)
        wait = max(_wait(_bucket(buckets, key), self._limit(key), now) for key in keys)
        if not wait:
            for key in keys:
                level = _bucket(buckets, key).leaked(self._limit(key), now)
                buckets[key] = (level + 1, now)
                # names are chance: of all old ones each is in time the neighbour of a new one
                self._drop(buckets, list(islice(buckets.keys(key), _LOOKED_AT)), now)
        return wait

    def succeeded(self, buckets: Any, account: str, address: str, now: float) -> None:
        """Forget the tries of an account; the address gets back only the one that succeeded."""
        own, key = self._keys(account, address)
        buckets.pop(own, None)
        level = _bucket(buckets, key).leaked(self.by_address, now) - 1
        if level > 0:
            buckets[key] = (level, now)
        else:
            buckets.pop(key, None)

    def sweep(self, buckets: Any, now: float) -> int:
        """Drop all buckets that have leaked out; return how many."""
        return self._drop(buckets, list(buckets), now)

    def _keys(self, account: str, address: str) -> tuple[str, str]:
        """Return the names of the two buckets; what was typed is in them as a digest only."""
        return (
            self._key(_ACCOUNT, account.strip().casefold()),
            self._key(_ADDRESS, network_of(address)),
        )

    def _key(self, kind: str, told: str) -> str:
        named = (kind + told).encode("utf-8", "surrogatepass")
        return kind + hmac.digest(self.secret, named, "sha256").hex()[:32]

    def _limit(self, key: str) -> Limit:
        return self.by_account if key.startswith(_ACCOUNT) else self.by_address

    def _drop(self, buckets: Any, keys: list[str], now: float) -> int:
        old = [key for key in keys if not _bucket(buckets, key).leaked(self._limit(key), now)]
        for key in old:
            del buckets[key]
        return len(old)


def network_of(address: str) -> str:
    """Return what is counted as one address: for IPv6 the /64, which one subscriber has as a whole (RFC 6177)."""
    try:
        found: IPv4Address | IPv6Address | None = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        mapped = found.ipv4_mapped
        return str(mapped or ip_network((int(found), _NETWORK), strict=False))
    return str(found)


def _bucket(buckets: Any, key: str) -> _Bucket:
    return _Bucket(*buckets.get(key, (0.0, 0.0)))


def _wait(bucket: _Bucket, limit: Limit, now: float) -> int:
    over = bucket.leaked(limit, now) + 1 - limit.tries
    return ceil(over * limit.seconds / limit.tries) if over > 0 else 0
