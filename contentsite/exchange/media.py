"""Files beside the text: which are pictures, and where a folder has the one that is meant."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from contentsite.exchange.name import decode_percent

IMAGE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".jpe", ".gif", ".webp", ".avif", ".bmp"})
"""What a browser shows as a picture. SVG is none: it is a document, and can hold scripts."""

_SIGNATURES = (
    re.compile(rb"\x89PNG\r\n\x1a\n"),
    re.compile(rb"\xff\xd8\xff"),
    re.compile(rb"GIF8[79]a"),
    re.compile(rb"RIFF....WEBP", re.DOTALL),
    re.compile(rb"....ftyp(?:avif|avis|mif1|heic)", re.DOTALL),
    re.compile(rb"BM.{4}\0\0\0\0", re.DOTALL),
)
_SCALED = re.compile(r"-(?:\d{1,5}x\d{1,5}|scaled|rotated)(?=\.\w+$)")


def looks_like_image(path: str) -> bool:
    """Whether a file name or the path of an address ends as those of pictures do."""
    return os.path.splitext(path)[1].lower() in IMAGE_SUFFIXES  # noqa: PTH122


def is_image(file: Path) -> bool:
    """Whether a file is a picture by its first bytes, whatever its name says."""
    with file.open("rb") as stream:
        head = stream.read(32)
    return any(signature.match(head) for signature in _SIGNATURES)


def unscaled(path: str) -> str:
    """Give the name of the picture that WordPress made a smaller one of: `a-300x200.jpg`."""
    return _SCALED.sub("", path)


def is_inside(path: Path, folder: Path) -> bool:
    """Whether a path, all links followed, lies in a folder and can be read."""
    try:
        return path.resolve(strict=True).is_relative_to(folder.resolve(strict=True))
    except (OSError, RuntimeError):  # a dangling link; a circle of links
        return False


def _files(folder: Path) -> Iterator[Path]:
    for place, _, names in os.walk(folder):
        for name in sorted(names):
            path = Path(place, name)
            if path.is_file() and is_inside(path, folder):
                yield path


class FileStore:
    """The files of one folder, found by the paths that a site had them under."""

    def __init__(self, folder: Path) -> None:
        self._by_name: dict[str, list[Path]] = {}
        for path in _files(folder):
            key = decode_percent(path.name).casefold()
            self._by_name.setdefault(key, []).append(path)

    def find(self, wanted: str) -> Path | None:
        """Find the file whose path ends most like `wanted`; None where two are as like."""
        parts = decode_percent(wanted).casefold().strip("/").split("/")
        plain = unscaled(parts[-1])
        found = self._by_name.get(parts[-1]) or self._by_name.get(plain) or []
        ranked = sorted(((_common(path, parts), path) for path in found), reverse=True)
        if len(ranked) > 1 and ranked[0][0] == ranked[1][0]:
            return None
        return ranked[0][1] if ranked else None


def _common(path: Path, wanted: list[str]) -> int:
    """Count how many folders above the file are the same in both."""
    folders = [decode_percent(part).casefold() for part in path.parts[-2::-1]]
    same = 0
    for ours, theirs in zip(folders, wanted[-2::-1], strict=False):
        if ours != theirs:
            break
        same += 1
    return same
