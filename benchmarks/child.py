"""What is measured in a process of its own: `python -m benchmarks.child WHAT FOLDER ARGUMENTS`.

The arguments, and what is printed at the end, are JSON.
"""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from contentsite.app import make_app
from contentsite.security.audit.bulk import recorded_once

from .clock import frozen
from .content import sections
from .place import application, settings, writing
from .process import resident
from .wsgi import get

FIRST: Final = "/section-1/chapter-1/page-1"
CHECKPOINTS: Final = 10
SEED: Final = 2026


def build(folder: Path, shape: list[int], batch: int) -> dict[str, float]:
    """Fill a new site; return how many nodes it has, the CPU seconds and the peak memory in MB."""
    with (
        application(folder) as app,
        writing(app) as (site, commit),
        frozen(),
        recorded_once(site, "import", site),
    ):
        begun = time.process_time()
        nodes = sections(site, (shape[0], shape[1], shape[2]), commit, batch)
        seconds = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    return {"nodes": nodes, "seconds": seconds, "peak": peak}


def answer(folder: Path) -> None:
    """Start, answer once and end at once: the database is left as it was found."""
    # not by application(): nothing is closed, so that the index is not written
    get(make_app(settings(folder)), FIRST)()
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps(used.ru_utime + used.ru_stime), flush=True)
    os._exit(0)


def crash(folder: Path, edits: int) -> None:
    """Change a document so many times, each a commit, and die without closing anything."""
    app = make_app(settings(folder))
    with writing(app) as (site, commit):
        page = site["section-1"]["chapter-1"]["page-1"]
        for number in range(edits):
            page.update({"title": f"Night train, edition {number}"})
            commit()
        os.kill(os.getpid(), signal.SIGKILL)


def walk(folder: Path, shape: list[int], pages: int, cache: int) -> list[float]:
    """Ask for so many documents in any order; return the memory in MB on the way, at even steps."""
    chance = random.Random(SEED)
    found = []
    with application(folder, cache=cache) as app:
        for number in range(1, pages + 1):
            get(app, _address(chance, shape))()
            if number % max(1, pages // CHECKPOINTS) == 0:
                found.append(resident())
    return found


def _address(chance: random.Random, shape: list[int]) -> str:
    section, chapter, page = (chance.randint(1, most) for most in shape)
    return f"/section-{section}/chapter-{chapter}/page-{page}"


WORK: Final[dict[str, Callable[..., Any]]] = {
    "build": build,
    "answer": answer,
    "crash": crash,
    "walk": walk,
}


def main(arguments: list[str]) -> None:
    """Do one piece of work and print what came out."""
    what, folder, *rest = arguments
    print(json.dumps(WORK[what](Path(folder), *map(json.loads, rest))))


if __name__ == "__main__":
    main(sys.argv[1:])
