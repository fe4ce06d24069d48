"""`python -m benchmarks [--large] [NAME ...]`: measure, and print a table."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from .admin import admin
from .api import api
from .bulk import bulk
from .children import children
from .figure import Figure, table
from .large import large
from .pages import pages
from .past import past
from .permission import permission
from .scale import Scale
from .search import search, search_large
from .sign_in import sign_in
from .start import start, wire
from .trash import trash
from .versions import versions
from .writing import writing

Benchmark = Callable[[Scale], Iterator[Figure]]

BENCHMARKS: Final[Mapping[str, Benchmark]] = {
    "pages": pages,
    "past": past,
    "admin": admin,
    "permission": permission,
    "children": children,
    "bulk": bulk,
    "versions": versions,
    "writing": writing,
    "trash": trash,
    "api": api,
    "start": start,
    "wire": wire,
    "sign-in": sign_in,
    "search": search,
}
LARGE: Final[Mapping[str, Benchmark]] = {"large": large, "search-large": search_large}


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmarks that were named, or all; return 0 also where a goal is missed."""
    figures: list[Figure] = []
    for name, benchmark in _chosen(arguments).items():
        begun = time.perf_counter()
        print(f"{name} ...", end="", flush=True, file=sys.stderr)
        figures += benchmark(Scale())
        print(f" {time.perf_counter() - begun:.0f} s", file=sys.stderr)
    print(machine())
    print()
    print(table(figures))
    return 0


def machine() -> str:
    """Say on what was measured."""
    cpu = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        models = (line for line in info.read_text().splitlines() if line.startswith("model name"))
        cpu = next(models, f": {cpu}").partition(":")[2].strip()
    return f"{cpu}, {os.cpu_count()} cores, Python {platform.python_version()}"


def _chosen(arguments: list[str] | None) -> Mapping[str, Benchmark]:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--large", action="store_true", help="a site of 1,000,000 nodes (minutes, 4 GB in /tmp)"
    )
    names = ", ".join([*BENCHMARKS, *LARGE])
    parser.add_argument("names", metavar="NAME", nargs="*", help=f"only these of {names}")
    options = parser.parse_args(arguments)
    known = {**BENCHMARKS, **LARGE}
    if unknown := [name for name in options.names if name not in known]:
        parser.error(f"there is no {', '.join(unknown)}; there are: {names}")
    if options.names:
        return {name: known[name] for name in options.names}
    return LARGE if options.large else BENCHMARKS


if __name__ == "__main__":
    sys.exit(main())
