"""How well what is drawn in the colours of a hue can be read: contrasts of WCAG 2.2, from the tokens themselves."""

from __future__ import annotations

import re
from functools import cache
from math import cos, radians, sin
from typing import Final, NamedTuple

from pyramid.path import AssetResolver

from contentsite.sentence import _

TOKENS: Final = "contentsite:static/tokens.css"
WORDS: Final = 4.5
SIGNS: Final = 3.0
PAIRS: Final = (
    (_("Words on the page"), "text", "bg", WORDS),
    (_("Words on a card"), "text", "surface", WORDS),
    (_("Quiet words on a card"), "muted", "surface", WORDS),
    (_("Quiet words on a grey ground"), "muted", "surface-2", WORDS),
    (_("Links on the page"), "accent", "bg", WORDS),
    (_("Words on a main button"), "on-accent", "accent", WORDS),
    (_("Words on what is chosen"), "text", "accent-soft", WORDS),
    (_("Words on the dark bands"), "on-deep", "deep", WORDS),
    (_("Quiet words on the dark bands"), "on-deep-muted", "deep", WORDS),
    (_("Borders of fields"), "line-strong", "surface", SIGNS),
    (_("The ring around what is in focus"), "focus", "bg", SIGNS),
)
"""What it is, the colour in front, the one behind, and the least contrast (WCAG 2.2, 1.4.3 and 1.4.11)."""
_TOKEN: Final = re.compile(
    r"--cs-([a-z0-9-]+): (?:light-dark\((.+?\)?), (.+?\))\)|(oklch\(.+?\)+));"
)
_OKLCH: Final = re.compile(r"oklch\(([\d.]+)% ([\d.]+) (?:var\(--cs-hue\)|([\d.]+))\)")
Colour = tuple[float, float, float | None]
"""Lightness, chroma, and the hue where it is not that of the site."""


class Contrast(NamedTuple):
    """The contrast of a pair of colours, by light and in the dark."""

    title: str
    light: float
    dark: float
    least: float

    @property
    def is_enough(self) -> bool:
        """Tell whether it can be read."""
        return min(self.light, self.dark) >= self.least


def contrasts(hue: int) -> tuple[Contrast, ...]:
    """Return the contrasts of the pairs that are used."""
    found = tokens()
    return tuple(
        Contrast(
            title,
            ratio(found[front][0], found[back][0], hue),
            ratio(found[front][1], found[back][1], hue),
            least,
        )
        for title, front, back, least in PAIRS
    )


@cache
def tokens() -> dict[str, tuple[Colour, Colour]]:
    """Return the colours of the style sheet by name, by light and in the dark."""
    with AssetResolver().resolve(TOKENS).stream() as stream:
        text = stream.read().decode("utf-8")
    found = {}
    for name, light, dark, both in _TOKEN.findall(text[text.index("@supports") :]):
        found[name] = (_colour(light or both), _colour(dark or both))
    return found


def ratio(front: Colour, back: Colour, hue: int) -> float:
    """Return the contrast of two colours (WCAG 2.2, relative luminance)."""
    one, two = sorted((luminance(front, hue), luminance(back, hue)))
    return (two + 0.05) / (one + 0.05)


def luminance(colour: Colour, hue: int) -> float:
    """Return the relative luminance of a colour as a screen shows it (oklch to sRGB: CSS Color 4, 10)."""
    lightness, chroma, own = colour
    angle = radians(hue if own is None else own)
    a, b = chroma * cos(angle), chroma * sin(angle)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short
    shown = (min(1.0, max(0.0, each)) for each in (red, green, blue))
    return sum(part * each for part, each in zip((0.2126, 0.7152, 0.0722), shown, strict=True))


def _colour(text: str) -> Colour:
    if text == "#fff":
        return (1.0, 0.0, 0.0)
    found = _OKLCH.fullmatch(text)
    assert found is not None, text  # noqa: S101  (a token of our own style sheet; a test reads all)
    return (float(found[1]) / 100, float(found[2]), float(found[3]) if found[3] else None)
