"""What is deleted for good after the answer: large parts of the trash, and what has been there too long.

A thousand nodes a commit: a process that is killed leaves an item that is going, and the job goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from contentsite.security.actor import SCRIPT, Actor, act_as
from contentsite.settings import Settings, settings_of
from contentsite.storage.connection import opened, site_in
from contentsite.tree.root import Root
from contentsite.tree.trash import TrashItem
from contentsite.tree.trashing import purging

from .queue import enqueue

PURGE: Final = "purge"
EXPIRED: Final = "purge-expired"
LONGEST: Final = 60 * 60.0


def purge_later(work: Any, item: TrashItem, actor: Actor) -> str:
    """Have an item of the trash deleted for good after this transaction; nobody can restore it any more.

    `work` is the root mapping of the work database. Returns the job's id.
    """
    item.is_going = True
    return enqueue(work, PURGE, {"uid": item.uid, "title": item.title, "actor": list(actor)})


def purge_items(registry: Any, uids: Iterable[str], actor: Actor = SCRIPT) -> int:
    """Delete items of the trash for good, in transactions of their own; return how many of them were there."""
    number = 0
    with opened(registry) as connection:
        manager, site = connection.transaction_manager, site_in(connection)
        for uid in uids:
            item = site.trash.get(uid)
            if item is None:
                continue
            act_as(manager.get(), actor)
            for _count in purging(site, item):
                manager.commit()
                manager.begin()
                act_as(manager.get(), actor)
                connection.cacheGC()
            number += 1
    return number


def expired(site: Root, now: datetime, days: int) -> list[str]:
    """Return the uids of what has been in the trash for so many days, and of what is going; none expires in 0 days."""
    oldest = now - timedelta(days=days)
    return [
        item.uid
        for item in site.trash.oldest()
        if item.is_going or (days and item.moment <= oldest)
    ]


def purge_expired(registry: Any, _values: Mapping[str, Any]) -> None:
    """Do the job of a day."""
    days = settings_of(registry).trash.days
    with opened(registry) as connection:
        uids = expired(site_in(connection), datetime.now(UTC), days)
    purge_items(registry, uids)


def run_purge(registry: Any, values: Mapping[str, Any]) -> None:
    """Do the job that somebody asked for."""
    purge_items(registry, [values["uid"]], Actor(*values["actor"]))


def old_trash(work: Any, _now: datetime, _settings: Settings) -> None:
    """Housekeeping: ask for the job that looks into the trash, which is in the main database."""
    enqueue(work, EXPIRED, {})


def describe(values: Mapping[str, Any]) -> str:
    """Return what Managers see of such a job."""
    return str(values.get("title", ""))
