"""Opening connections, and finding the site."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest
from ZODB import DB
from ZODB.MappingStorage import MappingStorage
from ZODB.POSException import ConflictError

from contentsite.storage import work_uri
from contentsite.storage.connection import (
    ROOT_KEY,
    SiteError,
    found_site,
    in_work,
    opened,
    part_of,
    site_in,
    site_opened,
)
from contentsite.types.document import Document
from contentsite.types.site import Site


@pytest.fixture
def registry():
    both: dict[str, DB] = {}
    for name in ("", "work"):
        DB(MappingStorage(), database_name=name, databases=both)
    yield SimpleNamespace(_zodb_databases=both)
    for db in both.values():
        db.close()


def test_a_new_site_is_made_once(registry):
    assert found_site(registry, lambda: Site(title="New"))
    assert not found_site(registry, lambda: pytest.fail("not again"))
    with site_opened(registry) as site:
        assert site.title == "New"


def test_what_is_done_is_stored_unless_it_fails(registry):
    found_site(registry, lambda: Site(title="New"))
    with site_opened(registry) as site:
        site.add("a", Document(title="A"))
    with pytest.raises(ZeroDivisionError), site_opened(registry) as site:  # noqa: PT012
        site.add("b", Document(title="B"))
        raise ZeroDivisionError
    with site_opened(registry) as site:
        assert list(site) == ["a"]


def test_connections_are_given_back(registry):
    for _time in range(20):
        with opened(registry) as connection:
            assert connection.opened
    assert (
        len([info for info in registry._zodb_databases[""].connectionDebugInfo() if info["opened"]])
        == 0
    )


def test_a_database_of_another_application_is_left_alone(registry):
    with opened(registry) as connection:
        connection.root()["app_root"] = {"a": 1}
    before = registry._zodb_databases[""].lastTransaction()
    with pytest.raises(
        SiteError, match=r"another application \(its root holds: app_root\).*Nothing was changed"
    ):
        found_site(registry, lambda: Site(title="New"))
    assert registry._zodb_databases[""].lastTransaction() == before
    with pytest.raises(SiteError, match="holds no site"), site_opened(registry):
        pass


def test_what_is_no_site(registry):
    with opened(registry) as connection:
        connection.root()[ROOT_KEY] = Document(title="x")
    with pytest.raises(SiteError, match="holds no site"):
        found_site(registry, lambda: Site(title="New"))


def test_a_site_of_a_class_that_is_gone(registry, module, monkeypatch):
    plugin = module(
        "own_site", "from contentsite import Site, content\n@content\nclass Home(Site): pass"
    )
    found_site(registry, lambda: plugin.Home(title="New"))
    monkeypatch.delitem(sys.modules, "own_site")
    with opened(registry) as connection:
        connection._resetCache()
        with pytest.raises(SiteError, match=r"of a class that is not installed \(Home\)"):
            site_in(connection)


def test_work_is_done_in_a_transaction_of_its_own(registry):
    in_work(registry, lambda work: part_of(work, "numbers", dict).setdefault("one", 1))
    with pytest.raises(ZeroDivisionError):
        in_work(registry, lambda work: part_of(work, "lost", list).append(1 / 0))
    with opened(registry, "work") as connection:
        assert dict(connection.root()) == {"contentsite.numbers": {"one": 1}}


def test_work_is_tried_again_while_others_change_the_same(registry, monkeypatch):
    monkeypatch.setattr("contentsite.storage.connection.time.sleep", lambda _seconds: None)
    tries = []

    def do(work):
        tries.append(len(tries))
        if len(tries) < 4:
            # somebody else gets in between
            with opened(registry, "work") as other:
                other.root()["n"] = len(tries)
        work["n"] = "mine"

    in_work(registry, do)
    assert tries == [0, 1, 2, 3]
    with opened(registry, "work") as connection:
        assert connection.root()["n"] == "mine"


def test_work_that_never_succeeds_says_so(registry, monkeypatch):
    monkeypatch.setattr("contentsite.storage.connection.time.sleep", lambda _seconds: None)

    def fail(_work):
        raise ConflictError

    with pytest.raises(ConflictError):
        in_work(registry, fail)


@pytest.mark.parametrize(
    ("given", "uri", "found"),
    [
        ("zeo://x", "datafs:///s/Data.fs", "zeo://x"),
        ("", "datafs:///s/v/Data.fs?blobs=/b", "datafs:///s/v/work.fs?blobs=/s/v/work.blobs"),
        (None, "datafs:///Data.fs", "datafs:///work.fs?blobs=/work.blobs"),
    ],
)
def test_the_second_database_lies_beside_the_first(given, uri, found):
    assert work_uri(given, uri) == found


def test_where_nothing_lies_beside_it_must_be_named():
    with pytest.raises(SiteError, match=r"zodbconn.uri.work: is missing; write: "):
        work_uri("", "zeo://localhost:9")
