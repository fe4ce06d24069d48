"""Which source an import reads: what makes the uids of its nodes the same each time."""

from __future__ import annotations

from pathlib import Path

from .item import UidOf, uid_maker


def source_uids(into: str, source: Path, kind: str) -> UidOf:
    """Return the function that names the nodes of a source imported into the place of a uid.

    The same source into two places makes two sets of nodes. A source is known by its name, so that
    a newer export under the same name updates what the older one made.
    """
    return uid_maker(f"contentsite:import:{into}:{kind}:{source.resolve().name}", home=into)
