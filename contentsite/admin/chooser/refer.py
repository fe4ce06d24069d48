"""The purpose of fields that lead to another node: any that one may see, of the types that the field wants."""

from __future__ import annotations

from pyramid.config import Configurator

from contentsite.declaration import types_of
from contentsite.sentence import _
from contentsite.tree.node import Node
from contentsite.tree.reference import is_of
from contentsite.web.request import Request

from .purpose import Wanted, add_purpose


def judge(request: Request, wanted: Wanted, node: Node) -> str:
    """Return why a field cannot lead to a node: it is of another type."""
    if not wanted.types or is_of(node, wanted.types):
        return ""
    known = types_of(request.registry)
    infos = [known.of(name) for name in wanted.types]
    titles = [request.translate(info.title) for info in infos if info]
    return request.translate(_("wanted: {types}", types=", ".join(titles)))


def includeme(config: Configurator) -> None:
    """Register the purpose "refer"."""
    add_purpose(config, "refer", _("Choose a page"), _("Choose"), judge)
