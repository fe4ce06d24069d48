"""`contentsite backup`, `restore` and `pack`: the records and the blobs, there and back."""

from __future__ import annotations

import io
from pathlib import Path

from contentsite import Document, File
from contentsite.files.store import store_file


def with_a_file(edit, ini, name: str, content: bytes) -> None:
    with edit(ini) as site:
        site.add(name, File(title=name, file=store_file(io.BytesIO(content), f"{name}.txt")))


def content(edit, ini, name: str) -> bytes:
    with edit(ini) as site, site[name].file.blob.open() as stream:
        return stream.read()


def test_there_and_back_with_blobs(contentsite, edit, ini, tmp_path):
    with_a_file(edit, ini, "first", b"one" * 1000)
    status, out, _err = contentsite("backup", ini, tmp_path / "copy")
    assert status == 0
    assert out.startswith("full backup: ")
    with_a_file(edit, ini, "second", b"two")
    assert contentsite("backup", ini, tmp_path / "copy").out.startswith("incremental backup: ")
    assert contentsite("backup", ini, tmp_path / "copy").out.startswith("unchanged backup: ")
    with edit(ini) as site:
        site.remove("first")
        site.remove("second")
    status, out, _err = contentsite("restore", ini, tmp_path / "copy")
    assert status == 0
    assert "and 2 blobs" in out
    assert "what was there is now" in out
    assert content(edit, ini, "first") == b"one" * 1000
    assert content(edit, ini, "second") == b"two"
    assert contentsite("check", ini).status == 0


def test_a_backup_that_is_damaged_changes_nothing(contentsite, edit, ini, tmp_path):
    with_a_file(edit, ini, "first", b"one")
    contentsite("backup", ini, tmp_path / "copy")
    blob = next((tmp_path / "copy" / "blobs").rglob("*.blob"))
    blob.chmod(0o600)
    blob.write_bytes(b"two")
    status, _out, err = contentsite("restore", ini, tmp_path / "copy")
    assert status == 1
    assert "damaged" in err
    assert content(edit, ini, "first") == b"one"


def test_no_backup_there(contentsite, ini, tmp_path):
    contentsite("types", ini)
    status, _out, err = contentsite("restore", ini, tmp_path)
    assert status == 1
    assert "is no backup" in err


def test_pack_drops_the_past(contentsite, edit, ini):
    with edit(ini) as site:
        site.add("page", Document(title="A page"))
    for number in range(20):
        with edit(ini) as site:
            site["page"].update({"body": f"<p>{'word ' * 400}{number}</p>"})
    status, out, _err = contentsite("pack", ini, "--days", "0")
    assert status == 0
    before, after = (int(word) for word in out.replace(",", "").split() if word.isdigit())
    assert before - after > 15 * 2000
    folder = Path(ini).parent / "var"
    assert (folder / "Data.fs.old").exists()
    assert contentsite("tree", ini).out.splitlines()[1].startswith("/page\t")


def test_pack_may_keep_no_copy(contentsite, edit, ini):
    with edit(ini) as site:
        site.add("page", Document(title="A page"))
    assert contentsite("pack", ini, "--days", "0", "--drop-old").status == 0
    assert not (Path(ini).parent / "var" / "Data.fs.old").exists()


def test_a_running_site_is_not_packed(contentsite, edit, ini):
    with edit(ini):
        status, _out, err = contentsite("pack", ini)
    assert status == 1
    assert "ZEO" in err


def test_these_commands_need_files_of_ours(contentsite, tmp_path):
    ini = tmp_path / "site.ini"
    ini.write_text("[app:main]\nuse = egg:contentsite\nzodbconn.uri = memory://\n")
    for command in (("backup", ini, tmp_path), ("restore", ini, tmp_path), ("pack", ini)):
        status, _out, err = contentsite(*command)
        assert status == 1
        assert "this command works on a database named by datafs://" in err
