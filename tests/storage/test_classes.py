"""Classes of stored objects: found where they are now, or not at all."""

from __future__ import annotations

import pickletools
import sys
from datetime import UTC, datetime
from io import BytesIO

import pytest
from PIL import Image as Pillow
from pyramid.config import Configurator
from ZODB.broken import Broken

from contentsite.declaration import types_of
from contentsite.files.store import store_file, store_image
from contentsite.schema.blocks import block_classes
from contentsite.storage.classes import CLASSES, class_finder
from contentsite.testing import site_app
from contentsite.tree.check import check_tree
from contentsite.tree.move import rename
from contentsite.types.document import Document
from contentsite.types.site import Site

STORED = {
    # where each class of stored data is. One that moves gets `formerly`, and its old line stays here.
    "BTrees.Length:Length",
    "BTrees.OOBTree:OOBTree",
    "BTrees.OOBTree:OOBucket",
    "ZODB.blob:Blob",
    "contentsite.schema.files:StoredFile",
    "contentsite.schema.files:StoredImage",
    "contentsite.tree.order:ManualOrder",
    "contentsite.tree.order:Rows",
    "contentsite.tree.redirects:Redirects",
    "contentsite.tree.trash:Trash",
    "contentsite.tree.sort:SortedOrder",
    "contentsite.tree.uids:UidIndex",
    "contentsite.types.blocks:Callout",
    "contentsite.types.blocks:Cards",
    "contentsite.types.blocks:Download",
    "contentsite.types.blocks:Gallery",
    "contentsite.types.blocks:Hero",
    "contentsite.types.blocks:Prose",
    "contentsite.types.blocks:Quote",
    "contentsite.types.document:Document",
    "contentsite.types.event:Event",
    "contentsite.types.file:File",
    "contentsite.types.folder:Folder",
    "contentsite.types.image:Image",
    "contentsite.types.link:Link",
    "contentsite.types.news_item:NewsItem",
    "contentsite.types.site:Site",
    "copyreg:_reconstructor",
    "datetime:datetime",
    "datetime:timedelta",
    "datetime:timezone",
    "decimal:Decimal",
    "persistent.mapping:PersistentMapping",
}


def built_in():
    config = Configurator()
    for name in (
        "contentsite.web",
        "contentsite.declaration",
        "contentsite.blocks",
        "contentsite.types",
    ):
        config.include(name)
    config.commit()
    return types_of(config.registry)


def png():
    stream = BytesIO()
    Pillow.new("RGB", (4, 3)).save(stream, "PNG")
    return stream


def names_in(record):
    """Yield module:name of each class that a record names."""
    strings: list[str] = []
    for code, argument, _place in pickletools.genops(record):
        if code.name in ("GLOBAL", "INST"):
            yield argument.replace(" ", ":")
        elif code.name == "STACK_GLOBAL":
            yield ":".join(strings[-2:])
        elif isinstance(argument, str):
            strings.append(argument)


def names_of(storage):
    for transaction in storage.iterator():
        for record in transaction:
            data = BytesIO(record.data)
            while data.tell() < len(record.data):
                yield from names_in(data)


def test_the_place_of_each_stored_class_is_known(stored):
    site, now = stored.site, datetime(2026, 1, 1, tzinfo=UTC)
    for name, info in built_in().items():
        if issubclass(info.cls, Site):
            continue
        node = site.add(name, info.cls(title=name))
        node.publish(now, now.replace(year=2027))
        for field, spec in info.cls.fields().items():
            value = {
                "datetime": "2026-01-01T00:00:00+02:00",
                "tags": ["a"],
                "reference": None,
                "attachment": store_file(BytesIO(b"x"), "x"),
                "picture": store_image(png(), "x.png"),
                "blocks": [{"kind": kind} for kind in block_classes()],
            }.get(spec.kind)
            if value is not None:
                node.update({field: value})
    site["Folder"].update({"sorting": "title"})
    for number in range(100):
        site.add(f"n{number}", Document(title=str(number)))
    rename(site["n1"], "renamed")
    stored.look()
    found = set(names_of(stored.db.storage))
    # a name that is new here will be in people's data for ever: is it where it should stay?
    assert found <= STORED
    places = {f"{info.cls.__module__}:{info.cls.__name__}" for info in built_in().values()}
    assert places <= found


OLD = """
from contentsite import Document, Folder, content

@content
class Talk(Document):
    "A talk."

@content
class Track(Folder):
    "What holds talks."
"""
NEW = """
from contentsite import Document, Folder, content

@content(formerly=("old_plugin:Talk",))
class Lecture(Document):
    "A talk."

@content(formerly=("old_plugin:Track", "older.plugin:Track"))
class Track(Folder):
    "What holds talks."
"""


@pytest.fixture
def uri(tmp_path):
    return f"datafs://{tmp_path}/Data.fs"


@pytest.fixture
def old(uri, module):
    """A database with nodes of a plug-in."""
    plugin = module("old_plugin", OLD)
    with site_app("old_plugin", zodbconn__uri=uri) as (site, browser):
        track = site.add("track", plugin.Track(title="Track"))
        track.add("talk", plugin.Talk(title="Talk"))
        site.add("page", Document(title="Page"))
        for node in (track, track["talk"], site["page"]):
            node.publish()
        browser.commit()
        assert browser.get("/track/talk").status_int == 200
    return plugin


def test_a_class_that_moved(uri, old, module, monkeypatch):
    monkeypatch.delitem(sys.modules, "old_plugin")
    plugin = module("new_plugin", NEW)
    for _time in range(2):
        with site_app("new_plugin", zodbconn__uri=uri) as (site, browser):
            track = site["track"]
            assert (type(track), type(track["talk"])) == (plugin.Track, plugin.Lecture)
            assert site.find(track["talk"].uid) is track["talk"]
            assert browser.get("/track/talk").status_int == 200
            # written under its new place now
            track["talk"].update({"title": track["talk"].title + "!"})
            track.update({"title": "Track!"})
            browser.commit()
            assert [fault for fault in check_tree(site) if "not installed" in fault.problem] == []
    with site_app("new_plugin", zodbconn__uri=uri) as (site, _browser):
        assert site["track"]["talk"].title == "Talk!!"
        assert list(check_tree(site)) == []


def test_a_class_whose_old_place_is_still_there(uri, old, module):
    plugin = module("new_plugin", NEW)
    with site_app("new_plugin", zodbconn__uri=uri) as (site, _browser):
        assert type(site["track"]["talk"]) is plugin.Lecture


@pytest.mark.parametrize("installed", [True, False], ids=["switched off", "gone"])
def test_a_plug_in_taken_away(uri, old, monkeypatch, installed):
    if not installed:
        monkeypatch.delitem(sys.modules, "old_plugin")
    with site_app(zodbconn__uri=uri) as (site, browser):
        assert isinstance(site["track"], Broken)
        assert browser.get("/page").status_int == 200
        assert browser.get("/").status_int == 200
        for path in ("/track", "/track/talk"):
            browser.get(path, status=404)
        assert b"/track" not in browser.get("/").body
        assert b"track" not in browser.get("/sitemap.xml?part=1").body
        assert [fault.path for fault in check_tree(site)] == ["/track", "/track/talk"]
        site["page"].update({"title": "New"})
        site.reorder("track", None)
        browser.commit()
    monkeypatch.setitem(sys.modules, "old_plugin", old)
    with site_app("old_plugin", zodbconn__uri=uri) as (site, browser):
        assert type(site["track"]) is old.Track
        assert browser.get("/track/talk").status_int == 200
        assert list(check_tree(site)) == []


def test_what_is_no_node_is_found_as_ever():
    find = class_finder({})
    assert find(None, "builtins", "dict") is dict
    assert issubclass(find(None, "no.such.module", "Thing"), Broken)
    assert find(None, "no.such.module", "Thing") is find(None, "no.such.module", "Thing")
    broken = find(None, "contentsite.types.document", "Document")
    assert issubclass(broken, Broken)
    assert (broken.__module__, broken.__name__) == ("contentsite.types.document", "Document")
    assert class_finder({("a", "B"): Document})(None, "a", "B") is Document


def test_types_are_registered_by_place():
    config = Configurator()
    for name in (
        "contentsite.web",
        "contentsite.declaration",
        "contentsite.blocks",
        "contentsite.types",
    ):
        config.include(name)
    config.commit()
    assert config.registry[CLASSES]["contentsite.types.document", "Document"] is Document
