"""Access control lists: what may stand in one, and what it makes of somebody."""

from __future__ import annotations

import pytest

from contentsite.security.acl import (
    ALLOW,
    BLOCK,
    DENY,
    NOBODY,
    grants,
    is_blocked,
    roles_below,
    set_acl,
)
from contentsite.types.folder import Folder

ANN = frozenset({"everyone", "signed-in", "user:ann"})
EDITS = (ALLOW, "user:ann", "Editor")


def test_roles_come_from_above_and_add_up():
    above = frozenset({"Visitor"})
    assert roles_below(above, None, ANN) == above
    assert roles_below(above, (EDITS,), ANN) == {"Visitor", "Editor"}
    assert roles_below(above, (EDITS,), frozenset({"everyone"})) == above


def test_a_block_lets_managers_through_and_what_is_given_there():
    above = frozenset({"Visitor", "Editor", "Manager"})
    assert roles_below(above, (BLOCK,), ANN) == {"Manager"}
    assert roles_below(above, (BLOCK, EDITS), ANN) == {"Manager", "Editor"}
    assert roles_below(frozenset({"Visitor"}), (BLOCK,), ANN) == NOBODY


def test_the_listing_knows_who_has_a_list(seen):
    site = seen.site
    site.add("f", Folder(title="F"))
    assert not site.row("f").has_acl
    set_acl(site["f"], [EDITS, BLOCK, EDITS])
    site = seen.look()
    assert site.row("f").has_acl
    assert site["f"].acl == (BLOCK, EDITS)
    assert is_blocked(site["f"])
    assert grants(site["f"]) == (EDITS,)
    set_acl(seen.site["f"], [])
    site = seen.look()
    assert (site["f"].acl, site.row("f").has_acl, is_blocked(site["f"])) == (None, False, False)


def test_the_same_list_again_changes_nothing(stored):
    node = stored.site.add("f", Folder(title="F"))
    set_acl(node, [EDITS])
    before = stored.look()["f"].modified
    set_acl(stored.site["f"], [list(EDITS)])
    assert stored.site["f"].modified == before


@pytest.mark.parametrize(
    "entry",
    [
        (),
        "allow",
        (ALLOW, "user:ann"),
        (ALLOW, "user:ann", ("edit",)),
        (ALLOW, "user:ann", "Owner"),
        (ALLOW, "user:ann", "King"),
        (ALLOW, "", "Editor"),
        (DENY, "user:ann", "Editor"),
        (DENY, "everyone", "Visitor"),
        ("maybe", "user:ann", "Editor"),
        None,
    ],
)
def test_what_is_no_entry_is_refused(stored, entry):
    node = stored.site.add("f", Folder(title="F"))
    with pytest.raises(ValueError, match="no entry"):
        set_acl(node, [EDITS, entry])
    assert node.acl is None
