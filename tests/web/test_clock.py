"""Moments that people write: a day alone is its end, and a moment without a zone is one of theirs."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from contentsite.web.clock import end_in

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("given", "there"),
    [
        ("2026-11-01T09:00", "2026-11-01T08:00:00+00:00"),
        ("2026-11-01 09:00:30", "2026-11-01T08:00:30+00:00"),
        ("2026-07-01T09:00", "2026-07-01T07:00:00+00:00"),
        ("2026-11-01T09:00Z", "2026-11-01T09:00:00+00:00"),
        ("2026-11-01T09:00-05:00", "2026-11-01T14:00:00+00:00"),
        ("2026-11-01", "2026-11-01T22:59:59.999999+00:00"),
        (" 2026-11-01 ", "2026-11-01T22:59:59.999999+00:00"),
        # the hour that comes twice is the first one
        ("2026-10-25T02:30", "2026-10-25T00:30:00+00:00"),
    ],
)
def test_a_moment_is_read(given, there):
    found = end_in(given, BERLIN, "Europe/Berlin")
    assert found.astimezone(UTC) == datetime.fromisoformat(there)


@pytest.mark.parametrize(
    "given", ["", "x", "2026", "2026-11-01T25:00", "2026-02-30", "9" * 64, "9999-12-31", "\u0661"]
)
def test_what_is_no_moment_is_told(given):
    with pytest.raises(ValueError, match="Must be a day and a time"):
        end_in(given, ZoneInfo("America/Los_Angeles"), "America/Los_Angeles")


def test_an_hour_that_does_not_exist_is_told():
    with pytest.raises(ValueError, match="no such time"):
        end_in("2026-03-29T02:30", BERLIN, "Europe/Berlin")
