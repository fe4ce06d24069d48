"""Moments as people say them of what was just done: "5 minutes ago". The exact moment stands in the title."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from markupsafe import Markup, escape

from contentsite.page.words import MONTHS
from contentsite.sentence import _

_MINUTE: Final = 60
_HOUR: Final = 60 * _MINUTE
_DAY: Final = 24 * _HOUR
_STEPS: Final = (
    (2 * _MINUTE, _MINUTE, _("just now")),
    (_HOUR, _MINUTE, _("{number} minutes ago")),
    (2 * _HOUR, _HOUR, _("an hour ago")),
    (_DAY, _HOUR, _("{number} hours ago")),
    (2 * _DAY, _DAY, _("yesterday")),
    (14 * _DAY, _DAY, _("{number} days ago")),
)
"""Below how many seconds, in which unit, in which words."""


def ago(value: datetime, now: datetime, translate: Callable[[str], str]) -> Markup:
    """Return a moment as a `time` element; older ones by their day. `value` is in the zone of the one who reads."""
    passed = (now - value).total_seconds()
    for below, unit, words in _STEPS:
        if passed < below:
            number = max(0, int(passed // unit))
            return _time(value, translate(words).format(number=number))
    month = translate(MONTHS[value.month - 1])
    words = _("{day} {month}") if value.year == now.year else _("{day} {month} {year}")
    return _time(value, translate(words).format(day=value.day, month=month, year=value.year))


def _time(value: datetime, words: str) -> Markup:
    moment = value.isoformat(timespec="minutes")
    # a page has hundreds of them: `Markup.format` takes five times as long
    return Markup(  # noqa: S704
        f'<time datetime="{moment}" title="{moment[:10]} {moment[11:16]}">{escape(words)}</time>'
    )
