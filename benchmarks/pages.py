"""A page, uncached: CPU time a request, and how many times that of a hello it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .clock import fastest
from .content import BODY, document, folder
from .figure import Figure
from .place import BATCH, application, temporary, writing
from .scale import Scale
from .wsgi import get

NAVIGATION = 10
BESIDE = 10
"""Documents in the folder of the measured one."""


def pages(scale: Scale) -> Iterator[Figure]:
    """Measure a document at depth 3 and a folder listing of 50 beside a hello."""
    with temporary() as place, application(place) as app:
        _build(app)
        calls = {
            "hello": get(app, "/@@hello"),
            "document": get(app, "/section-1/chapter-1/page-1"),
            "links": get(app, "/section-1/chapter-1/linked"),
            "listing": get(app, "/section-2"),
            "table": get(app, "/section-3"),
            "home": get(app, "/"),
        }
        found = fastest(calls, scale.rounds, scale.calls)
        yield from _figures({name: seconds * 1000 for name, seconds in found.items()})


def _figures(ms: dict[str, float]) -> Iterator[Figure]:
    hello = ms["hello"]
    yield Figure("hello: database and transaction opened", hello, "ms", 1.0, "hello")
    for name, title, most, ratio_most in (
        ("document", "document, depth 3, 10 navigation entries, 2 kB", 0.30, 4.0),
        ("links", "the same with five links by uid, contents list", None, None),
        ("listing", f"folder listing of {BATCH}, as cards", None, 4.0),
        ("table", f"folder listing of {BATCH}, as table", None, None),
        ("home", "home page with no more than its title", None, None),
    ):
        yield Figure(
            title, ms[name], "ms", ms[name] / hello, "hello", most=most, ratio_most=ratio_most
        )


def _build(app: Any) -> None:
    with writing(app) as (site, _commit):
        for number in range(1, NAVIGATION + 1):
            site.add(f"section-{number}", folder(f"Section {number}"))
        chapter = site["section-1"].add("chapter-1", folder("Chapter 1"))
        for number in range(1, BESIDE + 1):
            chapter.add(f"page-{number}", document(number))
        chapter.add("linked", document(0, _linked([node.uid for node in chapter.children()][:5])))
        site["section-3"].update({"layout": "table"})
        for section in (site["section-2"], site["section-3"]):
            for number in range(1, BATCH + 1):
                section.add(f"page-{number}", document(number))


def _linked(uids: list[str]) -> str:
    links = "".join(f'<p>See <a href="uid:{uid}">the other train</a>.</p>' for uid in uids)
    return f"{BODY}<h2>More trains</h2>{links}"
