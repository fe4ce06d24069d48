"""A preview link is good for one node, for a while."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from contentsite.versions.preview import Expired, end_of, preview_token

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
UID = "0" * 32
TOKEN = preview_token("secret", UID, NOW, 24)


def test_it_is_good_until_its_end() -> None:
    end = NOW + timedelta(hours=24)
    assert end_of("secret", UID, TOKEN, NOW, 24) == end
    assert end_of("secret", UID, TOKEN, end, 24) == end
    with pytest.raises(Expired, match="expired"):
        end_of("secret", UID, TOKEN, end + timedelta(seconds=1), 24)


def test_it_is_that_of_one_node_and_one_site() -> None:
    assert end_of("secret", "1" * 32, TOKEN, NOW, 24) is None
    assert end_of("other", UID, TOKEN, NOW, 24) is None
    later = str(int(TOKEN.partition(".")[0]) + 1) + "." + TOKEN.partition(".")[2]
    assert end_of("secret", UID, later, NOW, 24) is None


def test_a_clock_that_was_set_back_makes_it_no_longer() -> None:
    with pytest.raises(Expired):
        end_of("secret", UID, TOKEN, NOW - timedelta(days=400), 24)


@pytest.mark.parametrize(
    "token", ["", ".", "1.", "x.y", "١٢." + "0" * 64, "9" * 30 + "." + "0" * 64]
)
def test_rubbish(token: str) -> None:
    assert end_of("secret", UID, token, NOW, 24) is None
