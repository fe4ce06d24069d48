"""Passwords that were right a moment ago, so that HTTP Basic does not pay for a hash each request.

What is kept is a keyed digest in the memory of the process: never a password, and nothing that
another process, or the next start, could compare one with.
"""

from __future__ import annotations

import hmac
import json
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Final

from .user import User

SECONDS: Final = 300
MOST: Final = 1_000


class Remembered:
    """Knows for some minutes which password was right for whom; another hash of the user's ends it."""

    def __init__(
        self,
        seconds: float = SECONDS,
        most: int = MOST,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._key = secrets.token_bytes(32)
        self._seconds, self._most, self._clock = seconds, most, clock
        self._until: OrderedDict[bytes, float] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._until)

    def knows(self, user: User, text: str) -> bool:
        """Tell whether this password was right for the user, and his is still the same."""
        if user.password is None:
            return False
        digest = self._digest(user, text)
        with self._lock:
            return self._until.get(digest, 0.0) > self._clock()

    def keep(self, user: User, text: str) -> None:
        """Note that this password is right for the user now."""
        digest = self._digest(user, text)
        with self._lock:
            self._until.pop(digest, None)
            self._until[digest] = self._clock() + self._seconds
            # in order of their time: the first is the oldest
            while len(self._until) > self._most:
                self._until.popitem(last=False)

    def _digest(self, user: User, text: str) -> bytes:
        told = json.dumps([user.uid, user.password, text]).encode()
        return hmac.digest(self._key, told, "sha256")
