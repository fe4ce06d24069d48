"""Who finds what: random trees, lists, states and windows, against the decision on each node."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contentsite.catalog.ask import Asking
from contentsite.catalog.query import Query
from contentsite.security.acl import ALLOW, BLOCK, set_acl
from contentsite.security.decide import may
from contentsite.security.principal import ANONYMOUS, EVERYONE, SIGNED_IN, Who
from contentsite.security.role import EDIT, GRANTABLE, VIEW
from contentsite.testing import site_app
from contentsite.tree.walk import nodes_in
from contentsite.types.document import Document
from contentsite.types.folder import Folder
from contentsite.versions.working import edit
from contentsite.workflow.workflow import workflows_of

NOW = datetime(2030, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
WINDOWS = (
    (None, None),
    (None, None),
    (NOW, None),
    (NOW + HOUR, None),
    (None, NOW),
    (None, NOW + HOUR),
)
PRINCIPALS = ("everyone", "signed-in", "user:a", "user:b", "group:g")
WHO = (
    ANONYMOUS,
    Who("a", "a", "A", frozenset({EVERYONE, SIGNED_IN, "user:a"})),
    Who("b", "b", "B", frozenset({EVERYONE, SIGNED_IN, "user:b", "group:g"})),
)
entries = st.tuples(st.just(ALLOW), st.sampled_from(PRINCIPALS), st.sampled_from(GRANTABLE))
nodes = st.fixed_dictionaries(
    {
        "kind": st.sampled_from((Folder, Folder, Document)),
        "parent": st.integers(0, 9),
        "state": st.sampled_from(("published", "published", "draft", "review", "gone")),
        "window": st.sampled_from(WINDOWS),
        "acl": st.lists(entries, max_size=2),
        "blocked": st.sampled_from((False, False, False, True)),
        "owner": st.sampled_from(("", "", "a", "b")),
        "edited": st.booleans(),
    }
)


@pytest.fixture(scope="module")
def site_and_browser() -> Iterator[Any]:
    with site_app() as both:
        yield both


def change(node: Any, said: dict[str, Any]) -> None:
    """Make a node as it is described."""
    node.retract(said["state"])
    if said["state"] == "published":
        node.publish(*said["window"])
    node.owner = said["owner"]
    node.touch("owner")
    set_acl(node, [*([BLOCK] if said["blocked"] else []), *said["acl"]])
    if said["edited"]:
        edit(node, {"body": "<p>other words</p>"})


def plant(site: Any, descriptions: list[dict[str, Any]]) -> None:
    for name in [*site]:
        site.remove(name)
    folders = [site]
    for number, said in enumerate(descriptions):
        parent = folders[said["parent"] % len(folders)]
        node = parent.add(f"n{number}", said["kind"](title=f"N{number}", body="<p>words</p>"))
        change(node, said)
        if isinstance(node, Folder):
            folders.append(node)


def check(site: Any, registry: Any, moments: tuple[datetime, ...]) -> None:
    """Compare what is found with what the decision says of each node."""
    workflows = workflows_of(registry)
    for now in moments:
        for who in WHO:
            asking = Asking(registry, site, who, now)
            seen = {node.uid for node in nodes_in(site) if may(node, who, VIEW, now, workflows)}
            answer = asking.search(Query(limit=200, facets=("type", "state"), copies=True))
            assert {hit.node.uid for hit in answer.hits} == seen
            assert answer.total == len(seen)
            assert sum(count for _type, count in answer.facets["type"]) == len(seen)
            assert sum(count for _state, count in answer.facets["state"]) == len(seen)
            edited = {
                node.uid
                for node in nodes_in(site)
                if node._working is not None
                and node.uid in seen
                and may(node, who, EDIT, now, workflows)
            }
            found = asking.search(Query(words="other", limit=200, copies=True))
            drafts = {hit.node.uid for hit in found.hits if not hit.is_copy}
            assert {hit.node.uid for hit in found.hits if hit.is_copy} == edited - {
                each for each in edited if who is ANONYMOUS
            }
            assert found.total == len(edited | drafts)
            assert not asking.search(Query(words="other")).total - len(drafts)


FEW = settings(
    max_examples=40, deadline=None, suppress_health_check=[*HealthCheck], derandomize=True
)


@FEW
@given(st.lists(nodes, min_size=2, max_size=9), st.lists(nodes, min_size=1, max_size=3))
def test_one_finds_what_one_may_see_and_no_more(
    site_and_browser: Any, descriptions: list[dict[str, Any]], changes: list[dict[str, Any]]
) -> None:
    site, browser = site_and_browser
    registry = browser.app.registry
    plant(site, descriptions)
    browser.commit()
    check(site, registry, (NOW,))
    # the scopes of what is below follow
    folders = [node for node in nodes_in(site) if isinstance(node, Folder)]
    for said in changes:
        if folders:
            change(folders[said["parent"] % len(folders)], said)
    browser.commit()
    check(site, registry, (NOW, NOW + HOUR, NOW - HOUR))
