"""Walking: parents first, in order, as deep as it goes."""

from __future__ import annotations

from contentsite.tree.reference import references, references_of, referrers
from contentsite.tree.walk import CACHE_STEP, nodes_in, walk
from contentsite.types.document import Document
from contentsite.types.folder import Folder
from contentsite.types.link import Link


def test_paths(seen):
    a = seen.site.add("a", Folder(title="A"))
    a.add("b", Document(title="B"))
    seen.site.add("c", Document(title="C"))
    site = seen.look()
    assert [step.path for step in walk(site)] == ["/", "/a", "/a/b", "/c"]
    assert [step.parent for step in walk(site)] == [None, site, site["a"], site]
    assert [node.title for node in nodes_in(site["a"])] == ["A", "B"]
    assert [step.path for step in walk(site["c"])] == ["/"]


def test_memory_is_bounded(stored):
    folder = stored.site.add("f", Folder(title="F"))
    for number in range(3 * CACHE_STEP):
        folder.add(f"n{number}", Document(title=str(number)))
    stored.look()
    site = stored.reopen(cache_size=200)
    assert sum(node.title != "" for node in nodes_in(site)) == 3 * CACHE_STEP + 2
    assert stored.connection._cache.ringlen() < 2 * CACHE_STEP + 400


def test_who_refers(seen):
    target = seen.site.add("t", Document(title="T"))
    seen.site.add("a", Document(title="A", body=f'<p><a href="uid:{target.uid}#x">x</a></p>'))
    seen.site.add("b", Link(title="B", target=f"uid:{target.uid}"))
    seen.site.add("c", Document(title="C", related=[target.uid], picture=target.uid))
    site = seen.look()
    found = [(node.title, field) for node, field in referrers(site, target.uid)]
    assert found == [("A", "body"), ("B", "target"), ("C", "picture"), ("C", "related")]
    assert list(references_of(site["b"])) == [("target", target.uid)]
    assert references("text", f"uid:{target.uid}") == ()
    assert references("references", ()) == ()
