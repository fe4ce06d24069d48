"""`contentsite import`: a broken source changes nothing, a good one can be imported again."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from exchange_sources import entry, write_files, wxr
from ZODB.FileStorage import FileStorage

from contentsite.cli.main import main

_INI = """[app:main]
use = egg:contentsite
zodbconn.uri = datafs://%(here)s/var/Data.fs
contentsite.site.sample = false
contentsite.security.secret = only-for-tests-only-for-tests-only-for-tests
"""


@pytest.fixture
def ini(tmp_path: Path) -> Path:
    path = tmp_path / "site.ini"
    path.write_text(_INI)
    return path


def last_change(ini: Path) -> bytes:
    storage = FileStorage(str(ini.parent / "var" / "Data.fs"), read_only=True)
    try:
        found: bytes = storage.lastTransaction()
        return found
    finally:
        storage.close()


def test_a_broken_source_changes_nothing(
    ini: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["tree", str(ini)]) == 0
    before = last_change(ini)
    broken = tmp_path / "broken.xml"
    broken.write_text(wxr(entry(1), entry(2))[:-60])
    assert main(["import", str(ini), str(broken), "--into", "/a/b"]) == 1
    assert "broken.xml: line" in capsys.readouterr().err
    pages = write_files(tmp_path / "docs", {"a.md": "# fine", "b/c.md": "---\na: [\n---\n"})
    assert main(["import", str(ini), str(pages), "--into", "/a/b"]) == 1
    assert "b/c.md: line" in capsys.readouterr().err
    assert last_change(ini) == before


def test_twice(ini: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages = write_files(tmp_path / "docs", {"a.md": "[x](gone.md)", "b/c.md": "# C"})
    assert main(["import", str(ini), str(pages), "--into", "/a/b"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("3 made, 0 updated, 0 unchanged\n")
    assert "gone.md leads to nothing" in out
    change = last_change(ini)
    assert main(["import", str(ini), str(pages), "--into", "/a/b"]) == 0
    assert capsys.readouterr().out.startswith("0 made, 0 updated, 3 unchanged\n")
    assert last_change(ini) == change
    assert main(["import", str(ini), str(pages), "--into", "/a/b/a/x"]) == 1
    assert "cannot hold pages" in capsys.readouterr().err


def test_killed(ini: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_files(
        tmp_path / "docs",
        {f"{n:05}.md": f"# Page {n}\n\n[next]({n + 1:05}.md)" for n in range(2500)},
    )
    command = [sys.executable, "-m", "contentsite.cli.main", "import", str(ini), str(folder)]
    code = "import sys; from contentsite.cli.main import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "import", str(ini), str(folder), "--into", "/docs"]
    data = tmp_path / "var" / "Data.fs"
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while child.poll() is None and not (data.exists() and data.stat().st_size > 300_000):
        time.sleep(0.01)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    assert main(["import", str(ini), str(folder), "--into", "/docs"]) == 0
    assert " made, 0 updated" in capsys.readouterr().out
    assert main(["tree", str(ini), "/docs"]) == 0
    titles = [line.rpartition("Page ")[2] for line in capsys.readouterr().out.splitlines()[1:]]
    assert titles == [str(n) for n in range(2500)]
