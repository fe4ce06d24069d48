"""Saving and publishing with version and audit log; what versions take; a page with many of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from types import SimpleNamespace
from typing import Any

from contentsite.security.acl import ALLOW, set_acl
from contentsite.security.actor import Actor, act_as
from contentsite.security.people import people_of
from contentsite.security.principal import user_principal
from contentsite.security.user import User
from contentsite.versions.working import edit

from .clock import fastest, fastest_after
from .content import BODY, document
from .figure import Figure
from .form import fields_of, poster, signed_in
from .place import application, database, temporary, writing
from .scale import Scale

Change = Callable[[Any, dict[str, str]], object]

FEW = 60
"""Versions of the page, more than one screen shows, beside which one with many is measured."""
_LONG = BODY * 25
"""50 kB of rich text."""


def versions(scale: Scale) -> Iterator[Figure]:
    """Measure the forms, the growth of Data.fs, and screens of a page with many versions."""
    with temporary() as place, application(place, cache=40_000) as app:
        user = _fill(app, scale)
        yield from _forms(app, user, scale)
        yield from _many(app, user, scale)
    yield from _growth("published", edit, scale)
    yield from _growth("a draft", _update, scale)


def _forms(app: Any, user: Any, scale: Scale) -> Iterator[Figure]:
    """Measure both forms of one page; each publication has a change of its own."""
    ask, fields = poster(app, user), fields_of(app, user, "/page/@@edit")
    numbers = count()

    def save() -> None:
        ask("/page/@@edit", {**fields, "f-title": f"Title {next(numbers)}"})

    def publish() -> None:
        ask("/page/@@state", {"changes": "publish"})

    saving = fastest({"save": save}, scale.rounds, 1)["save"]
    publishing = fastest_after(save, {"publish": publish}, scale.rounds)["publish"]
    yield Figure("save a published page, by its form", saving * 1e3, "ms CPU", most=5.0)
    yield Figure("publish its changes, by their form", publishing * 1e3, "ms CPU", most=5.0)


def _many(app: Any, user: Any, scale: Scale) -> Iterator[Figure]:
    browser, headers = signed_in(app, user)
    ask, fields = poster(app, user), fields_of(app, user, "/few/@@edit")
    numbers = count()

    def look(address: str) -> Callable[[], object]:
        return lambda: browser.get(address, headers=headers, status=200)

    def save(name: str) -> Callable[[], object]:
        return lambda: ask(f"/{name}/@@edit", {**fields, "f-title": f"Title {next(numbers)}"})

    middle = f"/many/@@history?before={scale.versions // 2}"
    found = fastest(
        {
            "its history, few": look("/few/@@history"),
            "its history": look("/many/@@history"),
            "its history, middle": look(middle),
            "a save, few": save("few"),
            "a save": save("many"),
        },
        max(2, scale.rounds // 4),
        1,
    )
    for name in ("its history", "its history, middle", "a save"):
        few = found[f"{name.partition(',')[0]}, few"]
        yield Figure(
            f"{name}, {scale.versions:,} versions",
            found[name] * 1e3,
            "ms CPU",
            found[name] / few,
            f"{FEW} versions",
            ratio_most=1.25,
        )


def _growth(how: str, change: Change, scale: Scale) -> Iterator[Figure]:
    """Measure what Data.fs grows by until a pack, and what of it is left then."""
    with temporary() as place, application(place) as app, _as_ada(app) as (site, commit):
        page = site.add("page", document(1, _LONG))
        if change is _update:
            page.retract()
        commit()
        storage = database(app).storage
        before = storage.getSize()
        for number in range(scale.edits):
            change(page, {"title": f"Title {number}"})
            commit()
        grown = storage.getSize() - before
        yield _megabytes(f"50 kB, its title changed {scale.edits:,} times, {how}", grown)
        database(app).pack()
        yield _megabytes("the same, packed", storage.getSize() - before)


def _update(page: Any, values: dict[str, str]) -> None:
    page.update(values)


def _megabytes(name: str, size: int) -> Figure:
    return Figure(name, size / 1e6, "MB", most=1.0)


@contextmanager
def _as_ada(app: Any) -> Iterator[tuple[Any, Callable[[], None]]]:
    """Give the site, and what commits; each transaction is of a request by somebody."""
    with writing(app) as (site, commit):
        numbers = count()

        def stored() -> None:
            commit()
            actor = Actor("0" * 32, "ada", "192.0.2.1", f"{next(numbers):016x}")
            act_as(site._p_jar.transaction_manager.get(), actor)

        stored()
        yield site, stored


def _fill(app: Any, scale: Scale) -> Any:
    """Make the pages; return an Editor, as he is known outside of the database."""
    with writing(app) as (site, commit):
        user = people_of(site).add(User(name="editor"))
        set_acl(site, [(ALLOW, user_principal(user.uid), "Editor")])
        for name, number in (("page", 0), ("few", FEW), ("many", scale.versions)):
            page = site.add(name, document(1))
            commit()
            for each in range(number):
                edit(page, {"title": f"{each}"})
                commit()
        return SimpleNamespace(uid=user.uid, epoch=user.epoch)
