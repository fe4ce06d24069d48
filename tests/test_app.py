from __future__ import annotations

import gc
from pathlib import Path
from weakref import ref

import pytest
from webtest import TestApp

from contentsite.app import main, make_app
from contentsite.storage.connection import close_databases
from contentsite.testing import SECRET


def ini(tmp_path: Path, **more: str) -> dict[str, str]:
    """Return the keys of an ini file."""
    keys = {key.replace("__", "."): value for key, value in more.items()}
    return {
        "zodbconn.uri": f"datafs://{tmp_path}/var/Data.fs",
        "contentsite.security.secret": SECRET,
        **keys,
    }


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        (
            "contentsite__security__secret",
            "short",
            "contentsite.security.secret: must have at least 32",
        ),
        ("contentsite__web__nonsense", "1", "contentsite.web.nonsense: there is no such setting"),
        ("contentsite__public__batch", "0", "contentsite.public.batch: "),
        ("contentsite__plugins", "no_such_plugin", "there is no module 'no_such_plugin'"),
    ],
)
def test_what_is_wrong_ends_the_start_before_anything_is_opened(
    tmp_path: Path, key: str, value: str, message: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        main({}, **ini(tmp_path, **{key: value}))
    assert message in str(ended.value)
    assert not (tmp_path / "var").exists()


def test_a_file_that_is_no_database_ends_the_start(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    file = tmp_path / "var" / "Data.fs"
    file.write_bytes(b"something else entirely, and long enough")
    with pytest.raises(SystemExit) as ended:
        main({}, **ini(tmp_path))
    assert str(file) in str(ended.value)
    assert file.read_bytes() == b"something else entirely, and long enough"


def test_modules_beside_the_ini_file_are_found(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no_such_plugin"):
        main({"here": str(tmp_path)}, **ini(tmp_path, contentsite__plugins="no_such_plugin"))


def test_an_application_that_was_closed_leaves_nothing_in_the_memory(tmp_path: Path) -> None:
    app = make_app(ini(tmp_path))
    TestApp(app).get("/")
    close_databases(app.registry)
    registry = ref(app.registry)
    del app
    # what is in the caches of databases is held while garbage is collected, and goes the next time
    for _time in range(2):
        gc.collect()
    assert registry() is None
