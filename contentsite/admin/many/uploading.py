"""`@@upload`: several files at once, each a node of its own; a script sends them one by one."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError
from pyramid.config import Configurator

from contentsite.admin.flash import add_messages
from contentsite.admin.form.problem import reasons
from contentsite.admin.screen import add_screen, wrong
from contentsite.editing.uploading import upload
from contentsite.page.words import filesize
from contentsite.security.unfit import Unfit
from contentsite.sentence import _
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.web.request import Request

from .selection import Refused, Result, answer


def show(context: Container, request: Request) -> dict[str, Any]:
    """Show the form."""
    return _values(request)


def save(context: Container, request: Request) -> Any:
    """Add what was sent. A file that cannot be taken keeps no other from being added."""
    files = [each for each in request.POST.getall("files") if getattr(each, "filename", "")]
    if not files:
        return wrong(
            request, {**_values(request), "reason": request.translate(_("Choose a file."))}
        )
    done, refused = list[Node](), list[Refused]()
    for each in files:
        mark = request.tm.savepoint(optimistic=True)
        try:
            done.append(upload(request, context, each.file, each.filename))
        except Unfit as error:
            refused.append(Refused(each.filename[:100], request.translate(str(error))))
        except ValidationError as error:
            refused.append(Refused(each.filename[:100], reasons(request, error)))
        else:
            continue
        mark.rollback()
    return answer(request, context, Result(tuple(done), tuple(refused)), "added")


def _values(request: Request) -> dict[str, Any]:
    return {"result": None, "reason": "", "most": filesize(request.settings.web.max_body)}


def includeme(config: Configurator) -> None:
    """Register the screen."""
    add_screen(config, "upload", "add", show=show, save=save, context=Container)
    add_messages(config, {"added-many": _("{number} entries were added.")})
