"""Random trees with lists, states, windows and working copies, and those who look at them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from contentsite.security.acl import ALLOW, BLOCK, set_acl
from contentsite.security.principal import ANONYMOUS, EVERYONE, SIGNED_IN, Who
from contentsite.security.role import GRANTABLE
from contentsite.types.document import Document
from contentsite.types.folder import Folder
from contentsite.versions.working import edit

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
        "title": st.sampled_from(("Oak tree", "oaken", "Élan vital", "élan", "東京")),
    }
)


def change(node: Any, said: dict[str, Any]) -> None:
    """Make a node as it is described."""
    node.retract(said["state"])
    if said["state"] == "published":
        node.publish(*said["window"])
    node.owner = said["owner"]
    node.touch("owner")
    set_acl(node, [*([BLOCK] if said["blocked"] else []), *said["acl"]])
    if said["edited"]:
        edit(node, {"title": "Birch", "body": "<p>other words</p>"})


def plant(site: Any, descriptions: list[dict[str, Any]]) -> None:
    for name in [*site]:
        site.remove(name)
    folders = [site]
    for number, said in enumerate(descriptions):
        parent = folders[said["parent"] % len(folders)]
        title = f"{said['title']} N{number}"
        node = parent.add(f"n{number}", said["kind"](title=title, body="<p>words</p>"))
        node.creator = said["owner"].upper()
        node.touch("creator")
        change(node, said)
        if isinstance(node, Folder):
            folders.append(node)
