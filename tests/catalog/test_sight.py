"""Who finds what: random trees, lists, states and windows, against the decision on each node."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from trees import HOUR, NOW, WHO, change, nodes, plant

from contentsite.catalog.ask import Asking
from contentsite.catalog.query import Query
from contentsite.security.decide import may
from contentsite.security.principal import ANONYMOUS
from contentsite.security.role import EDIT, VIEW
from contentsite.testing import site_app
from contentsite.tree.walk import nodes_in
from contentsite.types.folder import Folder
from contentsite.workflow.workflow import workflows_of


@pytest.fixture(scope="module")
def site_and_browser() -> Iterator[Any]:
    with site_app() as both:
        yield both


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
