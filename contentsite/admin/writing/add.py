"""`@@add`: choosing what to add to a folder; `@@add/TYPE`: the form of a new node."""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator

from contentsite.admin.flash import add_messages, go
from contentsite.admin.screen import add_screen, wrong
from contentsite.editing.drafts import Place
from contentsite.editing.places import addable_types
from contentsite.sentence import _
from contentsite.tree.container import Container
from contentsite.web.request import Request

from .address import new_address
from .bar import bar_of
from .choosing import chosen, recent_first
from .keeping import Kept, forget, kept_for, seen_by
from .new import NewPage
from .sheet import problems_of, sheet_of


def show(context: Container, request: Request) -> dict[str, Any]:
    """Show the types that may be added here, or the form of the one that the address names."""
    if not request.subpath:
        types = recent_first(request, addable_types(request, context))
        return {"types": types, "form": None, "info": None}
    new = NewPage(request, context, chosen(context, request))
    kept = kept_for(request, Place(context.uid, new.info.name))
    if kept is not None:
        new.take(kept.post)
        new.forgive()
    return _values(new, kept)


def save(context: Container, request: Request) -> Any:
    """Make a node of what was typed, and publish it or hand it in where that was asked for."""
    new = NewPage(request, context, chosen(context, request))
    new.take(request.POST)
    if new.form.is_rearranged:
        return _values(new, None)
    done = new.store()
    if done is None:
        return wrong(request, _values(new, None))
    node, said = done
    forget(request, Place(context.uid, new.info.name))
    # what is public at once is nothing that its owner may still edit
    may_edit = request.has_permission("edit", node)
    where = (node, "@@edit") if may_edit else (context, "@@contents")
    return go(request, request.view_address(*where), said, node)


def _values(new: NewPage, kept: Kept | None) -> dict[str, Any]:
    return {
        "types": (),
        "info": new.info,
        "form": new.form,
        "sheet": sheet_of(new.form),
        "kept": kept,
        "seen": seen_by(new.request, Place(new.folder.uid, new.info.name)),
        "is_typed": kept is not None or new.request.method == "POST",
        "address": new_address(new.request, new.folder, new.name, new.title, new.name_error),
        "bar": bar_of(new.request, new.likeness),
        "problems": problems_of(new.request, new.form, new.name_error),
    }


def includeme(config: Configurator) -> None:
    """Register the screen, and let a type follow it in addresses."""
    add_screen(config, "add", "add", show=show, save=save, context=Container)
    config.add_subpath_view("add")
    add_messages(config, {"added": _("“{title}” was added.")})
