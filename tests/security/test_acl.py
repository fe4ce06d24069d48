"""Access control lists: the nearest entry that speaks of a permission decides."""

from __future__ import annotations

import pytest

from contentsite.security.acl import ALLOW, DENY, EVERYONE, is_allowed, set_acl
from contentsite.types.document import Document
from contentsite.types.folder import Folder

VISITOR = frozenset({EVERYONE})
ANN = frozenset({EVERYONE, "ann", "editors"})


def page(site):
    return site.add("f", Folder(title="F")).add("p", Document(title="P"))


def test_visitors_may_view_and_nothing_else():
    node = Document(title="x")
    assert is_allowed(node, VISITOR, "view")
    assert not is_allowed(node, VISITOR, "edit")
    assert not is_allowed(node, frozenset(), "view")


def test_by_lineage(seen):
    page(seen.site)
    site = seen.look()
    set_acl(site, [(ALLOW, "editors", ("edit", "add"))])
    set_acl(site["f"], [(DENY, EVERYONE, ["view"]), (ALLOW, "ann", ("view",))])
    node = seen.look()["f"]["p"]
    assert is_allowed(node, ANN, "edit")
    assert not is_allowed(node, VISITOR, "view")
    # the first entry of the nearest list that speaks of it decides
    assert not is_allowed(node, ANN, "view")
    set_acl(node, [(ALLOW, "ann", ("view",))])
    node = seen.look()["f"]["p"]
    assert is_allowed(node, ANN, "view")
    set_acl(node, None)
    assert not is_allowed(seen.look()["f"]["p"], ANN, "view")
    assert is_allowed(seen.site, VISITOR, "view")


def test_the_listing_knows(seen):
    page(seen.site)
    site = seen.look()
    assert not site.row("f").has_acl
    set_acl(site["f"], [])
    assert seen.look().row("f").has_acl
    set_acl(seen.site["f"], None)
    assert not seen.look().row("f").has_acl


def test_the_same_again_changes_nothing(stored):
    node = page(stored.site)
    set_acl(node, [(ALLOW, "ann", ("view",))])
    modified = node.modified
    set_acl(node, [(ALLOW, "ann", ["view"])])
    assert node.modified == modified


@pytest.mark.parametrize(
    "entry",
    [
        ("permit", "ann", ("view",)),
        (ALLOW, 5, ("view",)),
        (ALLOW, "ann", (5,)),
        (ALLOW, "ann", "view"),
        (ALLOW, "ann"),
        "allow",
        None,
    ],
)
def test_what_is_no_entry(stored, entry):
    node = page(stored.site)
    with pytest.raises(ValueError, match="is no entry"):
        set_acl(node, [(ALLOW, "ann", ("view",)), entry])
    assert node.acl is None
