"""Every page and screen in a language that puts each text in brackets: no word of the interface stands outside."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from pseudo import LANGUAGE, bracketed, outside

from contentsite.security.people import people_of
from contentsite.security.user import Group
from contentsite.testing import add_user, site_app
from contentsite.tree.trashing import trash
from contentsite.types.folder import Folder
from contentsite.types.image import Image

sys.path[:0] = [str(Path(__file__).parents[1] / each) for each in ("browser", "security")]
from exhibits import _fill, picture  # noqa: E402
from views_table import kind_of, read  # noqa: E402

GROUND = bracketed("Any words")
_NO_TEXT = """
    kB px UTC Esc Ctrl http https mailto tel example org png txt text plain Cimg contentsite starttls false
    admin all desk gone document event file folder image link newsitem news picture localhost pseudo
    qps en de Deutsch English
"""
ALLOWED = set(_NO_TEXT.split())
"""Units and formats, keys and addresses; what the sample is called."""
LINES = [
    line
    for line in read()[1]
    if line.method == "GET" and 200 in line.answers and not line.is_api and line.asked[0] in "@("
]
NO_PAGES = {
    "@@feed",
    "@@image",
    "@@download",
    "@@health",
    "@@static",
    "@@openapi.json",
    "(json)",
    "(markdown)",
}


@pytest.fixture(scope="module")
def stage():
    site_is = {"contentsite__site__language": LANGUAGE, "contentsite__site__title": GROUND}
    with pytest.MonkeyPatch.context() as patched, site_app("pseudo", **site_is) as (site, browser):
        user = add_user(site, "admin", "Manager", title=bracketed("Admin"))
        user.language = LANGUAGE
        people_of(site).add_group(Group(name="desk", title=bracketed("The desk")))
        show = Folder(title=GROUND, description=GROUND)
        site.add("all", show).publish()
        patched.setattr("exhibits.PROSE", f"<h2>{GROUND}</h2><p>{GROUND}</p>")
        _fill(show, 0, "words", GROUND)
        gone = show.add("gone", Image(title=GROUND, alt=GROUND, image=picture("⟦p⟧.png")))
        browser.commit()
        trash(gone)
        browser.commit()
        browser.sign_in(user)
        yield site, browser, user


def addresses(stage):
    site, _browser, user = stage
    group = people_of(site).groups()
    uid = next(iter(group)).uid
    for line in LINES:
        if line.name in NO_PAGES:
            continue
        name = "" if line.asked[0] == "(" else line.asked.format(user=user.uid, group=uid)
        kind = kind_of(line)
        if line.of in ("top", "Site"):
            yield f"/{name}"
        elif kind == "Folder":
            yield f"/all/{name}".rstrip("/")
        else:
            yield f"/all/{kind.lower()}-0/{name}".rstrip("/")
        if line.of == "Node":
            yield f"/{name}"


def words_outside(answer):
    return sorted(outside(answer.html) - ALLOWED) if answer.content_type == "text/html" else []


def test_no_word_of_a_page_or_screen_stands_outside(stage):
    _site, browser, _user = stage
    asked = dict.fromkeys(addresses(stage))
    assert len(asked) > 70
    found = {each: words_outside(browser.get(each, status="*")) for each in asked}
    found = {address: words for address, words in found.items() if words}
    assert not found, "\n".join(f"{address}: {words}" for address, words in found.items())


REFUSED = {
    "/all/@@add/Event": {"f-title": "", "f-starts": "never", "f-website": "nowhere"},
    "/all/event-0/@@edit": {"f-title": "", "f-ends": "1999-01-01T10:00"},
    "/all/image-0/@@rename": {"new-name": "a/b"},
    "/all/image-0/@@move": {"target": "/none"},
    "/all/image-0/@@copy": {"target": "/all/image-0"},
    "/all/document-0/@@state": {"transition": "publish", "publish-at": "never"},
    "/all/document-0/@@sharing": {"what": "give", "find": "nobody", "role": ""},
    "/@@account": {"what": "mail", "f-mail": "none", "mail-present": "wrong"},
    "/@@add-person": {"f-name": "", "f-mail": "none", "way": "password", "password": "short"},
    "/@@add-group": {"f-name": "two words"},
    "/@@tokens": {"what": "make", "called": "", "days": "1", "present": ""},
}


@pytest.mark.parametrize("address", REFUSED)
def test_no_word_of_what_is_refused_stands_outside(stage, address):
    answer = stage[1].post(address, REFUSED[address], status=422)
    assert words_outside(answer) == []


def test_no_word_for_visitors_stands_outside(stage):
    _site, browser, user = stage
    browser.sign_out()
    try:
        for address in (
            "/none",
            "/all/none",
            "/@@search?q=%E2%9F%A6a%E2%9F%A7",
            "/@@reset?token=none",
        ):
            assert words_outside(browser.get(address, status="*")) == [], address
        language = {"Accept-Language": LANGUAGE}
        for address, form in (
            ("/@@sign-in", {"name": "nobody", "password": "wrong"}),
            ("/@@forgotten", {"account": ""}),
            ("/all/document-0/@@edit", {"f-title": GROUND}),
        ):
            answer = browser.post(address, form, headers=language, status="*")
            assert words_outside(answer) == [], address
    finally:
        browser.sign_in(user)


def test_no_word_of_what_was_done_stands_outside(stage):
    _site, browser, _user = stage
    made = browser.post("/all/@@add/Folder", {"f-title": GROUND}).follow()
    assert words_outside(made) == []
    place = made.request.path.rpartition("/")[0]
    for name, form in (
        ("rename", {"new-name": "gone"}),
        ("delete", {}),
    ):
        done = browser.post(f"{place}/@@{name}", form).follow()
        assert done.html.select_one("[role=status]") is not None
        assert words_outside(done) == []
        place = "/all/gone"
