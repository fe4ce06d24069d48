"""Which rows of the palette fit what was typed."""

from __future__ import annotations

import pytest

from contentsite.admin.palette.row import Row, begins, fitting

ROWS = tuple(Row(title, "link", also=also) for title, also in (
    ("Move to the trash", ""),
    ("Trash", ""),
    ("Add here: Document", "New"),
    ("Änderungen", ""),
))  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["Move to the trash", "Trash", "Add here: Document", "Änderungen"]),
        ("tra", ["Trash", "Move to the trash"]),
        ("TRA mov", ["Move to the trash"]),
        ("new doc", ["Add here: Document"]),
        ("ocument", []),
        ("änd", ["Änderungen"]),
        ("<>", ["Move to the trash", "Trash", "Add here: Document", "Änderungen"]),
    ],
)
def test_each_word_begins_one_and_the_title_comes_first(typed: str, found: list[str]) -> None:
    assert [row.title for row in fitting(ROWS, typed)] == found


def test_a_title_begins_as_was_typed() -> None:
    assert begins(ROWS[2], "add  HERE d")
    assert not begins(ROWS[2], "here")
