"""Moments as people say them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from contentsite.admin.ago import ago

NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=90), "just now"),
        (timedelta(minutes=2), "2 minutes ago"),
        (timedelta(minutes=61), "an hour ago"),
        (timedelta(hours=23), "23 hours ago"),
        (timedelta(hours=30), "yesterday"),
        (timedelta(days=13), "13 days ago"),
        (timedelta(days=20), "10 November"),
        (timedelta(days=400), "26 October 2025"),
    ],
)
def test_moments_in_words(passed: timedelta, words: str) -> None:
    assert f">{words}<" in ago(NOW - passed, NOW, str)


def test_the_exact_moment_stands_in_the_title() -> None:
    found = ago(NOW - timedelta(days=3), NOW, str)
    assert 'title="2026-11-27 12:00"' in found
    assert 'datetime="2026-11-27T12:00+00:00"' in found
