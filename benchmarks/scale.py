"""How much is built and how often it is measured."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """The sizes of one run. The tests use small ones; goals hold for the defaults."""

    rounds: int = 200
    """How often each call is timed, in turn with the others; the smallest time counts."""
    calls: int = 5
    """How many requests are timed together, where one is too short for the clock."""
    few: int = 50
    many: int = 100_000
    """Children of the small and of the large folder."""
    dragged: int = 10_000
    """Children of the folder in which a row is dragged."""
    reorders: int = 100
    load: int = 20_000
    """Nodes of the bulk load."""
    batch: int = 5_000
    """Nodes between two commits of a bulk load."""
    branch: int = 100
    """Folders, and nodes in each, of the branch that is deleted."""
    starts: int = 7
    """How many fresh processes are started."""
    pages: int = 300
    """Pages asked for before memory is looked at."""
    small_site: tuple[int, int, int] = (10, 10, 100)
    large_site: tuple[int, int, int] = (100, 100, 100)
    """Sections, chapters a section, documents a chapter."""
    edits: int = 1_000
    """Commits between the last clean stop and a crash; changes of the title of one long page."""
    versions: int = 10_000
    """Versions of a page that has many."""
    walk: int = 20_000
    """Different documents asked for while memory is watched."""
    cache: int = 2_000
    """Objects that a connection's cache keeps while memory is watched."""
    made: int = 300
    """Pages that are made by one request each."""
    at_once: int = 2_000
    """Pages that are made by one request."""
    texts: int = 10_000
    """Documents of 200 words that are searched."""
    many_texts: int = 100_000
    questions: int = 300
    """How often each kind of question is asked."""
    paced: int = 400
    """Pages of a round without sign-ins, and of one with them."""


TINY = Scale(
    rounds=2,
    calls=1,
    few=3,
    many=40,
    dragged=60,
    reorders=3,
    load=60,
    batch=30,
    branch=3,
    starts=1,
    pages=3,
    small_site=(2, 1, 3),
    large_site=(2, 2, 3),
    edits=2,
    versions=12,
    walk=8,
    cache=10,
    made=3,
    at_once=3,
    texts=100,
    many_texts=200,
    questions=3,
    paced=3,
)
"""For tests: everything runs, nothing is worth reading."""
