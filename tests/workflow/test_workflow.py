"""Workflows as data: what cannot work is refused, what is not known is denied, and each way is walked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from pyramid.config import Configurator
from pyramid.exceptions import ConfigurationConflictError

from contentsite.types.document import Document
from contentsite.workflow import IMMEDIATE, SIMPLE
from contentsite.workflow.transition import NoTransition, do_transition, transition_of
from contentsite.workflow.workflow import State, Transition, Workflow, workflows_of

NOW = datetime(2030, 1, 1, tzinfo=UTC)
DRAFT, PUBLISHED = State("draft", "Draft", {"view": ("Editor",)}), State("published", "Public", {})


def made(**values):
    given = {"states": (DRAFT, PUBLISHED), "transitions": (), "initial": "draft", **values}
    return Workflow("w", "W", **given)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"states": (DRAFT,)}, "published"),
        ({"states": (PUBLISHED,), "initial": "published"}, "draft"),
        ({"initial": "none"}, "none"),
        ({"transitions": (Transition("t", "T", ("draft",), "none", "edit"),)}, "none"),
        ({"transitions": (Transition("t", "T", ("none",), "draft", "edit"),)}, "none"),
        ({"transitions": (Transition("t", "T", ("draft",), "published", "rule"),)}, "rule"),
        ({"states": (State("draft", "D", {"look": ("Editor",)}), PUBLISHED)}, "look"),
        ({"states": (State("draft", "D", {"view": ("King",)}), PUBLISHED)}, "King"),
    ],
)
def test_what_cannot_work(values, reason):
    with pytest.raises(ValueError, match=reason):
        made(**values)


def test_what_is_not_allowed_is_for_managers():
    workflow = made()
    assert workflow.allowed("draft", "view") == {"Editor", "Manager"}
    assert workflow.allowed("draft", "edit") == {"Manager"}
    assert workflow.allowed("none", "view") == {"Manager"}
    assert workflow.state("none").title == "none"
    assert workflow.from_state("none") == ()


def test_a_site_adds_its_own():
    config = Configurator()
    config.include("contentsite.workflow")
    config.add_workflow(made())
    config.commit()
    assert set(workflows_of(config.registry)) == {"simple", "immediate", "w"}


def test_two_of_one_name_are_refused():
    config = Configurator()
    config.include("contentsite.workflow")
    config.commit()
    config.add_workflow(made())
    config.add_workflow(Workflow("w", "Other", (DRAFT, PUBLISHED), (), "draft"))
    with pytest.raises(ConfigurationConflictError):
        config.commit()


@pytest.mark.parametrize(
    ("state", "ways"),
    [
        ("draft", {"submit": "review", "publish": "published"}),
        ("review", {"return": "draft", "publish": "published"}),
        ("published", {"retract": "draft"}),
        ("gone", {}),
    ],
)
def test_each_way_of_the_simple_one(state, ways):
    for name in ("submit", "return", "publish", "retract", "none"):
        page = Document(title="P")
        page.retract(state) if state != "published" else page.publish()
        if name in ways:
            do_transition(SIMPLE, page, name)
            assert page.state == ways[name]
        else:
            with pytest.raises(NoTransition, match=", ".join(list(ways)) or "none"):
                do_transition(SIMPLE, page, name)
            assert page.state == state


@pytest.mark.parametrize(
    ("workflow", "name", "state", "permission"),
    [
        (SIMPLE, "submit", "draft", "edit"),
        (SIMPLE, "return", "review", "publish"),
        (SIMPLE, "publish", "draft", "publish"),
        (SIMPLE, "publish", "review", "publish"),
        (SIMPLE, "retract", "published", "publish"),
        (IMMEDIATE, "publish", "draft", "publish"),
        (IMMEDIATE, "retract", "published", "publish"),
    ],
)
def test_what_each_way_takes(workflow, name, state, permission):
    page = Document(title="P")
    page.state = state
    assert transition_of(workflow, page, name).permission == permission


def test_how_they_begin():
    assert (SIMPLE.initial, IMMEDIATE.initial) == ("draft", "published")
    assert {each.name for each in IMMEDIATE.states} == {"draft", "published"}


def test_a_window():
    page = Document(title="P")
    do_transition(SIMPLE, page, "publish", NOW, NOW + timedelta(hours=1))
    assert page.is_live(NOW)
    assert not page.is_live(NOW + timedelta(hours=1))
    do_transition(SIMPLE, page, "retract")
    assert (page.publish_at, page.expire_at) == (None, None)
    for at, until in ((NOW, NOW), (NOW, NOW - timedelta(days=1)), (NOW.replace(tzinfo=None), None)):
        with pytest.raises(ValueError, match=r"ends|zone|before"):
            do_transition(SIMPLE, page, "publish", at, until)
        assert page.state == "draft"
