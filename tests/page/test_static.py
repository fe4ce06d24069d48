from __future__ import annotations

from pathlib import Path

from contentsite.page.static import VERSIONS, files_in, replaced, static_url, versions


def test_versions_name_the_content(tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    (tmp_path / "a.css").write_text("a")
    (tmp_path / "fonts" / "b.woff2").write_text("b")
    files = files_in(tmp_path)
    assert sorted(files) == ["a.css", "fonts/b.woff2"]
    first = versions(files)
    (tmp_path / "a.css").write_text("other")
    second = versions(files)
    assert first["a.css"] != second["a.css"]
    assert first["fonts/b.woff2"] == second["fonts/b.woff2"]


def test_only_files_that_the_product_has_are_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("mine")
    (tmp_path / "secret.txt").write_text("secret")
    names = {"a.css": Path("a.css"), "b.css": Path("b.css")}
    assert replaced(names, str(tmp_path)) == {"a.css": tmp_path / "a.css"}
    assert replaced(names, "") == {}


def test_addresses() -> None:
    registry = {VERSIONS: {"a.css": "123"}}
    assert static_url(registry, "/mount", "a.css") == "/mount/@@static/a.css?v=123"
    assert static_url(registry, "", "none.css") == "/@@static/none.css"
