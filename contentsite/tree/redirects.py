"""Old addresses: what stood there, by uid, so that a rule stays right when the node moves again."""

from __future__ import annotations

from collections.abc import Iterator

from BTrees.OOBTree import OOBTree
from persistent import Persistent


class Redirects(Persistent):
    """Maps an old path, with its query where it had one, to a uid.

    A rule for the top of a moved subtree serves all below it.
    """

    def __init__(self) -> None:
        self._rules: OOBTree[str, str] = OOBTree()

    def put(self, path: str, uid: str) -> None:
        """Remember that the node of this uid stood at this path ("/a/b" or "/?p=12")."""
        if self._rules.get(path) != uid:
            self._rules[path] = uid

    def exact(self, path: str) -> str | None:
        """Return the uid of what stood at this very path."""
        return self._rules.get(path)

    def nearest(self, segments: tuple[str, ...]) -> tuple[str, tuple[str, ...]] | None:
        """Return the uid of the nearest moved ancestor of an old path, and the names below it."""
        for end in range(len(segments), 0, -1):
            uid = self._rules.get("/" + "/".join(segments[:end]))
            if uid is not None:
                return uid, segments[end:]
        return None

    def below(self, path: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield each rule for an address below a path, and the names from there to it."""
        # "0" is what comes after "/"
        for rule in self._rules.keys(path + "/", path + "0", excludemax=True):
            yield rule, tuple(rule[len(path) + 1 :].split("/"))

    def forget(self, path: str) -> None:
        """Drop the rule of a path; KeyError where there is none."""
        del self._rules[path]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._rules.items())
