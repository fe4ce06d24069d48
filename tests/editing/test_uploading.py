"""Which type a file becomes, and what it is called."""

from __future__ import annotations

import pytest

from contentsite.editing.uploading import titled


@pytest.mark.parametrize(
    ("filename", "title"),
    [
        ("route_map-2027.pdf", "Route map 2027"),
        ("IMG_0042.JPG", "IMG 0042"),
        (".htaccess", ".htaccess"),
        ("-", "-"),
        ("über uns.docx", "Über uns"),
        ("x" * 400 + ".pdf", "X" + "x" * 199),
    ],
)
def test_titles_of_file_names(filename: str, title: str) -> None:
    assert titled(filename) == title
