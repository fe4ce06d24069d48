"""Pyramid's policy asks the decision, for who makes the request."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from pyramid.config import Configurator
from pyramid.interfaces import ISecurityPolicy

from contentsite.security.policy import SecurityPolicy
from contentsite.security.principal import ANONYMOUS, EVERYONE, SIGNED_IN, Who
from contentsite.security.role import PERMISSIONS
from contentsite.types.site import Site
from contentsite.workflow.simple import SIMPLE

ANN = Who("a1", "ann", "Ann", frozenset({EVERYONE, SIGNED_IN, "user:a1"}))


def asked_by(who):
    return SimpleNamespace(
        past=None, now=datetime(2030, 1, 1, tzinfo=UTC), who=who, workflows={"simple": SIMPLE}
    )


def permits(context, permission="view", who=ANONYMOUS):
    return bool(SecurityPolicy().permits(asked_by(who), context, permission))


def test_nodes_are_judged():
    assert permits(Site(title="S"))
    assert not permits(Site(title="S"), "edit")


@pytest.mark.parametrize("context", [None, object(), {}])
def test_what_is_no_node_has_no_permission(context):
    assert not permits(context)


def test_an_account_is_had_by_who_is_signed_in():
    assert permits(None, "account", ANN)
    assert permits(None, "known", ANN)
    assert not permits(None, "account")
    assert not permits(None, "known")
    by_token = replace(ANN, scope=frozenset(PERMISSIONS))
    assert permits(None, "known", by_token)
    # else a token could make another one
    assert not permits(None, "account", by_token)


def test_who_it_is():
    policy = SecurityPolicy()
    assert (policy.identity(asked_by(ANN)), policy.authenticated_userid(asked_by(ANN))) == (
        ANN,
        "a1",
    )
    assert policy.identity(asked_by(ANONYMOUS)) is None
    assert policy.authenticated_userid(asked_by(ANONYMOUS)) is None
    assert policy.remember(asked_by(ANN), "a1") == policy.forget(asked_by(ANN)) == []


def test_it_is_registered():
    config = Configurator()
    config.include("contentsite.security")
    config.commit()
    assert isinstance(config.registry.getUtility(ISecurityPolicy), SecurityPolicy)
