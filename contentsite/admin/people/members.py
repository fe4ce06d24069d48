"""The members of a group, a batch at a time, and those who are searched for to be added."""

from __future__ import annotations

from itertools import islice
from typing import Final, NamedTuple
from urllib.parse import urlencode

from contentsite.security.people import people_of
from contentsite.security.user import Group, User
from contentsite.web.request import Request

from ..given import asked
from .groups import group_address
from .listing import person_address

BATCH: Final = 50
FOUND: Final = 20


class Member(NamedTuple):
    """A user as the list of members, or of those found, shows him."""

    user: User
    url: str
    is_member: bool


class Members(NamedTuple):
    """A batch of members, and the addresses of the first and of the next one."""

    lines: tuple[Member, ...]
    first_url: str
    next_url: str


class Found(NamedTuple):
    """Who was found by the words of the query."""

    words: str
    lines: tuple[Member, ...]
    is_more: bool


def members(request: Request, group: Group) -> Members:
    """Return the members behind the uid that the query names: in the order of uids, since it has no names."""
    people, after = people_of(request.site), asked(request, "after")
    uids = list(islice(group.members.keys(after, excludemin=bool(after)), BATCH + 1))
    here = group_address(request, group.uid)
    users = filter(None, map(people.user, uids[:BATCH]))
    lines = sorted((_member(request, group, user) for user in users), key=_name)
    following = urlencode({"after": uids[BATCH - 1]}) if len(uids) > BATCH else ""
    return Members(tuple(lines), here if after else "", f"{here}?{following}" if following else "")


def found_people(request: Request, group: Group) -> Found:
    """Return the first users in whom the words of the query are found."""
    people, words = people_of(request.site), asked(request, "find")
    rows = list(islice(people.rows("", words), FOUND + 1)) if words else []
    users = filter(None, (people.user(row.uid) for row in rows[:FOUND]))
    lines = tuple(_member(request, group, user) for user in users)
    return Found(words, lines, len(rows) > FOUND)


def _member(request: Request, group: Group, user: User) -> Member:
    return Member(user, person_address(request, user.uid), user.uid in group.members)


def _name(member: Member) -> str:
    return member.user.called.casefold()
