"""Opening connections, and finding the site."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest
from ZODB import DB
from ZODB.MappingStorage import MappingStorage

from contentsite.storage.connection import (
    ROOT_KEY,
    SiteError,
    found_site,
    opened,
    site_in,
    site_opened,
)
from contentsite.types.document import Document
from contentsite.types.site import Site


@pytest.fixture
def registry():
    db = DB(MappingStorage())
    yield SimpleNamespace(_zodb_databases={"": db})
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
