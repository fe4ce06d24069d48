"""Records without the names of their values."""

from __future__ import annotations

import pickle
from typing import ClassVar

from persistent import Persistent

from contentsite.tree.compact import Compact


class Small(Compact):
    _kept: ClassVar[tuple[str, ...]] = ("name", "number", "note")
    number = 0
    note = ""

    def __init__(self, name: str) -> None:
        self.name = name


class Named(Persistent):
    """What `Small` was before."""


def test_values_are_stored_without_names_and_come_back():
    small = Small("a")
    assert small.__getstate__() == ("a",)
    small.note = "b"
    small._v_seen = True
    assert small.__getstate__() == ("a", 0, "b")
    found = pickle.loads(pickle.dumps(small))
    assert (found.name, found.number, found.note) == ("a", 0, "b")
    assert not hasattr(found, "_v_seen")


def test_a_record_of_an_older_class_with_fewer_values_is_read():
    found = Small.__new__(Small)
    found.__setstate__(("a",))
    assert (found.name, found.number, found.note) == ("a", 0, "")


def test_a_record_by_names_is_read():
    found = Small.__new__(Small)
    found.__setstate__({"name": "a", "note": "c"})
    assert found.__getstate__() == ("a", 0, "c")
    assert Small.named(("a", 1)) == {"name": "a", "number": 1}
    assert Small.named({"name": "a"}) == {"name": "a"}
