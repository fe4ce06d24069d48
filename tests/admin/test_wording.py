"""What roles mean, in words that follow from the workflows."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from contentsite.admin.wording import can, listed
from contentsite.security.role import EDIT, READER, ROLES, VIEW
from contentsite.workflow.simple import IMMEDIATE, SIMPLE
from contentsite.workflow.workflow import State, Workflow

SHUT = Workflow(
    "shut",
    "Shut",
    (State("draft", "Draft", {EDIT: (READER,)}), State("published", "Out", {VIEW: (READER,)})),
    (),
    "draft",
)
REQUEST = SimpleNamespace(
    translate=str, workflows={each.name: each for each in (SIMPLE, IMMEDIATE, SHUT)}
)


@pytest.mark.parametrize(
    ("role", "workflow", "words"),
    [
        ("Visitor", "simple", "can see while “Published”"),
        ("Reader", "simple", "can see in any state"),
        ("Contributor", "simple", "can see and add in any state"),
        ("Editor", "simple", "can see, add, edit, publish, delete and share in any state"),
        ("Reviewer", "simple", "can see and publish in any state, edit while “In review”"),
        ("Reviewer", "immediate", "can see and publish in any state"),
        (
            "Owner",
            "simple",
            "can see in any state, edit while “Draft” and “Published”, add and delete while “Draft”",
        ),
        ("Manager", "simple", "can do everything"),
        ("Reader", "shut", "can see while “Out”, edit while “Draft”"),
        ("Editor", "shut", "can do nothing"),
        ("Editor", "not installed", "can do nothing"),
    ],
)
def test_what_a_role_may_do(role, workflow, words):
    assert can(REQUEST, role, workflow) == words


def test_words_say_what_the_workflow_says():
    """For each role, permission and state: the sentence names the verb where it is allowed, and nowhere else."""
    for role in ROLES:
        words = can(REQUEST, role, "simple")
        for permission in (EDIT, "publish", "delete", "share"):
            allowed = any(role in SIMPLE.allowed(s.name, permission) for s in SIMPLE.states)
            assert (permission in words or words == "can do everything") == allowed, (
                role,
                permission,
            )


@pytest.mark.parametrize(
    ("words", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), ("abc", "a, b and c")]
)
def test_lists(words, text):
    assert listed(str, words) == text
