"""What a file is, by its content; a name may say anything."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from contentsite.files import sniff
from contentsite.files.sniff import InvalidFile, content_type_of, image_facts


def picture(kind="PNG", size=(4, 3), **options):
    stream = BytesIO()
    Image.new("RGB", size, "red").save(stream, kind, **options)
    return stream


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (b"%PDF-1.7", "x.txt", "application/pdf"),
        (b"PK\x03\x04", "x.zip", "application/zip"),
        (b"PK\x03\x04", "x.html", "application/zip"),
        (b"PK\x03\x04", "x", "application/zip"),
        (b"PK\x03\x04", "x.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (b"PK\x03\x04", "x.xhtml", "application/zip"),
        (b"\x1f\x8b", "x.tar.gz", "application/gzip"),
        (b"\x89PNG\r\n\x1a\n", "x.html", "image/png"),
        (b"\xff\xd8\xff\xe0", "x", "image/jpeg"),
        (b"GIF89a<script>", "x.html", "image/gif"),
        (b"plain", "x.txt", "text/plain"),
        (b"plain", "x.html", "text/plain"),
        (b"plain", "x.js", "text/plain"),
        (b"plain", "x.css", "text/plain"),
        (b"plain", "x.xhtml", "application/octet-stream"),
        (b"plain", "x.svg", "application/octet-stream"),
        (b"plain", "x.swf", "application/octet-stream"),
        (b"plain", "x.png", "application/octet-stream"),
        (b"plain", "x", "application/octet-stream"),
        (b"a,b", "x.csv", "text/csv"),
        (b"ID3", "x.mp3", "audio/mpeg"),
        (b"....", "../../x.mp4", "video/mp4"),
        (b"<!DOCTYPE html><p>", "x.pdf", "text/plain"),
        (b" \n<SVG onload=x>", "x.mp3", "text/plain"),
        (b"\xef\xbb\xbf<html>", "x.csv", "text/plain"),
        ("<script>".encode("utf-16"), "x.csv", "text/plain"),
        (b"<!-- --><script>", "x.csv", "text/plain"),
        (b"<?xml version='1.0'?>", "x.pdf", "text/plain"),
        (b"", "", "application/octet-stream"),
    ],
)  # fmt: skip
def test_types(content, name, expected):
    stream = BytesIO(content)
    stream.read()
    assert content_type_of(stream, name) == expected
    assert stream.tell() == 0


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF", "ICO"])
def test_pictures(kind):
    facts = image_facts(picture(kind, (16, 16)))
    assert (facts.width, facts.height) == (16, 16)
    assert facts.content_type.startswith("image/")


def test_a_turned_picture_has_the_size_as_it_is_shown():
    exif = Image.Exif()
    exif[0x0112] = 6
    assert image_facts(picture("JPEG", (40, 30), exif=exif.tobytes())).width == 30


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"x",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%!PS-Adobe",
        b"GIF89a",
        b"\x89PNG\r\n\x1a\n",
    ],
)
def test_what_is_no_picture(content):
    stream = BytesIO(content)
    with pytest.raises(InvalidFile, match="no picture"):
        image_facts(stream)
    assert stream.tell() == 0


def test_too_many_pixels(monkeypatch):
    with pytest.raises(InvalidFile, match="too large"):
        image_facts(_huge(60_000, 60_000))
    monkeypatch.setattr(sniff, "MAX_PIXELS", 10)
    with pytest.raises(InvalidFile, match="too large"):
        image_facts(picture("PNG"))


def _huge(width, height):
    """Return a small picture that says it is huge."""
    content = bytearray(picture("BMP").getvalue())
    content[18:22], content[22:26] = width.to_bytes(4, "little"), height.to_bytes(4, "little")
    return BytesIO(bytes(content))


WHOLE = [
    picture(kind, (16, 16)).getvalue()
    for kind in ("PNG", "JPEG", "GIF", "WEBP", "TIFF", "ICO", "BMP")
]


@settings(max_examples=300, print_blob=False)
@given(
    st.sampled_from(WHOLE),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=12),
    st.integers(0, 2_000),
)
def test_damaged_pictures_are_refused_or_read(content, changes, length):
    damaged = bytearray(content)
    for place, value in changes:
        damaged[place % len(damaged)] = value
    try:
        facts = image_facts(BytesIO(bytes(damaged[:length])))
    except InvalidFile:
        return
    assert 0 <= facts.width * facts.height <= sniff.MAX_PIXELS
