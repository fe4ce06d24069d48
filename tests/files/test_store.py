"""Files in blobs: values that point at bytes which never change."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image as Pillow
from pydantic import ValidationError

from contentsite.files.sniff import InvalidFile
from contentsite.files.store import store_file, store_image
from contentsite.types.file import File
from contentsite.types.image import Image


def png():
    stream = BytesIO()
    Pillow.new("RGB", (4, 3)).save(stream, "PNG")
    return stream


def test_a_file(seen):
    stream = BytesIO(b"some bytes")
    stream.read()
    seen.site.add("f", File(title="F", file=store_file(stream, "notes.txt")))
    stored = seen.look()["f"].file
    assert (stored.filename, stored.content_type, stored.size) == ("notes.txt", "text/plain", 10)
    with stored.blob.open("r") as blob:
        assert blob.read() == b"some bytes"


def test_a_picture(seen):
    seen.site.add("i", Image(title="I", image=store_image(png(), "i.png")))
    stored = seen.look()["i"].image
    assert (stored.width, stored.height, stored.content_type) == (4, 3, "image/png")


def test_the_same_file_again_is_no_change(stored):
    value = store_file(BytesIO(b"x"), "x")
    node = stored.site.add("f", File(title="F", file=value))
    assert node.update({"file": value}) == ()
    assert node.update({"file": store_file(BytesIO(b"x"), "x")}) == ("file",)
    assert node.update({"file": None}) == ("file",)


def test_what_is_no_picture_is_not_stored():
    with pytest.raises(InvalidFile):
        store_image(BytesIO(b"x"), "x.png")
    with pytest.raises(ValidationError):
        Image(title="x", image=store_file(BytesIO(b"x"), "x"))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("a.txt", "a.txt"),
        ("/etc/passwd", "passwd"),
        ("C:\\temp\\a.txt", "a.txt"),
        ("..", "file"),
        ("", "file"),
        (".htaccess", "htaccess"),
        ("a\r\nX: y.txt", "aX: y.txt"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("x" * 300 + ".txt", "x" * 196 + ".txt"),
        ("\u00e9t\u00e9.txt", "\u00e9t\u00e9.txt"),
    ],
)
def test_names(given, expected):
    assert store_file(BytesIO(b""), given).filename == expected
