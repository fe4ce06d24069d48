"""A site of 1,000,000 nodes beside one of 10,000: starting, finding a page, memory."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .child import FIRST
from .clock import fastest
from .figure import Figure
from .place import application, temporary, writing
from .process import python
from .scale import Scale
from .wsgi import get


@dataclass(frozen=True, slots=True)
class Site:
    """A site that was built: where it lies, and what is known of its making."""

    folder: Path
    shape: tuple[int, int, int]
    nodes: int
    seconds: float
    peak: float

    @property
    def name(self) -> str:
        """How the figures call it."""
        return f"{self.nodes:,} nodes"


def large(scale: Scale) -> Iterator[Figure]:
    """Build both sites, then measure them in turn."""
    with temporary() as place:
        small = _built(place / "small", scale.small_site, scale)
        big = _built(place / "large", scale.large_site, scale)
        yield from _building(small, big)
        yield from _starts(small, big, scale)
        yield from _traversal(small, big, scale)
        yield from _memory(small, big, scale)


def run(what: str, folder: Path, *arguments: Any) -> Any:
    """Do a piece of work in a process of its own and return what it printed, None where it died."""
    command = python("-m", "benchmarks.child", what, str(folder), *map(json.dumps, arguments))
    found = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    return json.loads(found.stdout) if found.stdout else None


def _built(folder: Path, shape: tuple[int, int, int], scale: Scale) -> Site:
    folder.mkdir()
    found = run("build", folder, shape, scale.batch)
    return Site(folder, shape, **found)


def _building(small: Site, big: Site) -> Iterator[Figure]:
    ours, theirs = big.nodes / big.seconds, small.nodes / small.seconds
    yield Figure(
        f"bulk load of {big.name}", ours, "nodes/s", ours / theirs, small.name, least=20_000
    )
    yield Figure("peak memory of it", big.peak, "MB", big.peak / small.peak, small.name)
    size = {site: (site.folder / "Data.fs").stat().st_size / site.nodes for site in (small, big)}
    yield Figure("Data.fs a node", size[big] / 1000, "kB", size[big] / size[small], small.name)


def _starts(small: Site, big: Site, scale: Scale) -> Iterator[Figure]:
    yield _start("start (CPU), index saved", small, big, scale, ratio_most=2.0)
    for site in (small, big):
        run("crash", site.folder, scale.edits)
    name = f"start (CPU) after kill -9, {scale.edits:,} commits behind the index"
    yield _start(name, small, big, scale, ratio_most=2.0)
    for site in (small, big):
        _index(site).unlink()
    yield _start("start (CPU), index lost", small, big, scale)


def _start(
    name: str, small: Site, big: Site, scale: Scale, ratio_most: float | None = None
) -> Figure:
    """Start both in turn, each time from the same index; the smallest CPU time counts."""
    best = {site: float("inf") for site in (small, big)}
    saved = {site: _index(site).read_bytes() if _index(site).exists() else None for site in best}
    for _ in range(scale.starts):
        for site in best:
            _put_back(_index(site), saved[site])
            best[site] = min(best[site], run("answer", site.folder))
    return Figure(
        f"{name}, {big.name}",
        best[big],
        "s",
        best[big] / best[small],
        small.name,
        ratio_most=ratio_most,
    )


def _index(site: Site) -> Path:
    return site.folder / "Data.fs.index"


def _put_back(index: Path, content: bytes | None) -> None:
    if content is None:
        index.unlink(missing_ok=True)
    else:
        index.write_bytes(content)


def _traversal(small: Site, big: Site, scale: Scale) -> Iterator[Figure]:
    names = FIRST.strip("/").split("/")
    with (
        application(small.folder) as small_app,
        application(big.folder) as big_app,
        writing(small_app) as (small_root, _),
        writing(big_app) as (big_root, _),
    ):
        found = fastest(
            {"small": lambda: descend(small_root, names), "big": lambda: descend(big_root, names)},
            scale.rounds,
            scale.calls * 50,
        )
        yield Figure(
            f"finding a warm leaf by its three names, {big.name}",
            found["big"] * 1e6,
            "us",
            found["big"] / found["small"],
            small.name,
            ratio_most=1.25,
        )
        calls = {"small": get(small_app, FIRST), "big": get(big_app, FIRST)}
        found = fastest(calls, scale.rounds, scale.calls)
        yield Figure(
            f"page of a warm leaf, {big.name}",
            found["big"] * 1e3,
            "ms",
            found["big"] / found["small"],
            small.name,
            ratio_most=1.25,
        )


def descend(root: Any, names: list[str]) -> Any:
    """Follow names through containers."""
    here = root
    for name in names:
        here = here.get(name)
    return here


def _memory(small: Site, big: Site, scale: Scale) -> Iterator[Figure]:
    """Watch the memory while documents are asked for: once the cache is full, it must not grow."""
    pages = f"{scale.walk:,} different pages"
    on_small = _walked(small, scale, scale.cache)
    for cache in (scale.cache, scale.cache * 5):
        found = _walked(big, scale, cache)
        half = found[len(found) // 2]
        yield Figure(
            f"resident memory after {pages}, cache of {cache:,}, {big.name}",
            found[-1],
            "MB",
            found[-1] / on_small[-1],
            f"{small.name}, cache of {scale.cache:,}",
        )
        yield Figure(
            f"growth over the last half of them, cache of {cache:,}",
            found[-1] - half,
            "MB",
            found[-1] / half,
            "at half",
            most=0.25,
        )


def _walked(site: Site, scale: Scale, cache: int) -> list[float]:
    found: list[float] = run("walk", site.folder, site.shape, scale.walk, cache)
    return found
