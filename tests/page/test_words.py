from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from contentsite.page import words


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (9949, "9.9 kB"),
        (15_000, "15 kB"),
        (2_500_000_000, "2.5 GB"),
    ],
)
def test_sizes(size: int, text: str) -> None:
    assert words.filesize(size) == text


def test_days_and_moments() -> None:
    assert words.date(date(2026, 5, 3), str) == '<time datetime="2026-05-03">3 May 2026</time>'
    moment = datetime(2026, 5, 3, 9, 5, tzinfo=UTC)
    assert (
        words.datetime(moment, str)
        == '<time datetime="2026-05-03T09:05:00+00:00">3 May 2026, 09:05</time>'
    )
    assert words.date(moment, lambda text: f"<{text}>").endswith(
        ">&lt;3 &lt;May&gt; 2026&gt;</time>"
    )
