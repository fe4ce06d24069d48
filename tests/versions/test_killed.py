"""A process is killed in the middle of a publication, a deletion, a restore or a purge: the site is whole."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Any

import pytest

from contentsite.app import make_app
from contentsite.storage.connection import close_databases, opened, site_in
from contentsite.testing import SECRET
from contentsite.tree.check import check_tree
from contentsite.tree.trashing import purge, restore, trash
from contentsite.types.document import Document
from contentsite.types.folder import Folder
from contentsite.versions.check import check_versions
from contentsite.versions.working import edit, publish_changes

PROCESS = """
import os, signal, sys
from contentsite.app import make_app
from contentsite.storage.connection import opened, site_in
from contentsite.tree.trashing import STEP, purging, restore, trash
from contentsite.versions.working import publish_changes

uri, secret, deed, when = sys.argv[1:]
app = make_app({"zodbconn.uri": uri, "contentsite.security.secret": secret,
                "contentsite.jobs.drain": "false"})

def die(*arguments, **options):
    os.kill(os.getpid(), signal.SIGKILL)

def be_fatal(connection):
    # a connection keeps the method that it has used once
    setattr(connection._storage, when, die)

def purge(site, commit):
    for number in purging(site, next(iter(site.trash.items()))):
        if number == STEP:
            commit()
            be_fatal(site._p_jar)
        commit()

def publish(site):
    publish_changes(site["page"])

deeds = {"publish": publish, "trash": lambda site: trash(site["branch"]),
         "restore": lambda site: restore(site, next(iter(site.trash.items())))}
with opened(app.registry) as connection:
    site, manager = site_in(connection), connection.transaction_manager
    def commit():
        manager.commit()
        manager.begin()
    if deed == "purge":
        purge(site, commit)
    deeds[deed](site)
    be_fatal(connection)
    commit()
"""
NODES = 1_500


@pytest.fixture(scope="module")
def uri(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A site with a page that has unpublished changes, a branch, and another one in the trash."""
    found = f"datafs://{tmp_path_factory.mktemp('killed')}/Data.fs"
    with site_at(found) as site:
        page = site.add("page", Document(title="Page"))
        page.publish()
        site.add("branch", Folder(title="Branch")).add("leaf", Document(title="Leaf"))
        held = site.add("held", Folder(title="Held"))
        for number in range(NODES):
            held.add(f"n{number}", Document(title=str(number)))
        site._p_jar.transaction_manager.commit()
        site._p_jar.transaction_manager.begin()
        edit(page, {"title": "Changed"})
        trash(held)
    return found


@contextmanager
def site_at(uri: str) -> Iterator[Any]:
    """Open a site as a process that starts does; what was done in it is stored."""
    values = {"contentsite.security.secret": SECRET, "contentsite.jobs.drain": "false"}
    app = make_app({"zodbconn.uri": uri, **values})
    try:
        with opened(app.registry) as connection:
            yield site_in(connection)
            connection.transaction_manager.commit()
            connection.transaction_manager.begin()
    finally:
        close_databases(app.registry)


def faults(site: Any) -> list[Any]:
    return [*chain(check_tree(site), check_versions(site))]


def kill_in(deed: str, uri: str, when: str) -> None:
    command = [sys.executable, "-W", "ignore", "-c", PROCESS, uri, SECRET, deed, when]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr


@pytest.mark.parametrize("when", ["tpc_vote", "tpc_finish"])
@pytest.mark.parametrize("deed", ["publish", "trash", "restore"])
def test_it_was_done_as_a_whole_or_not_at_all(uri: str, deed: str, when: str) -> None:
    kill_in(deed, uri, when)
    with site_at(uri) as site:
        assert faults(site) == []
        assert (site["page"].title, site["page"]._working.values) == ("Page", {"title": "Changed"})
        assert "leaf" in site["branch"]
        assert [item.name for item in site.trash.items()] == ["held"]


def test_then_all_of_it_can_be_done(uri: str) -> None:
    kill_in("purge", uri, "tpc_vote")
    with site_at(uri) as site:
        assert faults(site) == []
        (item,) = site.trash.items()
        assert item.is_going
        publish_changes(site["page"])
        trashed = trash(site["branch"])
        restore(site, trashed)
        purge(site, item)
    with site_at(uri) as site:
        assert faults(site) == []
        assert site["page"].title == "Changed"
        assert (list(site.trash.items()), "leaf" in site["branch"]) == ([], True)
