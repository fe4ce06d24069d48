"""The scripts of the admin are those that were built, from pinned sources, and small."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from contentsite.schema.href import SCHEMES
from contentsite.schema.sanitize import ATTRIBUTES, TAGS

HOUSE = Path(__file__).parents[1]
BUILT = HOUSE / "contentsite" / "static" / "admin"
SOURCES = HOUSE / "frontend"
MANIFEST: dict[str, Any] = json.loads((BUILT / "manifest.json").read_text(encoding="utf-8"))
IMPORT = re.compile(r"""(?:from|import)\s*["']\./([\w.-]+)["']""")


def digest(path: Path) -> str:
    return "sha384-" + base64.b64encode(hashlib.sha384(path.read_bytes()).digest()).decode()


def loaded(name: str) -> set[str]:
    """Return the files that a browser loads for an entry, itself included, not what it imports on demand."""
    found = {name}
    for other in IMPORT.findall((BUILT / name).read_text(encoding="utf-8")):
        found |= {other} if other in found else loaded(other)
    return found


def gzipped(names: set[str]) -> int:
    return sum(len(gzip.compress((BUILT / name).read_bytes(), 9)) for name in names)


def test_what_is_served_is_what_was_built():
    assert {path.name: digest(path) for path in BUILT.glob("*.js")} == MANIFEST["files"]


def test_a_page_is_told_all_that_an_entry_imports():
    entries = {
        name: files
        for name, files in MANIFEST["loads"].items()
        if f"{name}.js" in MANIFEST["files"]
    }
    assert {name: set(files) for name, files in entries.items()} == {
        name: loaded(f"{name}.js") for name in entries
    }
    assert {"shell", "card", "explorer", "edit", "settings"} == set(entries)


def test_every_version_is_pinned():
    package = json.loads((SOURCES / "package.json").read_text(encoding="utf-8"))
    pinned = {**package["dependencies"], **package["devDependencies"]}
    assert [name for name, version in pinned.items() if not re.fullmatch(r"[\d.]+", version)] == []
    used = {each["name"]: each["version"] for each in MANIFEST["packages"]}
    assert {name: pinned.get(name, used[name]) for name in used} == used


def test_the_lock_file_names_no_host():
    lock = (SOURCES / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock


def test_licences_stand_beside_the_scripts():
    texts = (BUILT / "LICENSES.txt").read_text(encoding="utf-8")
    for each in MANIFEST["packages"]:
        assert f"{each['name']} {each['version']} ({each['license']})" in texts
        assert each["license"]


@pytest.mark.parametrize(
    ("entry", "limit"), [("shell.js", 60_000), ("explorer.js", 60_000), ("edit.js", 150_000)]
)
def test_scripts_are_small(entry, limit):
    """The limits of a screen: 60 kB compressed; 90 more where one edits."""
    assert gzipped(loaded("shell.js") | loaded(entry)) <= limit


def test_the_editor_is_small():
    """It is loaded where a form has prose: 90 kB compressed beyond the shell; with all else of a form 150 kB."""
    (editor,) = [
        path.name
        for path in BUILT.glob("chunk-*.js")
        if "ProseMirrorClipboard" in path.read_text(encoding="utf-8")
    ]
    shell, form = loaded("shell.js"), loaded("edit.js")
    assert editor not in shell | form
    assert gzipped(loaded(editor) - shell) <= 90_000
    assert gzipped(loaded(editor) | shell | form) <= 150_000


def test_the_editor_keeps_what_the_sanitiser_keeps():
    allowed = json.loads((SOURCES / "src/prose/allowed.json").read_text(encoding="utf-8"))
    assert set(allowed["tags"]) == TAGS
    assert {tag: set(names) for tag, names in allowed["attributes"].items()} == ATTRIBUTES
    assert set(allowed["schemes"]) == SCHEMES


def test_scripts_ask_no_other_host():
    """What is a name of a namespace or a licence is no request."""
    known = (
        "http://www.w3.org/",
        "https://github.com/",
        "https://prosemirror.net/",
        "https://example.org",
    )
    for path in BUILT.glob("*.js"):
        text = path.read_text(encoding="utf-8")
        found = re.findall(r"""https?://[^\s"'`)]+""", text)
        assert [url for url in found if not url.startswith(known)] == []
