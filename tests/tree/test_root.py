"""The root: what exists once a site."""

from __future__ import annotations

import pytest

from contentsite.types.document import Document
from contentsite.types.site import Site


def test_a_new_site():
    site = Site(title="S")
    assert site.state == "published"
    assert site.find(site.uid) is site
    assert dict(site.formats) == {}
    assert list(site.uids()) == [site.uid]


def test_formats(seen):
    seen.site.stamp("a", 1)
    seen.site.stamp("b", 2)
    site = seen.look()
    assert dict(site.formats) == {"a": 1, "b": 2}
    with pytest.raises(TypeError):
        site.formats["a"] = 2


def test_what_is_found_is_a_node(stored):
    uid = stored.site.add("a", Document(title="a")).uid
    site = stored.look()
    assert site.find(uid) is site["a"]
    assert site.find("no uid") is None
    assert site.find("0" * 32) is None
