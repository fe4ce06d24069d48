"""The workflows that every site has: Draft, In review, Published."""

from __future__ import annotations

from typing import Final

from contentsite.security.role import (
    ADD,
    CONTRIBUTOR,
    DELETE,
    EDIT,
    EDITOR,
    OWNER,
    PUBLISH,
    READER,
    REVIEWER,
    SHARE,
    VIEW,
    VISITOR,
)
from contentsite.sentence import _
from contentsite.tree.window import DRAFT, PUBLISHED

from .workflow import State, Transition, Workflow

REVIEW: Final = "review"
_TEAM: Final = (READER, CONTRIBUTOR, EDITOR, REVIEWER, OWNER)

_DRAFT = State(
    DRAFT,
    _("Draft"),
    {
        VIEW: _TEAM,
        ADD: (CONTRIBUTOR, EDITOR, OWNER),
        EDIT: (EDITOR, OWNER),
        PUBLISH: (EDITOR, REVIEWER),
        DELETE: (EDITOR, OWNER),
        SHARE: (EDITOR,),
    },
)
_REVIEW = State(
    REVIEW,
    _("In review"),
    {
        VIEW: _TEAM,
        ADD: (CONTRIBUTOR, EDITOR),
        # who handed it in lets go of it until it comes back
        EDIT: (EDITOR, REVIEWER),
        PUBLISH: (EDITOR, REVIEWER),
        DELETE: (EDITOR,),
        SHARE: (EDITOR,),
    },
    kind="waiting",
)
_PUBLISHED = State(
    PUBLISHED,
    _("Published"),
    {
        VIEW: (VISITOR, *_TEAM),
        ADD: (CONTRIBUTOR, EDITOR),
        # changes a working copy: to put it live takes `publish`
        EDIT: (EDITOR, OWNER),
        PUBLISH: (EDITOR, REVIEWER),
        DELETE: (EDITOR,),
        SHARE: (EDITOR,),
    },
    kind="live",
)
_PUBLISH = Transition("publish", _("Publish"), (DRAFT, REVIEW), PUBLISHED, PUBLISH)
_RETRACT = Transition("retract", _("Take back to draft"), (PUBLISHED,), DRAFT, PUBLISH)

SIMPLE: Final = Workflow(
    "simple",
    _("Draft, review, publish"),
    (_DRAFT, _REVIEW, _PUBLISHED),
    (
        Transition("submit", _("Hand in for review"), (DRAFT,), REVIEW, EDIT),
        Transition("return", _("Send back to draft"), (REVIEW,), DRAFT, PUBLISH),
        _PUBLISH,
        _RETRACT,
    ),
    initial=DRAFT,
)
"""Work begins as a draft; who may publish does so, at once or after a review."""

IMMEDIATE: Final = Workflow(
    "immediate",
    _("Public at once"),
    (_DRAFT, _PUBLISHED),
    (Transition("publish", _("Publish"), (DRAFT,), PUBLISHED, PUBLISH), _RETRACT),
    initial=PUBLISHED,
)
"""What is added is public where its folder is: for files and pictures, which pages show."""
