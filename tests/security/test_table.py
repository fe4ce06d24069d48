"""The table of all views: who is answered what, for every role, in every state; each line is asked for real."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from views_table import HOME, LETTERS, SIGNED_IN, TOP, Line, Stage, places_of, read, registered

from contentsite.security.role import GRANTABLE, PERMISSIONS, VISITOR
from contentsite.testing import site_app

METHODS = ("PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "MKCOL", "COPY", "MOVE", "LOCK")
PEOPLE = tuple(next(iter(read()[0].values())))
LINES = read()[1]


def always(_request: Any, _response: Any) -> bool:
    """Commit nothing: so each request finds the site as it was."""
    return True


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("contentsite.web.transaction.abort_instead", always)
        # what a wrong password costs is measured elsewhere
        patch.setattr("contentsite.security.authenticate.verify", lambda _hashed, _text: False)
        with site_app(contentsite__security__tries_account="500") as (site, browser):
            yield Stage(site, browser)


def test_every_view_has_a_line_and_every_line_a_view(stage: Stage) -> None:
    views = set(registered(stage.browser.app.registry))
    lines = {line.key for line in LINES}
    added = [
        f"add to tests/security/table.txt: {'  '.join(key)}  STATUSES"
        for key in sorted(views - lines)
    ]
    stale = [
        f"tests/security/table.txt: there is no such view: {'  '.join(key)}"
        for key in sorted(lines - views)
    ]
    assert [*added, *stale] == []


def test_the_table_speaks_of_all_permissions_and_roles() -> None:
    assert set(LETTERS) == set(PERMISSIONS)
    assert {*GRANTABLE} - {VISITOR} <= {*PEOPLE}
    assert {line.permission.partition(">")[0] for line in LINES} <= {*PERMISSIONS, *SIGNED_IN, "-"}


def asked(stage: Stage, person: str, place: str, line: Line, method: str = "", **more: Any) -> Any:
    """Ask for a line as somebody."""
    options = {"headers": line.headers, **more}
    address = stage.address(person, place, line)
    return told(stage, person, address, method or line.method, **options)


def told(stage: Stage, person: str, address: str, method: str, **more: Any) -> Any:
    """Return an answer, after a look at what must hold of each one: it speaks of nothing that is hidden."""
    answer = stage.ask(person, address, method, **more)
    assert answer.status_int < 500, (method, address, person)
    if answer.body and answer.content_type.startswith(("text/", "application/")):
        # the address that was asked for leads back after a sign-in, and is in forms
        body = re.sub(r'came_from=[^"]*', "", answer.text)
        found = stage.hidden_from(person).search(body.replace(address.split("?")[0], ""))
        # the name that was asked for is in links to what else there is about it
        assert found is None or f"/{found[0]}" in address, (method, address, person, found)
    return answer


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line.method} {line.of} {line.asked}")
def test_each_view_answers_those_who_may(stage: Stage, line: Line) -> None:
    wrong = []
    for place in places_of(line):
        for person, can in read()[0][place].items():
            status = asked(stage, person, place, line).status_int
            expected = line.answers if line.is_for(person, can) else line.refusal(person, place)
            if status not in expected:
                wrong.append(f"{person} at {place}: {status} instead of {sorted(expected)}")
    assert wrong == []


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line.method} {line.of} {line.asked}")
def test_no_other_method_is_a_way_around(stage: Stage, line: Line) -> None:
    """Also HEAD says no more than GET does, and JSON no more than a page."""
    for person in ("anonymous", "member"):
        for place in places_of(line):
            if line.is_for(person, read()[0][place][person]):
                continue
            refused = line.refusal(person, place)
            if line.method == "GET":
                assert asked(stage, person, place, line, "HEAD").status_int in refused
            json = {"Accept": "application/json"}
            assert asked(stage, person, place, line, headers=json).status_int in refused
    place = next(places_of(line))
    for method in METHODS:
        if method != line.method:
            answer = asked(stage, "anonymous", place, line, method)
            assert answer.status_int in ((401, 404, 405) if line.is_api else (404, 405))


FOLDERS = ("", "/part", *(f"/part/in-{place}" for place in read()[0] if place != HOME))


@pytest.mark.parametrize("person", PEOPLE)
def test_no_listing_speaks_of_what_is_hidden(stage: Stage, person: str) -> None:
    """Asked of what holds the nodes: folders, the section, the site; what is hidden is nowhere."""
    lines = {line.asked: line for line in LINES if line.method == "GET" and line.of != TOP}
    for name, line in sorted(lines.items()):
        for folder in FOLDERS:
            asked_of = f"{line.prefix}{folder}/{'' if name.startswith('(') else name}"
            told(stage, person, asked_of.rstrip("/") or "/", "GET", headers=line.headers)
    for address in ("/quagga", "/part/nym1x", "/part/in-draft/nym", "/sitemap.xml?part=1"):
        told(stage, person, address, "GET")


@pytest.mark.parametrize("line", [line for line in LINES if line.of == TOP], ids=str)
def test_what_is_of_the_whole_site_answers_at_the_top_only(stage: Stage, line: Line) -> None:
    for person in ("anonymous", "member", "Manager"):
        answer = stage.ask(person, f"{line.prefix}/part/{line.asked}", line.method)
        assert answer.status_int in (404, 405), person


def test_places_are_asked() -> None:
    assert {place for line in LINES for place in places_of(line)} == {*read()[0]}
    assert HOME in read()[0]
