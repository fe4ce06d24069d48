"""What somebody asks of the audit log, in the words of a form or a command line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

from contentsite.sentence import _
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.tree.root import Root

from .search import Wanted

_UID: Final = re.compile(r"[0-9a-f]{32}")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
NO_MOMENT: Final = _(
    "Must be a day, such as 2026-11-01, or a day and a time, such as 2026-11-01 19:30."
)

Problems = dict[str, str]


def wanted_of(site: Root, asked: Mapping[str, str], zone: tzinfo = UTC) -> tuple[Wanted, Problems]:
    """Return the filter of what was asked, and why what of it could not be read was left out.

    - person: a name, or a uid
    - node: a uid, or a path: that of a node that is there stands for the node, whatever its path was
    - below: not empty where all that stood at the path or below it is meant
    - action: one word
    - from, to: days, both included, or moments; those without a time zone are of `zone`
    """
    given = {name: text.strip() for name, text in asked.items()}
    problems: Problems = {}
    moments: dict[str, datetime] = {}
    for name in ("from", "to"):
        try:
            if given.get(name):
                moments[name] = _moment(given[name], zone, is_end=name == "to")
        except (ValueError, OverflowError):
            problems[name] = NO_MOMENT
    node, path = _place(site, given.get("node", ""), is_branch=bool(given.get("below")))
    wanted = Wanted(
        person=given.get("person", ""),
        node=node,
        path=path,
        action=given.get("action", ""),
        since=moments.get("from"),
        until=moments.get("to"),
    )
    return wanted, problems


def node_at(site: Root, path: str) -> Node | None:
    """Return the node that stands at a path now."""
    here: Node | None = site
    for name in filter(None, path.split("/")):
        here = here.get(name) if isinstance(here, Container) else None
    return here


def _place(site: Root, text: str, *, is_branch: bool) -> tuple[str, str]:
    """Return the uid, or else the path, that is meant."""
    if _UID.fullmatch(text):
        return text, ""
    path = "/" + "/".join(filter(None, text.split("/"))) if text else ""
    node = None if is_branch or not path else node_at(site, path)
    return (node.uid, "") if isinstance(node, Node) else ("", path)


def _moment(text: str, zone: tzinfo, *, is_end: bool) -> datetime:
    """Return a moment in UTC; for a day its beginning, or, as an end, that of the next day."""
    moment = datetime.fromisoformat(text)
    if is_end and _DAY.fullmatch(text):
        moment += timedelta(days=1)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    return moment.astimezone(UTC)
