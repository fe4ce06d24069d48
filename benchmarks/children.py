"""A folder of 100,000 children beside one of 50: opening, paging, reordering."""

from __future__ import annotations

import random
from collections.abc import Iterator
from statistics import median
from typing import Any

import transaction
from ZODB.Connection import resetCaches

from .clock import Call, fastest, fastest_after
from .content import fill, folder
from .figure import Figure
from .place import application, database, temporary, writing
from .scale import Scale
from .wsgi import get

SEED = 2026


def children(scale: Scale) -> Iterator[Figure]:
    """Measure the first page and a middle page, cold and warm, and what a reorder writes."""
    with temporary() as place, application(place) as app:
        _build(app, scale)
        calls = {
            "few": get(app, "/few"),
            "first": get(app, "/many"),
            "middle": get(app, "/many", f"after={_middle(app, scale.many)}"),
        }
        yield from _cold(app, calls, scale)
        yield from _warm(calls, scale)
        yield from _loaded(app, calls, scale)
        yield from _reorder(app, scale)


def _build(app: Any, scale: Scale) -> None:
    with writing(app) as (site, commit):
        for name, count in (("few", scale.few), ("many", scale.many)):
            fill(site.add(name, folder(name.capitalize())), count, commit, scale.batch)


def _middle(app: Any, count: int) -> str:
    with writing(app) as (site, _commit):
        order = site["many"].order
        token: str = order.token(order.key(f"page-{count // 2}"))
        return token


def _cold(app: Any, calls: dict[str, Call], scale: Scale) -> Iterator[Figure]:
    found = fastest_after(lambda: empty_caches(app), calls, scale.rounds)
    yield from _compared(found, "cold", scale, ratio_most=3.0)


def _warm(calls: dict[str, Call], scale: Scale) -> Iterator[Figure]:
    found = fastest(calls, scale.rounds, scale.calls)
    yield from _compared(found, "warm", scale, ratio_most=1.2)


def _compared(
    found: dict[str, float], state: str, scale: Scale, ratio_most: float
) -> Iterator[Figure]:
    few = found["few"]
    base = f"{scale.few} children"
    yield Figure(f"folder of {scale.few}, {state}", few * 1000, "ms", 1.0, base)
    for name in ("first", "middle"):
        yield Figure(
            f"folder of {scale.many:,}, {name} page, {state}",
            found[name] * 1000,
            "ms",
            found[name] / few,
            base,
            ratio_most=ratio_most,
        )


def empty_caches(app: Any) -> None:
    """Let the next request begin with an empty cache; that of the file system stays warm."""
    resetCaches()
    # A connection empties its cache when it is opened: here, so that the request need not. The pool
    # is a stack: this is the one that the request before had, and that the next one will have.
    database(app).open(transaction_manager=transaction.TransactionManager()).close()


def _loaded(app: Any, calls: dict[str, Call], scale: Scale) -> Iterator[Figure]:
    loads = {name: _loads(app, call) for name, call in calls.items()}
    for name in ("first", "middle"):
        yield Figure(
            f"objects loaded, {name} page of {scale.many:,}, cold",
            loads[name],
            "objects",
            loads[name] / loads["few"],
            f"{scale.few} children",
        )


def _loads(app: Any, call: Call) -> int:
    """Return how many objects a request loads into an empty cache."""
    loads = Loads()
    database(app).setActivityMonitor(loads)
    # a connection counts from when it was last asked: let it tell what it loaded before
    call()
    empty_caches(app)
    loads.count = 0
    call()
    database(app).setActivityMonitor(None)
    return loads.count


class Loads:
    """An activity monitor of ZODB: is told when a connection is closed."""

    count = 0

    def closedConnection(self, connection: Any) -> None:  # noqa: N802
        """Note what was loaded since the connection was opened."""
        self.count += connection.getTransferCounts(clear=True)[0]


def _reorder(app: Any, scale: Scale) -> Iterator[Figure]:
    chance = random.Random(SEED)
    names = [f"page-{number}" for number in range(1, scale.many + 1)]
    anywhere = _written(app, [tuple(chance.sample(names, 2)) for _ in range(scale.reorders)])
    # always before the same one: the gap fills up, and neighbours get new keys
    beside = names[len(names) // 2]
    same = chance.sample([name for name in names if name != beside], scale.reorders)
    crowded = _written(app, [(name, beside) for name in same])
    few = _written(app, [("page-1", "page-3"), ("page-1", "page-2")] * 3, "few")
    kilobytes = median(anywhere) / 1000
    yield Figure(
        f"a reorder among {scale.many:,} writes (median)",
        kilobytes,
        "kB",
        median(anywhere) / median(few),
        f"{scale.few} children",
        most=16,
    )
    yield Figure(f"the largest of {scale.reorders}", max(anywhere) / 1000, "kB", most=16)
    yield Figure("the largest, always to one place", max(crowded) / 1000, "kB", most=16)


def _written(app: Any, moves: list[tuple[str, ...]], name: str = "many") -> list[int]:
    """Return how much Data.fs grows by each of these moves."""
    storage, grown = database(app).storage, []
    with writing(app) as (site, commit):
        for moved, sibling in moves:
            before = storage.getSize()
            site[name].reorder(moved, sibling)
            commit()
            grown.append(storage.getSize() - before)
    return grown
