"""Telling kinds of sources apart."""

from pathlib import Path

import pytest
from exchange_sources import entry, write_files, wxr

from contentsite.exchange.guess import guess_format
from contentsite.exchange.item import SourceError


def test_wordpress(tmp_path: Path) -> None:
    path = tmp_path / "export.xml"
    path.write_text(wxr(entry(1)))
    assert guess_format(path) == "wxr"
    path.write_bytes(wxr(entry(1)).encode("utf-16"))
    assert guess_format(path) == "wxr"


def test_markdown(tmp_path: Path) -> None:
    assert guess_format(write_files(tmp_path, {"a/b/c.MD": "x"})) == "markdown"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.xml", "<rss/>", "neither"),
        ("a.md", "# A", "give the folder"),
        ("sub/x.txt", "x", "neither"),
    ],
)
def test_files_that_are_neither(tmp_path: Path, name: str, content: str, message: str) -> None:
    write_files(tmp_path, {name: content})
    with pytest.raises(SourceError, match=message):
        guess_format(tmp_path / name)


def test_folders_without_pages_and_nothing(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no Markdown file"):
        guess_format(tmp_path)
    with pytest.raises(SourceError, match="no such file"):
        guess_format(tmp_path / "none")
