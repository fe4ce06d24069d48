"""Values in words and numbers as people read them."""

from __future__ import annotations

import html
from collections.abc import Callable
from datetime import date as Date
from datetime import datetime as Moment
from typing import Final

from markupsafe import Markup

from contentsite.sentence import _

Translate = Callable[[str], str]

MONTHS: Final = (
    _("January"), _("February"), _("March"), _("April"), _("May"), _("June"),
    _("July"), _("August"), _("September"), _("October"), _("November"), _("December"),
)  # fmt: skip


def date(value: Date | Moment, translate: Translate) -> Markup:
    """Return a day as a `time` element: 1 November 2026."""
    return _time(value, _day(value, translate))


def datetime(value: Moment, translate: Translate) -> Markup:
    """Return a moment as a `time` element, in its own time zone: 1 November 2026, 19:30."""
    day, time = _day(value, translate), f"{value:%H:%M}"
    return _time(value, translate(_("{day}, {time}", day=day, time=time)))


def filesize(size: int) -> str:
    """Return a number of bytes as people read it, in decimal units as operating systems show them."""
    if size < 1000:
        return f"{size} B"
    amount, units = float(size), iter(("kB", "MB", "GB", "TB", "PB"))
    while amount >= 1000:
        amount, unit = amount / 1000, next(units)
    return f"{amount:.0f} {unit}" if amount >= 10 else f"{amount:.1f} {unit}"


def _time(value: Date | Moment, words: str) -> Markup:
    # HTML knows three digits of a second at most
    written = value.isoformat(timespec="seconds") if isinstance(value, Moment) else str(value)
    return Markup(f'<time datetime="{written}">{html.escape(words)}</time>')  # noqa: S704


def _day(value: Date | Moment, translate: Translate) -> str:
    month = translate(MONTHS[value.month - 1])
    return translate(_("{day} {month} {year}", day=value.day, month=month, year=value.year))
