"""The one place where a request's permission is decided."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from pyramid.config import Configurator
from pyramid.interfaces import ISecurityPolicy

from contentsite.security.acl import DENY, EVERYONE, set_acl
from contentsite.security.policy import SecurityPolicy
from contentsite.types.document import Document
from contentsite.types.folder import Folder

REQUEST = SimpleNamespace(now=datetime(2030, 1, 1, tzinfo=UTC))


@pytest.fixture
def page(stored):
    folder = stored.site.add("f", Folder(title="F"))
    folder.publish()
    page = folder.add("p", Document(title="P"))
    page.publish()
    return page


def permits(context, permission="view"):
    return bool(SecurityPolicy().permits(REQUEST, context, permission))


def test_what_is_public_may_be_viewed(page):
    assert permits(page)
    assert not permits(page, "edit")


def test_what_is_hidden_may_not(page):
    page.__parent__.retract()
    assert not permits(page)
    page.__parent__.publish()
    page.publish(until=REQUEST.now)
    assert not permits(page)


def test_what_is_denied_may_not(page):
    set_acl(page.__parent__, [(DENY, EVERYONE, ("view",))])
    assert not permits(page)


@pytest.mark.parametrize("context", [None, object(), {}])
def test_what_is_no_node_has_no_permission(context):
    assert not permits(context)


def test_everybody_is_anonymous():
    policy = SecurityPolicy()
    assert policy.identity(REQUEST) is None
    assert policy.authenticated_userid(REQUEST) is None
    assert policy.remember(REQUEST, "ann") == []
    assert policy.forget(REQUEST) == []


def test_it_is_switched_on_by_its_include():
    config = Configurator()
    config.include("contentsite.security")
    config.commit()
    assert isinstance(config.registry.queryUtility(ISecurityPolicy), SecurityPolicy)
