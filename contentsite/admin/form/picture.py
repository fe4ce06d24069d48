"""`@@picture`: a picture that was dropped into a text becomes an image of the folder that the page is in."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError
from pyramid.config import Configurator

from contentsite.admin.screen import for_the_known
from contentsite.editing.uploading import upload
from contentsite.security.unfit import Unfit
from contentsite.sentence import _
from contentsite.tree.container import Container
from contentsite.web.request import Request

from .lookup import facts
from .problem import words


def add_picture(context: Container, request: Request) -> dict[str, Any]:
    """Add the picture that was sent as `picture`, and answer what is shown of it; or 422 and why it cannot be."""
    sent = request.POST.get("picture")
    if not getattr(sent, "filename", ""):
        return _refused(request, _("Choose a file."))
    try:
        found = facts(request, upload(request, context, sent.file, sent.filename))
    except Unfit as error:
        return _refused(request, str(error))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        return _refused(request, words(request.translate, first, is_text=True))
    # a file that is none is not added: an answer that is an error stores nothing
    return (
        found if "src" in found else _refused(request, _("It is no picture that pages can show."))
    )


def _refused(request: Request, reason: str) -> dict[str, Any]:
    request.response.status_int = 422
    return {"reason": request.translate(reason)}


def includeme(config: Configurator) -> None:
    """Register the view."""
    config.add_view(
        add_picture,
        context=Container,
        name="picture",
        permission="add",
        request_method="POST",
        renderer="json",
        decorator=for_the_known,
    )
