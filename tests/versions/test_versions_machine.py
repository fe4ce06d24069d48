"""Any order of edits, publications, discards and restores: the versions are what a plain list says."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from contentsite.testing import site_app
from contentsite.types.document import Document
from contentsite.versions.history import last_of, values_of, versions_of
from contentsite.versions.restore import restore
from contentsite.versions.working import as_edited, discard, edit, publish_changes

TITLES = st.sampled_from(["A", "B", "C"])
BODIES = st.sampled_from(
    ["<p>x</p>", "<p>" + "long " * 60 + "</p>", "<p>" + "longer " * 900 + "</p>"]
)
Values = dict[str, str]


class Versions(RuleBasedStateMachine):
    """The model: what visitors see, what editors see, and what each version had."""

    def __init__(self) -> None:
        super().__init__()
        self.opened = site_app()
        self.site, self.browser = self.opened.__enter__()
        self.page: Any = self.site.add("page", Document(title="A", body="<p>x</p>"))
        self.browser.commit()
        self.live: Values = {"title": "A", "body": "<p>x</p>"}
        self.edited = dict(self.live)
        self.past = [dict(self.live)]
        self.is_public = False

    def teardown(self) -> None:
        self.opened.__exit__(None, None, None)

    def changed(self, new: Values) -> None:
        if new != self.edited:
            self.edited = dict(new)
            self.past.append(dict(new))
            if not self.is_public:
                self.live = dict(new)

    @rule(title=TITLES, body=BODIES)
    def edit(self, title: str, body: str) -> None:
        edit(self.page, {"title": title, "body": body})
        self.changed({"title": title, "body": body})

    @rule(title=TITLES, body=st.none() | BODIES)
    def change_past_the_copy(self, title: str, body: str | None) -> None:
        """A script changes the node itself, whatever waits in its working copy."""
        new = {"title": title} if body is None else {"title": title, "body": body}
        covered = set() if self.page._working is None else set(self.page._working.stored)
        self.page.update(new)
        self.live = {**self.live, **new}
        edited = {**self.edited, **{k: v for k, v in new.items() if k not in covered}}
        if edited != self.edited:
            self.edited = edited
            self.past.append(dict(edited))

    def keep_live(self) -> bool:
        """What visitors saw is a version before the working copy replaces it."""
        last = last_of(self.page)
        is_lost = bool(last and last.live) and self.live != self.past[last.live - 1]
        if is_lost:
            self.past.append(dict(self.live))
        return is_lost

    @rule(number=st.integers(0, 30))
    def restore(self, number: int) -> None:
        known = len(self.past)
        restore(self.page, number % known + 1)
        self.changed(self.past[number % known])

    @precondition(lambda self: self.page._working is not None)
    @rule()
    def publish_changes(self) -> None:
        self.keep_live()
        publish_changes(self.page)
        self.live = dict(self.edited)
        self.past.append(dict(self.edited))

    @precondition(lambda self: self.page._working is not None)
    @rule()
    def discard(self) -> None:
        discard(self.page)
        self.edited = dict(self.live)
        self.past.append(dict(self.live))

    @precondition(lambda self: self.page._working is None)
    @rule()
    def publish(self) -> None:
        last = last_of(self.page)
        if last is not None and last.live != last.number:
            self.past.append(dict(self.edited))
        self.page.publish()
        self.is_public = True

    @rule()
    def retract(self) -> None:
        if self.page._working is not None and self.keep_live() and self.live != self.edited:
            self.past.append(dict(self.edited))
        self.page.retract()
        self.is_public = False
        self.live = dict(self.edited)

    @invariant()
    def they_agree(self) -> None:
        self.browser.commit()
        self.site._p_jar.cacheMinimize()
        seen = as_edited(self.page)
        assert {"title": self.page.title, "body": self.page.body} == self.live
        assert {"title": seen.title, "body": seen.body} == self.edited
        assert self.page._working is not None or self.live == self.edited
        assert self.site.row("page").title == self.live["title"]
        numbers = [each.number for each in versions_of(self.page)]
        assert numbers == [*range(len(self.past), 0, -1)]
        for number, values in enumerate(self.past, start=1):
            found = values_of(self.page, number)
            assert {"title": found["title"], "body": found["body"]} == values


FEW = settings(max_examples=8, stateful_step_count=20)
MANY = settings(FEW, max_examples=300, stateful_step_count=50)


def test_the_versions_are_their_model() -> None:
    run_state_machine_as_test(Versions, settings=FEW)


@pytest.mark.long
def test_the_versions_are_their_model_for_long() -> None:
    run_state_machine_as_test(Versions, settings=MANY)
