"""A process is killed in the middle of an undo: the site is whole, and the undo can be done then."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import chain
from typing import Any

import pytest

from contentsite.app import make_app
from contentsite.storage.connection import close_databases, opened, site_in
from contentsite.testing import SECRET
from contentsite.tree.check import check_tree
from contentsite.tree.move import move
from contentsite.types.document import Document
from contentsite.types.folder import Folder
from contentsite.undo.log import changes_of
from contentsite.undo.rights import Rights
from contentsite.undo.undo import undo
from contentsite.versions.check import check_versions
from contentsite.workflow.workflow import workflows_of

PROCESS = """
import os, signal, sys
from datetime import UTC, datetime
from contentsite.app import make_app
from contentsite.storage.connection import opened, site_in
from contentsite.undo import undo as undoing
from contentsite.undo.change import Placed
from contentsite.undo.log import changes_of
from contentsite.undo.rights import Rights
from contentsite.workflow.workflow import workflows_of

uri, secret, when = sys.argv[1:]
app = make_app({"zodbconn.uri": uri, "contentsite.security.secret": secret,
                "contentsite.jobs.drain": "false"})

def die(*arguments, **options):
    os.kill(os.getpid(), signal.SIGKILL)

put_back, count = undoing._INVERSES[Placed], []

def put_back_some(*arguments):
    count.append(1)
    if len(count) > 150:
        die()
    put_back(*arguments)

with opened(app.registry) as connection:
    site = site_in(connection)
    if when == "halfway":
        undoing._INVERSES[Placed] = put_back_some
    else:
        # a connection keeps the method that it has used once
        setattr(connection._storage, when, die)
    rights = Rights(None, datetime.now(UTC), workflows_of(app.registry))
    done = undoing.undo(site, next(changes_of(site).changes()), rights)
    assert len(done.done) == 202, done
    connection.transaction_manager.commit()
"""
LEAVES = 200


@contextmanager
def site_at(uri: str) -> Iterator[tuple[Any, Rights]]:
    """Open a site as a process that starts does; what was done in it is stored."""
    values = {"contentsite.security.secret": SECRET, "contentsite.jobs.drain": "false"}
    app = make_app({"zodbconn.uri": uri, **values})
    try:
        with opened(app.registry) as connection:
            yield site_in(connection), Rights(None, datetime.now(UTC), workflows_of(app.registry))
            connection.transaction_manager.commit()
            connection.transaction_manager.begin()
    finally:
        close_databases(app.registry)


@pytest.fixture(scope="module")
def uri(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A site, and one change of it: many pages were moved, one was edited, and a folder added."""
    found = f"datafs://{tmp_path_factory.mktemp('killed')}/Data.fs"
    with site_at(found) as (site, _rights):
        branch = site.add("branch", Folder(title="Branch"))
        for number in range(LEAVES):
            branch.add(f"n{number}", Document(title=str(number)))
        site.add("attic", Folder(title="Attic"))
    with site_at(found) as (site, _rights):
        site["attic"].update({"title": "Full"})
        for name in [*site["branch"]]:
            move(site["branch"][name], site["attic"])
        site.add("new", Folder(title="New"))
    return found


def faults(site: Any) -> list[Any]:
    return [*chain(check_tree(site), check_versions(site))]


@pytest.mark.parametrize("when", ["halfway", "tpc_vote", "tpc_finish"])
def test_nothing_is_undone_then(uri: str, when: str) -> None:
    command = [sys.executable, "-W", "ignore", "-c", PROCESS, uri, SECRET, when]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    with site_at(uri) as (site, _rights):
        assert faults(site) == []
        assert (len(site["branch"]), len(site["attic"])) == (0, LEAVES)
        assert (site["attic"].title, "new" in site) == ("Full", True)
        assert next(changes_of(site).changes()).undone == {}


def test_then_all_of_it_can_be_undone(uri: str) -> None:
    with site_at(uri) as (site, rights):
        found = undo(site, next(changes_of(site).changes()), rights)
        assert (len(found.done), found.refused) == (LEAVES + 2, ())
    with site_at(uri) as (site, _rights):
        assert faults(site) == []
        assert list(site["branch"]) == [f"n{number}" for number in range(LEAVES)]
        assert (site["attic"].title, list(site["attic"]), "new" in site) == ("Attic", [], False)
