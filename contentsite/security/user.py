"""Users and groups: what is kept of a person, apart from how people are found."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Annotated, Any, Final, Literal
from zoneinfo import available_timezones

from BTrees.OOBTree import OOTreeSet
from persistent import Persistent
from pydantic import AfterValidator, StringConstraints

from contentsite.schema.fields import Field, Kind, Text
from contentsite.schema.typed import Typed, typed
from contentsite.sentence import _
from contentsite.tree.moment import Moment
from contentsite.tree.uids import new_uid

from .mail_address import parsed

_NAME: Final = re.compile(r"\w[\w.@+-]{0,99}")
_MAIL: Final = re.compile(r"[^@\s<>,;:\"()\[\]\\]+@[^@\s<>,;:\"()\[\]\\]+\.[^@\s<>,;:\"()\[\]\\]+")


def folded(name: str) -> str:
    """Return a name or mail address as names are compared: without regard to case."""
    return name.strip().casefold()


def _sign_in_name(value: str) -> str:
    if not _NAME.fullmatch(value):
        raise ValueError(
            _("must be letters, digits and . _ - + @, and begin with a letter or digit")
        )
    return value


def _mail(value: str) -> str:
    if value and not (_MAIL.fullmatch(value) and _can_be_mailed(value)):
        raise ValueError(_("is no mail address, such as ada@example.org"))
    return value


def _can_be_mailed(address: str) -> bool:
    try:
        parsed(address)
    except ValueError:
        return False
    return True


def _time_zone(value: str) -> str:
    if value not in available_timezones():
        raise ValueError(_("is no time zone, such as Europe/Berlin"))
    return value


SignInName = Annotated[
    str,
    Kind("text"),
    StringConstraints(strip_whitespace=True, max_length=100),
    AfterValidator(_sign_in_name),
]
Mail = Annotated[
    str,
    Kind("mail"),
    StringConstraints(strip_whitespace=True, max_length=254),
    AfterValidator(_mail),
]
"""A mail address (at most 254 characters: RFC 5321, section 4.5.3.1.3), or nothing."""

TimeZone = Annotated[str, Kind("time_zone"), AfterValidator(_time_zone)]
Language = Annotated[
    str, Kind("language"), StringConstraints(pattern=r"^([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4})?$")
]
"""A language (BCP 47) that the interface is shown in, or nothing."""


class Account(Typed, Persistent):
    """What is known of a user besides what a form may change."""

    uid: str = ""
    created = Moment()
    password: str | None = None
    """The argon2 hash of the password; None for nobody who can sign in by one."""
    enabled: bool = True
    epoch: int = 0
    """Another one with all that ends all sessions: another password, a disabled account, a sign-out everywhere."""
    groups: tuple[str, ...] = ()
    """The uids of the groups that the user is in."""
    tokens: tuple[tuple[Any, ...], ...] = ()
    """What is kept of the tokens that programs come by for the user, see `token.py`; the oldest first."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.uid = new_uid()
        self.created = datetime.now(UTC)

    def set_password(self, hashed: str) -> None:
        """Let the user sign in by another password from now on; all sessions and tokens end."""
        self.password = hashed
        self.end_sessions()

    def end_sessions(self) -> None:
        """Sign the user out everywhere, and programs that come by his tokens."""
        self.tokens = ()
        # not a mere count: after an older database is restored it would come to the same number again
        self.epoch = max(self.epoch + 1, int(datetime.now(UTC).timestamp() * 1000))


@typed
class User(Account):
    """Somebody who can sign in."""

    name: Annotated[SignInName, Field(label="Sign-in name")] = ""
    title: Annotated[Text, Field(label="Name")] = ""
    """What others see, such as Ada Novak."""
    mail: Annotated[Mail, Field(label="Mail address")] = ""
    """Where a link is sent when the password is forgotten."""
    time_zone: Annotated[TimeZone, Field(label="Time zone")] = "UTC"
    theme: Annotated[Literal["auto", "light", "dark"], Field(label="Colours")] = "auto"
    shortcuts: Annotated[bool, Field(label="Keyboard shortcuts of one letter")] = True
    """Such as E for Edit. Without them Ctrl+K still opens the search for pages and commands."""
    language: Annotated[Language, Field(label="Language")] = ""
    """Of the screens on which you work. Pages are shown in their own."""

    @property
    def called(self) -> str:
        """What others call the user."""
        return self.title or self.name


class Membership(Typed, Persistent):
    """What is known of a group besides what a form may change."""

    uid: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.uid = new_uid()
        # changed at once by two who add different people
        self.members: OOTreeSet[str] = OOTreeSet()


@typed
class Group(Membership):
    """Several users, who are given roles together."""

    name: Annotated[SignInName, Field(label="Short name")] = ""
    title: Annotated[Text, Field(label="Name")] = ""

    @property
    def called(self) -> str:
        """What people call the group."""
        return self.title or self.name
