"""Finding people and groups to give something to, without telling more of them than their names."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

from .people import People
from .principal import group_principal, user_principal
from .user import Group, User, folded

MOST: Final = 20
LONGEST: Final = 254
"""Characters of what is searched for: of more words each would cost a look at all people."""


class Party(NamedTuple):
    """A user or a group that can be given something."""

    principal: str
    called: str
    name: str
    is_group: bool


def find(people: People, words: str) -> tuple[Party, ...]:
    """Return whom these words mean: who has them as name or mail address, else those in whose names they stand.

    A mail address finds only as a whole: nobody shall learn the addresses of others by trying.
    """
    words = words[:LONGEST]
    exact = people.named(words)
    if exact is not None:
        return (_user(exact),)
    group = people.group_named(words)
    if group is not None:
        return (_group(group),)
    by_mail = people.with_mail(words)
    if by_mail:
        return tuple(map(_user, by_mail[:MOST]))
    return tuple(islice(_search(people, words), MOST)) if words.strip() else ()


def _search(people: People, words: str) -> Iterator[Party]:
    wanted = folded(words).split()
    for group in people.groups():
        if _fits(wanted, group.name, group.title):
            yield _group(group)
    for row in people.rows("", words):
        if _fits(wanted, row.name, row.title):
            called = row.title or row.name
            yield Party(user_principal(row.uid), called, row.name, is_group=False)


def _fits(wanted: list[str], name: str, title: str) -> bool:
    text = f"{folded(name)} {folded(title)}"
    return all(word in text for word in wanted)


def _user(user: User) -> Party:
    return Party(user_principal(user.uid), user.called, user.name, is_group=False)


def _group(group: Group) -> Party:
    return Party(group_principal(group.uid), group.called, group.name, is_group=True)
