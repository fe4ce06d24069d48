"""The root: what exists once a site."""

from __future__ import annotations

import pytest

from contentsite.tree.name import InvalidName
from contentsite.types.document import Document
from contentsite.types.folder import Folder
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


@pytest.mark.parametrize("name", ["robots.txt", "sitemap.xml", "favicon.ico"])
def test_names_of_the_site_itself(name: str) -> None:
    site = Site(title="S")
    with pytest.raises(InvalidName, match="belongs to the site itself"):
        site.add(name, Document(title="D"))
    assert list(site) == []
    below = site.add("below", Folder(title="F"))
    assert below.add(name, Document(title="D")).__name__ == name
