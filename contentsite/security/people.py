"""The people of a site: users and groups, kept in the site's database and reached by no address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, Final, NamedTuple

from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

from contentsite.sentence import _
from contentsite.tree.root import Root

from .managers import keeping_a_manager
from .principal import EVERYONE, SIGNED_IN, Who, group_principal, user_principal
from .user import Group, User, folded

_SEARCHED: Final = 200
"""Characters of what is searched for that are looked at."""


class PersonTaken(ValueError):  # noqa: N818
    """Another user or group has this name."""


class Nameless(ValueError):  # noqa: N818
    """A user or group is to have no name."""


class PersonRow(NamedTuple):
    """What a list of users shows without loading them."""

    uid: str
    name: str
    title: str
    mail: str
    enabled: bool


class People(Persistent):
    """Users and groups, found by uid, name and mail address."""

    def __init__(self, site: Root) -> None:
        self._site = site
        self._users: Any = OOBTree()
        self._groups: Any = OOBTree()
        self._rows: Any = OOBTree()
        self._group_names: Any = OOBTree()
        self._mails: Any = OOTreeSet()
        """Pairs of mail address and uid: two people may share an address."""

    # users

    def user(self, uid: str) -> User | None:
        """Return the user of this uid, or None."""
        found: User | None = self._users.get(uid)
        return found

    def named(self, name: str) -> User | None:
        """Return the user who signs in by this name, or None."""
        row = self._rows.get(folded(name))
        return self.user(row[0]) if row else None

    def with_mail(self, mail: str) -> tuple[User, ...]:
        """Return all users of a mail address."""
        wanted = folded(mail)
        pairs = self._mails.keys((wanted, ""), (wanted, "~")) if wanted else ()
        return tuple(self._users[uid] for _mail, uid in pairs)

    def rows(self, after: str = "", words: str = "") -> Iterator[PersonRow]:
        """Yield users by name, from behind a name; only those in whose name, title or mail all the words stand."""
        # so many words do: the cost of more of them would be multiplied by all users
        wanted = tuple(dict.fromkeys(folded(words[:_SEARCHED]).split()))
        for key, row in self._rows.items(folded(after), excludemin=bool(after)):
            if all(word in f"{key} {folded(row[2])} {folded(row[3])}" for word in wanted):
                yield PersonRow._make(row)

    def __len__(self) -> int:
        return len(self._users)

    def __bool__(self) -> bool:
        """Tell whether the site has users; without counting them."""
        return bool(self._users)

    def add(self, user: User) -> User:
        """Take up a user and return it. Raises PersonTaken and Nameless; nothing is changed then."""
        self._check_free(self._rows, user.name)
        self._users[user.uid] = user
        self._index(user)
        return user

    def update(self, user: User, values: Mapping[str, Any]) -> tuple[str, ...]:
        """Set fields of a user as `Typed.update` does, and return what changed.

        Raises PersonTaken, Nameless and pydantic's ValidationError; nothing is changed then.
        """
        name = folded(str(values.get("name", user.name)))
        if name != folded(user.name):
            self._check_free(self._rows, name)
        self._unindex(user)
        try:
            return user.update(values)
        finally:
            self._index(user)

    def enable(self, user: User, *, enabled: bool) -> None:
        """Let a user sign in, or not any more: then all his sessions end. Raises LastManager."""
        with keeping_a_manager(self._site, self):
            user.enabled = enabled
            user.end_sessions()
            self._index(user)

    def remove(self, user: User) -> None:
        """Forget a user: what was given to him is nobody's then. Raises LastManager."""
        with keeping_a_manager(self._site, self):
            self.put_in_groups(user, ())
            self._unindex(user)
            del self._users[user.uid]

    def who(self, user: User) -> Who:
        """Return who this user is: all his principals."""
        groups = (group_principal(uid) for uid in user.groups if uid in self._groups)
        principals = frozenset({EVERYONE, SIGNED_IN, user_principal(user.uid), *groups})
        return Who(
            user.uid,
            user.name,
            user.called,
            principals,
            user.time_zone,
            user.theme,
            user.shortcuts,
            user.language,
        )

    # groups

    def group(self, uid: str) -> Group | None:
        """Return the group of this uid, or None."""
        found: Group | None = self._groups.get(uid)
        return found

    def group_named(self, name: str) -> Group | None:
        """Return the group of this name, or None."""
        uid = self._group_names.get(folded(name))
        return self.group(uid) if uid else None

    def groups(self) -> Iterator[Group]:
        """Yield the groups by name."""
        return (self._groups[uid] for uid in self._group_names.values())

    def add_group(self, group: Group) -> Group:
        """Take up a group and return it. Raises PersonTaken and Nameless; nothing is changed then."""
        self._check_free(self._group_names, group.name)
        self._groups[group.uid] = group
        self._group_names[folded(group.name)] = group.uid
        return group

    def update_group(self, group: Group, values: Mapping[str, Any]) -> tuple[str, ...]:
        """Set fields of a group, and return what changed. Raises as `update` does."""
        name = folded(str(values.get("name", group.name)))
        if name != folded(group.name):
            self._check_free(self._group_names, name)
        del self._group_names[folded(group.name)]
        try:
            return group.update(values)
        finally:
            self._group_names[folded(group.name)] = group.uid

    def remove_group(self, group: Group) -> None:
        """Forget a group: what was given to it is nobody's then. Raises LastManager."""
        with keeping_a_manager(self._site, self):
            for uid in list(group.members):
                user = self._users[uid]
                user.groups = tuple(each for each in user.groups if each != group.uid)
            del self._group_names[folded(group.name)]
            del self._groups[group.uid]

    def put_in_groups(self, user: User, uids: tuple[str, ...]) -> None:
        """Let a user be in these groups and in no others.

        Raises LastManager, and KeyError for an unknown group; nothing is changed by the latter.
        """
        wanted = {uid: self._groups[uid] for uid in uids}
        with keeping_a_manager(self._site, self):
            for uid in {*user.groups} - {*wanted}:
                if uid in self._groups:
                    self._groups[uid].members.remove(user.uid)
            for uid in {*wanted} - {*user.groups}:
                wanted[uid].members.insert(user.uid)
            user.groups = tuple(sorted(wanted))

    # what both need

    def _check_free(self, names: Any, name: str) -> None:
        if not name:
            raise Nameless(_("a name is needed"))
        if folded(name) in names:
            raise PersonTaken(_("{name} is taken; choose another name", name=repr(name)))

    def _index(self, user: User) -> None:
        row = PersonRow(user.uid, user.name, user.title, user.mail, user.enabled)
        self._rows[folded(user.name)] = tuple(row)
        if user.mail:
            self._mails.insert((folded(user.mail), user.uid))

    def _unindex(self, user: User) -> None:
        self._rows.pop(folded(user.name), None)
        if user.mail:
            self._mails.remove((folded(user.mail), user.uid))


def people_of(site: Root) -> People:
    """Return the people of a site."""
    return site.part("people", partial(People, site))
