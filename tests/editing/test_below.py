"""What a move makes public."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from admin_site import Admin

from contentsite.editing import below
from contentsite.editing.below import becomes_public, extent_of, prospect
from contentsite.security.acl import ALLOW, BLOCK, set_acl
from contentsite.security.principal import EVERYONE
from contentsite.types.document import Document
from contentsite.types.folder import Folder
from contentsite.workflow.workflow import workflows_of


@pytest.fixture
def asking(admin: Admin) -> Any:
    """What is asked of a request."""
    registry = admin.browser.app.registry
    return SimpleNamespace(now=datetime.now(UTC), workflows=workflows_of(registry))


def test_from_a_hidden_place_to_a_public_one(admin: Admin, asking: Any) -> None:
    site = admin.site
    child = site["hidden"]["child"]
    assert becomes_public(asking, child, site["news"])
    assert not becomes_public(asking, site["news"]["opened"], site["hidden"])
    assert not becomes_public(asking, site["news"]["opened"], site)
    child.retract()
    assert not becomes_public(asking, child, site["news"])


def test_out_of_a_block(admin: Admin, asking: Any) -> None:
    site = admin.site
    closed = site.add("closed", Folder(title="Closed"))
    closed.publish()
    set_acl(closed, [BLOCK])
    page = closed.add("page", Document(title="P"))
    page.publish()
    assert becomes_public(asking, page, site)
    set_acl(page, [BLOCK])
    assert not becomes_public(asking, page, site)
    assert not becomes_public(asking, site["news"]["opened"], closed)


def test_drafts_where_everybody_reads_drafts(admin: Admin, asking: Any) -> None:
    site = admin.site
    wiki = site.add("wiki", Folder(title="Wiki"))
    wiki.publish()
    set_acl(wiki, [(ALLOW, EVERYONE, "Reader")])
    assert becomes_public(asking, site["news"]["draft"], wiki)
    assert becomes_public(asking, site["news"], wiki), "drafts in it"
    assert not becomes_public(asking, site["news"]["draft"], site)


def test_a_look_at_many_is_short(
    admin: Admin, asking: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(below, "COUNTED", 2)
    assert extent_of(admin.site["news"]) == (2, True)
    assert extent_of(admin.site["hidden"]) == (2, False)
    assert prospect(asking, admin.site["news"], "delete").obstacle is None
