"""Passwords: hashed by argon2id, compared in equal time for unknown users, refused when common.

Sources: RFC 9106, section 4, second recommended option (3 passes, 64 MiB, 4 lanes); OWASP ASVS 5.0,
6.2; NIST SP 800-63B, 5.1.1.2; RFC 8265, section 4.2 (profile OpaqueString, which took the place of
SASLprep): a password is normalised to NFC and any kind of space is a plain one, case is kept.
"""

from __future__ import annotations

import secrets
from base64 import b64encode
from pathlib import Path
from typing import Final
from unicodedata import category, normalize

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from contentsite.sentence import _

from .gate import Gate

LEAST: Final = 10
MOST: Final = 1_000
"""Longer ones are refused, not cut: so many characters never cost more than the hash itself."""

HASHER: Final = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
GATE: Final = Gate()
COMMON: Final = Path(__file__).with_name("common_passwords.txt")
_SPACE: Final = "Zs"
_UNPRINTABLE: Final = ("Cc", "Cs", "Cn")


def hash_password(text: str) -> str:
    """Return the hash of a password, with its parameters and a salt of its own. Raises gate.Busy."""
    return GATE.run(lambda: HASHER.hash(opaque(text)))


def verify(hashed: str | None, text: str) -> bool:
    """Tell whether this is the password. Raises gate.Busy.

    None, for a user who is unknown or has no password, is never right and takes the same time.
    """
    if len(text) > MOST:
        return False
    matches = GATE.run(lambda: _matches(hashed or NOBODYS, opaque(text)))
    return matches and hashed is not None


def needs_upgrade(hashed: str) -> bool:
    """Tell whether a hash was made with other parameters than today's: it is made anew at the sign-in."""
    return HASHER.check_needs_rehash(hashed)


def check_password(text: str, name: str, mail: str) -> None:
    """Raise ValueError, in plain words, for a password that a user of this name and address may not have.

    There are no rules for its composition (ASVS 6.2.5).
    """
    if len(text) < LEAST or len(opaque(text)) < LEAST:
        raise ValueError(_("must have at least 10 characters"))
    if len(text) > MOST:
        raise ValueError(_("must have at most 1,000 characters"))
    if any(category(char) in _UNPRINTABLE for char in text):
        raise ValueError(_("must not contain control characters"))
    folded = opaque(text).strip().casefold()
    own = {opaque(word).strip().casefold() for word in (name, mail, mail.partition("@")[0])}
    if folded in own:
        raise ValueError(_("must not be your name or mail address"))
    if len(set(folded)) == 1 or is_common(folded):
        raise ValueError(
            _("is one that many people use, and the first to be tried; choose another")
        )


def is_common(folded: str) -> bool:
    """Tell whether a case-folded password is on the list of common ones."""
    # read anew each time: passwords are set seldom, and a set of the list would stay in the memory
    return f"\n{folded}\n" in COMMON.read_text(encoding="utf-8")


def opaque(text: str) -> str:
    """Return a password as it is hashed: OpaqueString of RFC 8265, section 4.2.2."""
    spaced = "".join(" " if category(char) == _SPACE else char for char in text)
    return normalize("NFC", spaced)


def _matches(hashed: str, text: str) -> bool:
    try:
        return HASHER.verify(hashed, text.encode("utf-8", "surrogatepass"))
    except (VerificationError, InvalidHashError):
        return False


def _random_hash() -> str:
    """Return what looks like a hash of today's parameters, and of which nobody knows a password."""
    parameters = f"m={HASHER.memory_cost},t={HASHER.time_cost},p={HASHER.parallelism}"
    salt, digest = map(secrets.token_bytes, (HASHER.salt_len, HASHER.hash_len))
    encoded = "$".join(b64encode(part).decode().rstrip("=") for part in (salt, digest))
    return f"$argon2id$v=19${parameters}${encoded}"


NOBODYS: Final = _random_hash()
"""What the password of an unknown user is compared with; made of chance, so that the start costs no hash."""
