"""Trash and restore of a subtree of 10,000 nodes, and their undo and redo, as the forms do it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

from contentsite.security.acl import ALLOW, set_acl
from contentsite.security.people import people_of
from contentsite.security.principal import user_principal
from contentsite.security.user import User
from contentsite.storage.connection import opened, site_in
from contentsite.undo.log import changes_of

from .children import empty_caches
from .content import document, folder
from .figure import Figure
from .form import Ask, poster
from .place import application, temporary, writing
from .scale import Scale

ROLES = ("Manager", "Editor")
NO_INDEX = {"contentsite__catalog__index": "false"}
"""What follows after the answer, in a thread of its own, is no part of what the request takes."""


def trash(scale: Scale) -> Iterator[Figure]:
    """Measure the requests, with the objects loaded and with nothing loaded, by role."""
    with temporary() as place, application(place, cache=40_000, **NO_INDEX) as app:
        users = _fill(app, scale.branch)
        for role in ROLES:
            ask = poster(app, users[role])
            for how in ("warm", "cold"):
                found = _rounds(app, ask, scale, is_cold=how == "cold")
                for what, seconds in found.items():
                    name = f"{what} {scale.branch**2:,} nodes, as {role}, {how}"
                    yield Figure(name, seconds * 1e3, "ms CPU", most=100)


def _rounds(app: Any, ask: Ask, scale: Scale, *, is_cold: bool) -> dict[str, float]:
    uid = _uid(app)
    change = ""
    steps: dict[str, Callable[[], None]] = {
        "trash": lambda: ask("/branch/@@delete", {}),
        "undo of trash": lambda: ask("/@@change", {"change": change}),
        "redo of trash": lambda: ask("/@@change", {"change": change}),
        "restore": lambda: ask("/@@restore", {"item": uid}),
        "undo of restore": lambda: ask("/@@change", {"change": change}),
        "redo of restore": lambda: ask("/@@change", {"change": change}),
    }
    best = dict.fromkeys(steps, float("inf"))
    for _ in range(max(2, scale.rounds // 10)):
        for what, step in steps.items():
            change = _newest(app)
            if is_cold:
                empty_caches(app)
            begun = time.process_time()
            step()
            best[what] = min(best[what], time.process_time() - begun)
    return best


def _fill(app: Any, size: int) -> dict[str, Any]:
    """Make the branch; return the people, as they are known outside of the database."""
    with writing(app) as (site, commit):
        branch = site.add("branch", folder("Branch"))
        for number in range(size):
            # the last one makes room for the branch itself
            held = branch.add(f"f{number}", folder(f"Folder {number}"))
            for child in range(size - 1 - (number == size - 1)):
                held.add(f"d{child}", document(f"Document {child}"))
            commit()
        users = {role: people_of(site).add(User(name=role.lower())) for role in ROLES}
        set_acl(site, [(ALLOW, user_principal(user.uid), role) for role, user in users.items()])
        commit()
        return {
            role: SimpleNamespace(uid=user.uid, epoch=user.epoch) for role, user in users.items()
        }


def _newest(app: Any) -> str:
    with opened(app.registry) as connection:
        found = next(changes_of(site_in(connection)).changes(), None)
        return found.id if found else ""


def _uid(app: Any) -> str:
    with opened(app.registry) as connection:
        return str(site_in(connection)["branch"].uid)
