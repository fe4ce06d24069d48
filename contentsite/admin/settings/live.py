"""A form of some fields of the site, whose values hold at once.

They are fields of the root like any other, so that a change has a version, is noted and can be undone.
What waits in the working copy of the home page waits on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from contentsite.admin.flash import go
from contentsite.admin.form.form import Form
from contentsite.admin.screen import wrong
from contentsite.admin.stamp import CHANGED, is_stale
from contentsite.editing.details import checked, details_of, parted, set_details
from contentsite.tree.node import Node
from contentsite.versions.stamp import stamp_of
from contentsite.versions.working import edit
from contentsite.web.request import Request

from .index import index


def form_of(request: Request, names: Sequence[str]) -> Form:
    """Return the form of the fields and details of these names, of those that the root's type has."""
    site = request.site
    return Form(request, type(site), site, details_of(type(site)), names)


def shown(request: Request, form: Form, **more: Any) -> dict[str, Any]:
    """Return what the template of a form of settings needs."""
    return {"pages": index(request), "form": form, "version": stamp_of(request.site), **more}


def saved(request: Request, form: Form, **more: Any) -> Any:
    """Store what was typed and come back to the screen, or say what is to be mended."""
    values = form.take(request.POST)
    if is_stale(request.site, request):
        form.object_to(CHANGED)
    if not form.problems:
        try:
            hold(request.site, values)
        except ValidationError as error:
            form.refuse(error)
    if form.problems:
        return wrong(request, shown(request, form, **more))
    return go(request, request.view_address(request.home, f"@@{request.view_name}"), "settings")


def hold(site: Node, values: Mapping[str, Any]) -> None:
    """Let fields and details of a node have these values at once. Raises ValidationError; nothing is changed then."""
    own, details = parted(values)
    details = checked(site, details)
    site.update(own)
    if site._working is not None:
        # else its older values would come back when the rest of it is published
        edit(site, own)
    set_details(site, details)
