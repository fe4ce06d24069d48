"""The JSON face: reading a page and folders, and making pages one by one and many at once."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, Final

from contentsite.security.acl import ALLOW, set_acl
from contentsite.security.people import people_of
from contentsite.security.principal import user_principal
from contentsite.security.session import begin_session
from contentsite.security.user import User
from contentsite.storage.connection import in_work

from .clock import fastest
from .content import DESCRIPTION, SHORT, document, fill, folder
from .figure import Figure
from .place import application, caught_up, temporary, writing
from .scale import Scale
from .wsgi import get, send

JSON: Final = {"HTTP_ACCEPT": "application/json"}
SIZE: Final = 50


def api(scale: Scale) -> Iterator[Figure]:
    """Measure what visitors read, and what an Editor writes with a token."""
    with temporary() as place, application(place) as app:
        token = _build(app, scale)
        yield from _reading(app, scale)
        yield from _writing(app, scale, token)


def _build(app: Any, scale: Scale) -> str:
    """Fill the site, and return the token of an Editor."""
    with writing(app) as (site, commit):
        site.add("deep", folder("Deep")).add("chapter", folder("Chapter")).add("page", document(1))
        site.add("new", folder("New"))
        for name, count in (("few", scale.few), ("many", scale.many)):
            fill(site.add(name, folder(name.capitalize())), count, commit, scale.batch)
        user = people_of(site).add(User(name="editor"))
        set_acl(site, [(ALLOW, user_principal(user.uid), "Editor")])
        commit()

        def begin(work: Any) -> str:
            return begin_session(work, user, datetime.now(UTC), "127.0.0.1", "benchmark")

        found: str = in_work(app.registry, begin)
        return found


def _reading(app: Any, scale: Scale) -> Iterator[Figure]:
    query = f"b_size={SIZE}"
    calls = {
        "leaf": get(app, "/deep/chapter/page", **JSON),
        "few": get(app, "/few", query, **JSON),
        "many": get(app, "/many", query, **JSON),
    }
    found = {
        name: seconds * 1000 for name, seconds in fastest(calls, scale.rounds, scale.calls).items()
    }
    yield Figure("JSON of a page at depth 3, 2 kB", found["leaf"], "ms", most=0.25)
    few = found["few"]
    yield Figure(
        f"JSON of a folder of {scale.few}, first {SIZE}", few, "ms", 1.0, "the small folder"
    )
    yield Figure(
        f"JSON of a folder of {scale.many:,}, first {SIZE}",
        found["many"],
        "ms",
        found["many"] / few,
        "the small folder",
        ratio_most=2.0,
    )


def _writing(app: Any, scale: Scale, token: str) -> Iterator[Figure]:
    signed = {"HTTP_AUTHORIZATION": f"Bearer {token}"}
    pages = [json.dumps(_page(number)).encode() for number in range(scale.made)]

    def one_by_one() -> None:
        for page in pages:
            send(app, "/new", page, **signed)

    name = "pages made by a request each, committed, one connection"
    yield from _made(app, name, scale.made, 150, one_by_one)
    wanted = [
        {"method": "POST", "path": "/new", "body": _page(number)} for number in range(scale.at_once)
    ]
    body = json.dumps({"operations": wanted}).encode()
    name = f"pages made {scale.at_once:,} at once by @batch"
    yield from _made(app, name, scale.at_once, 2_000, lambda: send(app, "/@batch", body, **signed))


def _made(
    app: Any, name: str, number: int, least: float, make: Callable[[], object]
) -> Iterator[Figure]:
    """Measure the wall time, and what the requests take of it themselves: the index has a thread of its own."""
    caught_up(app)
    begun, used = time.perf_counter(), time.thread_time()
    make()
    used = time.thread_time() - used
    each = number / (time.perf_counter() - begun)
    yield Figure(name, each, "pages/s", least=least)
    yield Figure("a page of these", used / number * 1e3, "ms CPU")


def _page(number: int) -> dict[str, Any]:
    title = f"Night train number {number}"
    return {
        "@type": "Document",
        "title": title,
        "description": DESCRIPTION,
        "body": {"data": SHORT},
    }
