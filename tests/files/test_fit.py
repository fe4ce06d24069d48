"""Pictures scaled to fit: when, how large, and what never goes along."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image
from PIL.ExifTags import Base

from contentsite.files.fit import LONGEST, fitted
from contentsite.files.store import store_image
from contentsite.schema.files import StoredImage


def picture(
    width: int, height: int, kind: str = "JPEG", mode: str = "RGB", **more: Any
) -> io.BytesIO:
    found = io.BytesIO()
    Image.effect_noise((width, height), 60).convert(mode).save(found, kind, **more)
    return found


def size(stream: io.BytesIO) -> int:
    return len(stream.getvalue())


def test_a_large_picture_is_scaled() -> None:
    stream = picture(3000, 2000, quality=95)
    found = fitted(stream, size(stream))
    assert found is not None
    assert (found.width, found.height) == (LONGEST, 1067)
    assert stream.tell() == 0
    with Image.open(io.BytesIO(found.bytes)) as image:
        assert (image.format, image.size) == ("WEBP", (1600, 1067))


def test_a_turned_picture_stands_upright_and_tells_nothing_of_the_camera() -> None:
    exif = Image.Exif()
    exif[Base.Orientation], exif[Base.Make] = 6, "Spy"
    stream = picture(3000, 2000, quality=95, exif=exif)
    found = fitted(stream, size(stream))
    assert found is not None
    assert (found.width, found.height) == (1067, LONGEST)
    assert b"Spy" not in found.bytes
    with Image.open(io.BytesIO(found.bytes)) as image:
        assert not image.getexif()


def test_what_shows_through_stays_so() -> None:
    stream = io.BytesIO()
    image = Image.effect_noise((2000, 1800), 60).convert("RGBA")
    image.putalpha(Image.linear_gradient("L").resize((2000, 1800)))
    image.save(stream, "PNG")
    found = fitted(stream, size(stream))
    assert found is not None
    with Image.open(io.BytesIO(found.bytes)) as image:
        assert image.mode == "RGBA"


def test_what_is_fit_or_moves_stays_as_it_is() -> None:
    stream = picture(1600, 900)
    assert fitted(stream, size(stream)) is None
    moving = io.BytesIO()
    frames = [Image.new("RGB", (1700, 20), color) for color in ("red", "blue")]
    frames[0].save(moving, "GIF", save_all=True, append_images=frames[1:])
    assert fitted(moving, size(moving)) is None


def test_what_gains_nothing_is_not_kept() -> None:
    flat = io.BytesIO()
    Image.new("P", (1700, 1200), 3).save(flat, "PNG", optimize=True)
    assert fitted(flat, 60) is None


def test_what_cannot_be_decoded_is_shown_as_it_is() -> None:
    whole = picture(2400, 1600).getvalue()
    cut = io.BytesIO(whole[: len(whole) // 3])
    assert fitted(cut, 10_000_000) is None
    assert store_image(io.BytesIO(whole[: len(whole) // 3]), "cut.jpg").fitted is None


def test_it_is_stored_beside_the_picture() -> None:
    stored = store_image(picture(2400, 1600, quality=95), "Sea View.jpg")
    assert (stored.width, stored.height) == (2400, 1600)
    assert stored.fitted is not None
    assert stored.fitted.filename == "Sea View.webp"
    assert stored.fitted.content_type == "image/webp"
    assert stored.fitted.size < stored.size


@pytest.mark.parametrize("kept", [6, 7])
def test_a_picture_that_was_stored_before_has_none(kept: int) -> None:
    made = store_image(picture(20, 20), "a.jpg")
    old = StoredImage.__new__(StoredImage)
    old.__setstate__(made.__getstate__()[:kept])  # type: ignore[attr-defined]
    assert old == made
    assert old.fitted is None
