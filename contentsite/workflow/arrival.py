"""What somebody may not bring into a folder by moving something there: asked by forms, by JSON and by undo."""

from __future__ import annotations

from datetime import datetime

from contentsite.security.principal import Who
from contentsite.security.subtree import unpublished_by
from contentsite.security.unfit import Unfit
from contentsite.sentence import _
from contentsite.tree.node import Node

from .sharing import Workflows, brings_too_much


def check_arrival(node: Node, target: Node, who: Who, now: datetime, workflows: Workflows) -> None:
    """Raise Unfit where a branch has roles that somebody may not give in a target, or what he may not publish there."""
    if brings_too_much(node, target, who, workflows):
        raise Unfit(_("In it roles are given that you may not give there. Take them away first."))
    if unpublished_by(node, target, who, now, workflows):
        raise Unfit(
            _("It is published, and you may not publish there; take it back to draft first.")
        )
