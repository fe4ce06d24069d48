"""What is asked of the log, in words."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from contentsite.security.audit.query import node_at, wanted_of
from contentsite.types.document import Document
from contentsite.types.folder import Folder
from contentsite.types.site import Site

BERLIN = ZoneInfo("Europe/Berlin")


def utc(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@pytest.fixture
def site():
    site = Site(title="Site")
    site.add("news", Folder(title="News")).add("page", Document(title="Page"))
    return site


def test_nothing_is_asked(site):
    wanted, problems = wanted_of(site, {})
    assert wanted_of(site, dict.fromkeys(("person", "node", "from", "to"), " ")) == (wanted, {})
    assert problems == {}
    assert (wanted.person, wanted.node, wanted.path, wanted.since) == ("", "", "", None)


@pytest.mark.parametrize(
    ("text", "zone", "since", "until"),
    [
        ("2026-11-01", UTC, utc(11, 1), utc(11, 2)),
        ("2026-07-01", BERLIN, utc(6, 30, 22), utc(7, 1, 22)),
        ("2026-07-01T12:30", BERLIN, utc(7, 1, 10, 30), utc(7, 1, 10, 30)),
        ("2026-07-01 12:30Z", BERLIN, utc(7, 1, 12, 30), utc(7, 1, 12, 30)),
    ],
)
def test_days_and_moments(site, text, zone, since, until):
    wanted, problems = wanted_of(site, {"from": text, "to": text}, zone)
    assert problems == {}
    assert (wanted.since, wanted.until) == (since, until)


@pytest.mark.parametrize("text", ["x", "2026-02-30", "0", "9999-12-31T23:59-12:00"])
def test_what_is_no_day(site, text):
    wanted, problems = wanted_of(site, {"from": text, "to": text})
    assert set(problems) == {"from", "to"}
    assert (wanted.since, wanted.until) == (None, None)


def test_places(site):
    page = site["news"]["page"]

    def place(node, below=""):
        wanted = wanted_of(site, {"node": node, "below": below})[0]
        return wanted.node, wanted.path

    assert place("/news/page") == place("news//page/") == place(page.uid) == (page.uid, "")
    assert place("/") == (site.uid, "")
    assert place("/news", "1") == ("", "/news")
    assert place("/gone/page") == ("", "/gone/page")
    assert node_at(site, "/news/page/deeper") is None
