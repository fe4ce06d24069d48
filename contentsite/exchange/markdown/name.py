"""What file names of a Markdown tree say: order, date, version, language and name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from contentsite.exchange.name import fit_name, make_name

INDEX = frozenset({"index", "_index", "readme"})
TEMPLATES = frozenset(
    {"default", "docs", "doc", "chapter", "blog", "item", "modular", "home", "form"}
)
"""Names that Grav's own themes give to the one page of a folder."""

_DOTTED = re.compile(r"(?P<number>0\d{1,3}|\d{1,4}(?=\.\D))\.(?=[^\s.])")
_NUMBERED = re.compile(r"(?P<number>\d{1,3})(?:[-_ ]+|\.\s*|\)\s*)(?=[^\s.])")
_DATED = re.compile(r"(?P<date>\d{4}-\d{2}-\d{2})[-_ ](?=\S)")
_VERSION = re.compile(r"(?P<base>[A-Za-z_-]+)\.(?P<version>\d+(?:\.\d+)*)")
_LANGUAGE = re.compile(r"(?P<base>.+)\.(?P<language>[a-z]{2}(?:[-_][A-Za-z]{2,4})?)")
# fmt: off
_LANGUAGES = frozenset({
    "ar", "az", "be", "bg", "bn", "bs", "ca", "cs", "cy", "da", "de", "el", "en", "eo", "es",
    "et", "eu", "fa", "fi", "fr", "ga", "gl", "he", "hi", "hr", "hu", "hy", "id", "is", "it",
    "ja", "ka", "kk", "ko", "lt", "lv", "mk", "ml", "mn", "ms", "mt", "nb", "nl", "nn", "no",
    "pa", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "sw", "ta", "te", "th", "tl",
    "tr", "uk", "ur", "uz", "vi", "zh",
})
# fmt: on


@dataclass(frozen=True, slots=True)
class Variant:
    """One file of a page that may have several: by version, by language."""

    base: str
    version: tuple[int, ...] = ()
    language: str = ""


def read_variant(stem: str) -> Variant:
    """Read "docs.17" and "default.de"; what lies beside them says whether they are variants."""
    version, language = _VERSION.fullmatch(stem), _LANGUAGE.fullmatch(stem)
    if version:
        return Variant(version["base"], tuple(map(int, version["version"].split("."))))
    if language and language["language"][:2] in _LANGUAGES:
        return Variant(language["base"], language=language["language"].replace("_", "-"))
    return Variant(stem)


@dataclass(frozen=True, slots=True)
class Label:
    """What the name of one file or folder says."""

    name: str
    number: int | None = None
    date: datetime | None = None
    words: str = ""
    """The name as words, for pages that have no title."""


def _date(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        return None


def are_numbered(stems: list[str]) -> bool:
    """Whether "01-intro" has a number for its order here: most of its neighbours have one too."""
    numbered = [stem for stem in stems if _NUMBERED.match(stem) and not _DATED.match(stem)]
    return len(numbered) > len(stems) / 2


def read_label(stem: str, *, numbered: bool) -> Label:
    """Read "03.page", "01-intro" (where names are `numbered`) and "2024-01-31-title"."""
    dated = _DATED.match(stem)
    date = _date(dated["date"]) if dated else None
    number = None
    rest = stem[dated.end() :] if dated and date else stem
    found = _DOTTED.match(rest) or (_NUMBERED.match(rest) if numbered and not date else None)
    if found:
        number, rest = int(found["number"]), rest[found.end() :]
    words = " ".join(re.sub(r"[-_]+", " ", rest).split())
    plain = rest.lstrip("_") if not re.search(r"\s", rest) else make_name(rest)
    name = fit_name(plain) or make_name(stem) or fit_name(stem) or "page"
    return Label(name, number, date, words[:1].upper() + words[1:])
