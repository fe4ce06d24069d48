"""The decision against another, slow one: random small trees, people, lists, states and windows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from views_table import LETTERS, read

from contentsite.security.acl import ALLOW, BLOCK, set_acl
from contentsite.security.decide import may, roles_at
from contentsite.security.principal import ANONYMOUS, EVERYONE, SIGNED_IN, Who
from contentsite.security.role import GRANTABLE, PERMISSIONS
from contentsite.security.subtree import TOLD, refused_below
from contentsite.types.folder import Folder
from contentsite.types.site import Site
from contentsite.workflow.simple import IMMEDIATE, SIMPLE

NOW = datetime(2030, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
WORKFLOWS = {"simple": SIMPLE, "immediate": IMMEDIATE}
STATES = ("draft", "review", "published", "gone")
WINDOWS = (
    (None, None),
    (NOW - HOUR, NOW + HOUR),
    (NOW, None),
    (NOW + HOUR, None),
    (None, NOW),
    (None, NOW - HOUR),
)
PRINCIPALS = ("everyone", "signed-in", "user:a", "user:b", "group:g", "group:gone")
WHO = (
    ANONYMOUS,
    Who("a", "a", "A", frozenset({EVERYONE, SIGNED_IN, "user:a"})),
    Who("b", "b", "B", frozenset({EVERYONE, SIGNED_IN, "user:b", "group:g"})),
    Who("c", "c", "C", frozenset({EVERYONE, SIGNED_IN, "user:c"})),
)

entries = st.tuples(st.just(ALLOW), st.sampled_from(PRINCIPALS), st.sampled_from(GRANTABLE))
nodes = st.fixed_dictionaries(
    {
        "parent": st.integers(0, 5),
        "state": st.sampled_from(("published", *STATES)),
        "window": st.sampled_from(WINDOWS),
        "acl": st.lists(entries, max_size=3),
        "blocked": st.sampled_from((False, False, False, True)),
        "owner": st.sampled_from(("", "", "a", "b")),
    }
)


def planted(descriptions: list[dict[str, Any]]) -> list[tuple[Any, list[dict[str, Any]]]]:
    """Build a tree; return each node with the descriptions of its lineage, from the top."""
    site = Site(title="S")
    found: list[tuple[Any, list[dict[str, Any]]]] = []
    for number, said in enumerate(descriptions):
        if number:
            parent, lineage = found[said["parent"] % len(found)]
            node = parent.add(f"n{number}", Folder(title=f"N{number}"))
        else:
            node, lineage = site, []
        node.retract(said["state"])
        if said["state"] == "published":
            node.publish(*said["window"])
        node.owner = said["owner"]
        set_acl(node, [*([BLOCK] if said["blocked"] else []), *said["acl"]])
        found.append((node, [*lineage, said]))
    return found


def slow_roles(lineage: list[dict[str, Any]], who: Who) -> set[str]:
    """Say what somebody is, by looking at each node for each role by itself."""
    last = max((n for n, said in enumerate(lineage) if said["blocked"]), default=0)
    roles = {"Visitor"} if not any(said["blocked"] for said in lineage) else set()
    for number, said in enumerate(lineage):
        for _allow, principal, role in said["acl"]:
            if principal in who.principals and (number >= last or role == "Manager"):
                roles.add(role)
    if who.uid and lineage[-1]["owner"] == who.uid:
        roles.add("Owner")
    return roles


def place_of(said: dict[str, Any]) -> str:
    """Say which row of the table speaks of a node."""
    if said["state"] == "gone":
        return "unknown"
    if said["state"] != "published":
        return str(said["state"])
    begins, ends = said["window"]
    is_open = (begins is None or begins <= NOW) and (ends is None or ends > NOW)
    return "published" if is_open else "expired"


def slow_here(lineage: list[dict[str, Any]], who: Who, permission: str) -> bool:
    """Say by the table whether one node, looked at alone, gives a permission."""
    row = {**read()[0][place_of(lineage[-1])]}
    # the table has a column for each role; what visitors may is what members may
    row["Visitor"] = row["member"]
    return any(LETTERS[permission] in row[role] for role in slow_roles(lineage, who))


def slow_may(lineage: list[dict[str, Any]], who: Who, permission: str) -> bool:
    """Say whether somebody may, by the table written by hand."""
    if permission == "manage":
        return slow_here(lineage[:1], who, permission)
    seen = all(slow_here(lineage[: n + 1], who, "view") for n in range(len(lineage)))
    return seen and slow_here(lineage, who, permission)


@settings(max_examples=300)
@given(st.lists(nodes, min_size=1, max_size=6))
def test_the_decision_is_that_of_the_table(descriptions: list[dict[str, Any]]) -> None:
    for node, lineage in planted(descriptions):
        for who in WHO:
            assert roles_at(node, who) == slow_roles(lineage, who)
            for permission in PERMISSIONS:
                said = may(node, who, permission, NOW, WORKFLOWS)
                assert said is slow_may(lineage, who, permission), (who.uid, permission, lineage)


@settings(max_examples=200)
@given(st.lists(nodes, min_size=1, max_size=6))
def test_what_is_asked_of_a_subtree_is_asked_of_each_node(
    descriptions: list[dict[str, Any]],
) -> None:
    tree = planted(descriptions)
    for top, _lineage in tree:
        below = [node for node, _lineage in tree if is_below(node, top)]
        for who in WHO:
            for permission in PERMISSIONS[:-1]:
                expected = {
                    node.title
                    for node in below
                    if not may(node, who, "view", NOW, WORKFLOWS)
                    or not may(node, who, permission, NOW, WORKFLOWS)
                }
                found = refused_below(top, who, permission, NOW, WORKFLOWS)
                assert len(found) <= TOLD
                assert bool(found) is bool(expected)
                assert {node.title for node in found} <= expected


def is_below(node: Any, top: Any) -> bool:
    while node is not None:
        if node is top:
            return True
        node = node.__parent__
    return False
