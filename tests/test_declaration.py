"""`@content` and `@page_view`: one declaration, found by a scan."""

from __future__ import annotations

import sys

import pytest
from pydantic import ValidationError
from pyramid.exceptions import ConfigurationConflictError

from contentsite.declaration import types_of
from contentsite.schema.errors import DeclarationError
from contentsite.testing import site_app
from contentsite.types.document import Document

PLUGIN = '''
from typing import Annotated
from contentsite import Document, Folder, Listed, Text, content, page_view

@content
class ShortTalk(Document):
    """A talk."""

    speaker: Annotated[Text, Listed()] = ""

@content(title="Row of talks", icon="list", addable_in=("Folder",), weight=2.0, workflow="immediate",
         template="{% extends 'contentsite:public/templates/base.jinja2' %}"
                  "{% block main %}T:{{ context.title }}{% endblock %}")
class Track(Folder):
    """Holds talks."""

@page_view(Track, name="count", renderer="json")
def count(context, request, factor: int = 1):
    return {"count": len(context) * factor}
'''


@pytest.fixture
def plugin(module):
    return module("talks", PLUGIN)


def test_what_a_type_says_of_itself(plugin):
    with site_app("talks") as (_site, browser):
        types = types_of(browser.app.registry)
    talk, track = types["ShortTalk"], types["Track"]
    assert (talk.cls, talk.name, talk.title, talk.icon) == (
        plugin.ShortTalk,
        "ShortTalk",
        "Short Talk",
        "document",
    )
    assert (talk.addable_in, talk.weight, talk.workflow, talk.formerly) == (None, 1.0, "simple", ())
    assert (track.title, track.icon, track.addable_in, track.weight) == (
        "Row of talks",
        "list",
        ("Folder",),
        2.0,
    )
    assert types.by_label("short talk") is talk
    assert types.by_label("ROW-OF-TALKS") is track
    assert types.by_label("nothing") is None
    assert types.of("Track") is track
    assert types.of("Nothing") is None
    assert set(types) >= {
        "Document",
        "Event",
        "File",
        "Folder",
        "Image",
        "Link",
        "NewsItem",
        "Site",
    }


def test_its_pages(plugin):
    with site_app("talks") as (site, browser):
        track = site.add("track", plugin.Track(title="Track"))
        track.add("talk", plugin.ShortTalk(title="Talk", speaker="Ann"))
        for node in (track, track["talk"]):
            node.publish()
        browser.commit()
        assert "T:Track" in browser.get("/track")
        assert "Ann" in browser.get("/track/talk")
        assert browser.get("/track/@@count?factor=3").json == {"count": 3}
        browser.get("/track/talk/@@count", status=404)
        browser.post("/track/@@count", status=405)
        assert track.row("talk").extra == (("speaker", "Ann"),)


def test_the_constructor_is_typed_and_takes_keywords_only(plugin):
    with pytest.raises(ValidationError):
        plugin.ShortTalk("Talk")


def test_two_types_of_one_name_conflict_at_their_classes(module, tmp_path, monkeypatch):
    # real files, since the conflict tells their lines
    for name in ("first_plugin", "second_plugin"):
        (tmp_path / f"{name}.py").write_text(PLUGIN)
    monkeypatch.syspath_prepend(str(tmp_path))
    with (
        pytest.raises(ConfigurationConflictError) as caught,
        site_app("first_plugin", "second_plugin"),
    ):
        pass
    message = str(caught.value)
    for name in ("first_plugin", "second_plugin"):
        assert f"Line 5 of file {tmp_path / name}.py" in message
        assert f"Line 11 of file {tmp_path / name}.py" in message
        sys.modules.pop(name)


BASE = "from contentsite import Document, Text, content\n"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("@content\nclass Thing: pass", "odd.Thing: a content type derives from Node"),
        ("content(5)", "a content type derives from Node"),
        ("@content\nclass Thing(Document):\n    words: list = ()", "odd.Thing.words: list is no field type"),
        ("def f():\n    @content\n    class Thing(Document): pass\nf()", "is in another class or a function"),
        ('@content(formerly="old:Thing")\nclass Thing(Document): pass', "formerly takes a tuple"),
        ('@content(formerly=("old.Thing",))\nclass Thing(Document): pass', "is no place of a class"),
        ('@content(addable_in="Folder")\nclass Thing(Document): pass', "addable_in takes a tuple"),
        ("@content\nclass Thing(Document):\n    uid: Text = ''", "odd.Thing.uid: hides Located.uid"),
    ],
)  # fmt: skip
def test_declarations_that_cannot_be(module, source, message):
    with pytest.raises(DeclarationError) as caught:
        module("odd", BASE + source)
    assert message in str(caught.value)


def test_nothing_is_stored_from_main(module):
    with pytest.raises(
        DeclarationError, match="is in __main__, where no later process would find it"
    ):
        exec(BASE + "@content\nclass Thing(Document): pass", {"__name__": "__main__"})


def test_a_former_name_finds_its_type(module):
    module("odd", BASE + '@content(formerly=("old:Speech",))\nclass Talk(Document): pass')
    with site_app("odd") as (_site, browser):
        types = types_of(browser.app.registry)
        assert types.of("Speech") is types["Talk"]


def test_a_site_without_types_has_none():
    assert types_of({}) == {}
    assert Document.fields()["title"].required
