"""`contentsite reindex`: makes the catalog anew, and says how much is in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from contentsite.catalog.lock import FileLock
from contentsite.cli.main import main


def test_reindex(ini: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reindex", str(ini)]) == 0
    said = capsys.readouterr().out
    assert "nodes are in" in said
    file = Path(said.strip().rpartition(" ")[2])
    assert file.name == "catalog.sqlite"
    assert file.stat().st_size > 0
    lock = FileLock(file.with_name("catalog.sqlite.lock"))
    assert lock.acquire()
    assert main(["reindex", str(ini)]) == 1
    assert "another process" in capsys.readouterr().err
    lock.release()


def test_reindex_of_no_site(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reindex", "none.ini"]) == 1
    assert "none.ini" in capsys.readouterr().err
