"""Dates of WXR files as aware datetimes in UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from contentsite.exchange.wxr.entry import Entry


def _stamp(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        return None  # also "0000-00-00 00:00:00", which drafts have


def _rss(text: str) -> datetime | None:
    try:
        read = parsedate_to_datetime(text)
    except ValueError:
        return None
    aware = read if read.tzinfo else read.replace(tzinfo=UTC)
    return aware.astimezone(UTC) if aware.year > 1 else None


def offset_of(entries: list[Entry]) -> timedelta:
    """Guess how far the site's own time is from UTC, from the newest entry that gives both."""
    for entry in reversed(entries):
        local, utc = _stamp(entry.get("wp:post_date")), _stamp(entry.get("wp:post_date_gmt"))
        if local and utc and abs(local - utc) < timedelta(hours=15):
            return local - utc
    return timedelta(0)


def created(entry: Entry, offset: timedelta) -> datetime | None:
    """When an entry was published, or shall be: in UTC, else by the site's clock, else by RSS."""
    local = _stamp(entry.get("wp:post_date"))
    return (
        _stamp(entry.get("wp:post_date_gmt"))
        or (local - offset if local else None)
        or _rss(entry.get("pubDate"))
    )


def modified(entry: Entry, offset: timedelta) -> datetime | None:
    """When an entry was last changed; exports before WordPress 5.8 do not say."""
    local = _stamp(entry.get("wp:post_modified"))
    return _stamp(entry.get("wp:post_modified_gmt")) or (local - offset if local else None)
