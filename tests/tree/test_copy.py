"""Copies: new nodes, drafts, with links among themselves."""

from __future__ import annotations

from io import BytesIO

import pytest

from contentsite.files.store import store_file
from contentsite.security.acl import BLOCK, set_acl
from contentsite.tree.check import check_tree
from contentsite.tree.container import NameTaken
from contentsite.tree.copy import copy
from contentsite.tree.name import InvalidName
from contentsite.types.document import Document
from contentsite.types.event import Event
from contentsite.types.file import File
from contentsite.types.folder import Folder
from contentsite.types.image import Image
from contentsite.types.link import Link


def grown(site):
    top = site.add("top", Folder(title="Top", tags=["t"], sorting="title"))
    inner = top.add("inner", Folder(title="Inner"))
    page = inner.add(
        "page", Document(title="Page", body=f'<p><a href="uid:{top.uid}#x">up</a></p>')
    )
    picture = inner.add("picture", Image(title="Picture"))
    outside = site.add("outside", Document(title="Outside"))
    page.update({"picture": picture.uid, "related": [top.uid, outside.uid]})
    top.add("link", Link(title="A link", target=f"uid:{page.uid}"))
    top.publish()
    page.creator, page.language, page.listed = "ann", "el", False
    page.touch("creator", "language", "listed")
    set_acl(top, [BLOCK])
    return top


def test_a_deep_copy(seen):
    grown(seen.site)
    site = seen.look()
    made = copy(site["top"], site)
    assert made.__name__ == "top-2"
    site = seen.look()
    old, new = site["top"], site["top-2"]
    assert (new.title, new.tags, new.state, new.acl) == ("Top", ("t",), "draft", None)
    assert list(new) == list(old) == ["link", "inner"]
    assert new.order.field == "title"
    page = new["inner"]["page"]
    assert page.uid != old["inner"]["page"].uid
    assert page.body == f'<p><a href="uid:{new.uid}#x">up</a></p>'
    assert page.picture == new["inner"]["picture"].uid
    assert page.related == (new.uid, site["outside"].uid)
    assert new["link"].target == f"uid:{page.uid}"
    assert (page.creator, page.language, page.listed) == ("ann", "el", False)
    assert old["inner"]["page"].related == (old.uid, site["outside"].uid)
    assert list(check_tree(site)) == []


def test_a_copy_into_itself_ends(seen):
    grown(seen.site)
    site = seen.look()
    copy(site["top"], site["top"]["inner"], "again")
    site = seen.look()
    assert list(site["top"]["inner"]) == ["page", "picture", "again"]
    assert list(site["top"]["inner"]["again"]["inner"]) == ["page", "picture"]
    assert list(check_tree(site)) == []


def test_a_copy_shares_the_bytes_and_not_the_rest(seen):
    seen.site.add("f", File(title="f", file=store_file(BytesIO(b"bytes"), "f.txt")))
    site = seen.look()
    copy(site["f"], site, "g")
    site = seen.look()
    assert site["g"].file == site["f"].file
    site["g"].update({"title": "G", "file": store_file(BytesIO(b"other"), "f.txt")})
    site = seen.look()
    with site["f"].file.blob.open("r") as blob:
        assert blob.read() == b"bytes"
    assert site["f"].title == "f"


def test_what_cannot_be_copied_changes_nothing(stored):
    site = stored.site
    site.add("a", Event(title="a"))
    site.add("f", Folder(title="f"))
    stored.look()
    for error, node, name in [
        (ValueError, site, None),
        (ValueError, Document(title="alone"), None),
        (NameTaken, site["a"], "f"),
        (InvalidName, site["a"], "x/y"),
    ]:
        with pytest.raises(error):
            copy(node, site, name)
    size = stored.size()
    stored.look()
    assert stored.size() == size


def test_data_of_a_type_s_own_begins_anew(stored):
    class Diary(Folder):
        def begin(self):
            super().begin()
            self.entries = Folder(title="entries")

    diary = stored.site.add("d", Diary(title="d"))
    made = copy(diary, stored.site)
    assert made.entries is not diary.entries
    stored.forget()
