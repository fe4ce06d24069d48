"""Bulk load: nodes a second of CPU time, with a commit each few thousand nodes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext

from contentsite.declaration import types_of
from contentsite.exchange.sample import add_sample
from contentsite.security.audit.bulk import recorded_once

from .clock import cpu_seconds, frozen
from .content import fill, folder, sections
from .figure import Figure
from .place import application, temporary, writing
from .scale import Scale

RUNS = 3
CHAPTER = 100


def bulk(scale: Scale) -> Iterator[Figure]:
    """Measure loading documents, and importing the sample content."""
    runs = min(RUNS, scale.rounds)
    tree, flat, single = float("inf"), float("inf"), float("inf")
    for _ in range(runs):
        tree = min(tree, _a_node(scale, "tree"))
        flat = min(flat, _a_node(scale, "flat"))
        single = min(single, _a_node(scale, "single"))
    yield _rate("bulk load, folders of 100", tree, single, least=20_000)
    yield _rate("bulk load, one folder", flat, single, least=20_000)
    yield _rate("a commit a node", single, single)
    yield from _sample(scale, tree)


def _rate(name: str, seconds: float, single: float, least: float | None = None) -> Figure:
    return Figure(name, 1 / seconds, "nodes/s", single / seconds, "a commit a node", least=least)


def _a_node(scale: Scale, way: str) -> float:
    """Return the CPU seconds that a node takes, in a new site."""
    with temporary() as place, application(place) as app, writing(app) as (site, commit):
        count = scale.load

        def load() -> None:
            nonlocal count
            if way == "tree":
                shape = (1, max(1, scale.load // CHAPTER), min(CHAPTER, scale.load))
                count = sections(site, shape, commit, scale.batch)
            elif way == "flat":
                fill(site.add("flat", folder("Flat")), count, commit, scale.batch)
            else:
                count = max(1, scale.load // 20)
                fill(site.add("flat", folder("Flat")), count, commit, 1)

        # one entry in the audit log a load, as an import has; with a commit a node each has its own
        recording = nullcontext() if way == "single" else recorded_once(site, "import", site)
        with frozen(), recording:
            return cpu_seconds(load) / count


def _sample(scale: Scale, bulk_load: float) -> Iterator[Figure]:
    a_node = min(_sample_node() for _ in range(min(RUNS, scale.rounds)))
    yield Figure(
        "import of the sample content", a_node * 1000, "ms a node", a_node / bulk_load, "bulk load"
    )


def _sample_node() -> float:
    with temporary() as place, application(place) as app, writing(app) as (site, commit):
        made = 0

        def load() -> None:
            nonlocal made
            report = add_sample(site, types_of(app.registry))
            commit()
            made = report.made

        return cpu_seconds(load) / max(1, made)
