"""What was compiled once is not compiled again, and is never in the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from contentsite.app import make_app
from contentsite.page import output
from contentsite.page.compiled import FOLDER, CompiledTemplates
from contentsite.page.output import streamline
from contentsite.storage.connection import close_databases


def drawn(folder: Path, source: str = "<p>{{ 1 + 1 }}</p>", **values: str) -> tuple[str, int]:
    """Draw a template in an environment of its own; return the HTML, and how many were compiled."""
    env = Environment(loader=DictLoader({"page.jinja2": source}), autoescape=True)
    env.bytecode_cache = CompiledTemplates(folder)
    streamline(env)
    compiled: list[str] = []
    plain = env._generate
    env._generate = lambda *given, **more: compiled.append("") or plain(*given, **more)  # type: ignore[method-assign,func-returns-value]
    return env.get_template("page.jinja2").render(**values), len(compiled)


def test_a_second_process_compiles_nothing(tmp_path: Path) -> None:
    assert drawn(tmp_path / "new") == ("<p>2</p>", 1)
    assert drawn(tmp_path / "new") == ("<p>2</p>", 0)
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
    assert len([*(tmp_path / "new").iterdir()]) == 1


def test_another_template_is_compiled_in_its_place(tmp_path: Path) -> None:
    drawn(tmp_path)
    assert drawn(tmp_path, "{{ text }}", text="<b>") == ("&lt;b&gt;", 1)
    assert drawn(tmp_path, "{{ text }}", text="<b>") == ("&lt;b&gt;", 0)
    assert len([*tmp_path.iterdir()]) == 1


def test_what_another_compiler_made_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn(tmp_path)
    (tmp_path / "other.py").write_text("another")
    monkeypatch.setattr(output, "__file__", str(tmp_path / "other.py"))
    assert drawn(tmp_path)[1] == 1
    monkeypatch.setattr("jinja2.__version__", "0")
    assert drawn(tmp_path)[1] == 1


@pytest.mark.parametrize("keep", [0, 5, 30, 90, -1])
def test_a_damaged_file_is_written_anew(tmp_path: Path, keep: int) -> None:
    drawn(tmp_path)
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:keep])
    assert drawn(tmp_path) == ("<p>2</p>", 1)
    assert drawn(tmp_path) == ("<p>2</p>", 0)


def test_what_a_power_cut_has_left_is_not_run(tmp_path: Path) -> None:
    drawn(tmp_path)
    (file,) = tmp_path.iterdir()
    data = file.read_bytes()
    for start in (0, 20, 60, len(data) // 2, len(data) - 4):
        file.write_bytes(data[:start] + bytes(len(data) - start))
        assert drawn(tmp_path) == ("<p>2</p>", 1)


def test_where_nothing_can_be_written_pages_are_drawn(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    assert drawn(tmp_path / "file") == ("<p>2</p>", 1)
    assert drawn(tmp_path / "missing" / "deep") == ("<p>2</p>", 1)


def test_they_lie_beside_the_database(tmp_path: Path) -> None:
    app = make_app(
        {
            "zodbconn.uri": f"datafs://{tmp_path}/Data.fs",
            "contentsite.security.secret": "only-for-tests-only-for-tests-only-for-tests",
        }
    )
    try:
        assert app.registry is not None
    finally:
        close_databases(app.registry)
    assert not (tmp_path / FOLDER).exists(), "made when the first template is compiled"
