"""What was refused to somebody is noted in the audit log, though the request is rolled back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyramid.config import Configurator

from contentsite.security.audit.entry import made
from contentsite.security.audit.note import NOTES, Notes, note
from contentsite.security.audit.refusals import PART, Refusals
from contentsite.settings import settings_of
from contentsite.storage.connection import in_work, part_of
from contentsite.tree.node import Node

from .log import readable
from .transaction import SAFE_METHODS


def note_refusal(request: Any, why: str) -> None:
    """Note that a request was refused (ASVS 16.3.2).

    Not where a visitor only asked for what he may not see: this is how crawlers spend their day.
    """
    who = request.who
    if not who.is_known and request.method in SAFE_METHODS:
        return
    context = request.__dict__.get("context")
    node = context if isinstance(context, Node) else None
    note(
        request.registry,
        made(
            who=who.uid,
            name=who.name,
            action="refusal",
            node="" if node is None else node.uid,
            path=readable(request.environ.get("PATH_INFO", "")),
            title="" if node is None else node.title,
            detail=f"{request.method}: {why}",
            address=request.remote_addr or "",
            request=request.id,
        ),
    )


def includeme(config: Configurator) -> None:
    """Keep refusals and failures in the `work` database, by the settings of the log."""
    registry = config.registry

    def in_refusals(do: Callable[[Refusals], None]) -> None:
        in_work(registry, lambda work: do(part_of(work, PART, Refusals)))

    registry[NOTES] = Notes(in_refusals, lambda: settings_of(registry).audit)
