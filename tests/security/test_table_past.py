"""The past against the table of persons and places: it is for those who may edit today, and speaks of nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from views_table import HOME, Stage, read

from contentsite.storage.past import moment_of
from contentsite.testing import site_app

PLACES, PEOPLE = read()[0], tuple(next(iter(read()[0].values())))


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    """The site of the table, and `then`: the prefix of a moment at which all of it was public."""
    with site_app() as (site, browser):
        found = Stage(site, browser)
        uids = [(node.uid, node) for node in found.nodes.values()]
        kept = {uid: (node.state, node.acl, node.publish_at, node.expire_at) for uid, node in uids}
        folders = [*found.part.children()]
        held = [(node, node.state, node.acl) for node in folders]
        for node in (*folders, *found.nodes.values()):
            node.acl = None
            node.publish()
        browser.commit()
        tid = browser.app.registry._zodb_databases[""].lastTransaction()
        found.then = f"/@@at/{moment_of(tid).isoformat()}"  # type: ignore[attr-defined]
        for node, state, acl in held:
            node.state, node.acl = state, acl
            node.touch("state", "acl")
        for uid, node in uids:
            node.state, node.acl, node.publish_at, node.expire_at = kept[uid]
            node.touch("state", "acl", "publish_at", "expire_at")
        browser.commit()
        yield found


def asked(stage: Any, person: str, path: str) -> Any:
    """Ask for a page of then; it speaks of nothing that is hidden today from who asks."""
    answer = stage.ask(person, stage.then + path, "GET")
    body = answer.text.replace(path, "")
    found = stage.hidden_from(person).search(body)
    assert found is None or f"/{found[0]}" in path, (person, path, found)
    return answer


@pytest.mark.parametrize("person", PEOPLE)
def test_a_page_of_then_is_for_those_who_may_edit_it_today(stage: Any, person: str) -> None:
    wrong = []
    for (place, own, kind), node in stage.nodes.items():
        can = PLACES[place]["member" if person == "Owner" and not own else person]
        if kind in ("File", "Image"):
            # what is public at once has no drafts, and other rules in its one state
            continue
        answer = asked(stage, person, f"/part/in-{place}/{node.__name__}")
        expected = {200} if "e" in can else {403, 404}
        if answer.status_int not in expected:
            wrong.append(f"{place} {kind} {own}: {answer.status_int}")
    assert wrong == []


@pytest.mark.parametrize("person", PEOPLE)
def test_no_listing_of_then_speaks_of_what_is_hidden_today(stage: Any, person: str) -> None:
    for place in PLACES:
        path = "/" if place == HOME else f"/part/in-{place}"
        asked(stage, person, path)
    for path in ("/part", "/quagga", "/part/nym1x", "/part/in-draft/nym"):
        asked(stage, person, path)
