"""`@@picture`: a picture that was dropped into a text becomes an image of the folder that the page is in."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any, Final

from pydantic import ValidationError
from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPForbidden

from contentsite.admin.screen import for_the_known
from contentsite.declaration import TypeInfo
from contentsite.editing.adding import made
from contentsite.editing.places import addable_types
from contentsite.files.store import store_image
from contentsite.sentence import _
from contentsite.tree.container import Container
from contentsite.web.request import Request

from .lookup import facts

TYPE: Final = "Image"


def add_picture(context: Container, request: Request) -> dict[str, Any]:
    """Add the picture that was sent as `picture`, and answer what is shown of it; or 422 and why it cannot be."""
    info = _image_type(context, request)
    sent = request.POST.get("picture")
    if not getattr(sent, "filename", ""):
        return _refused(request, _("Choose a file."))
    try:
        image = store_image(sent.file, sent.filename)
        node = made(request, info, {"title": PurePath(sent.filename).stem[:200], "image": image})
    except ValidationError as error:
        return _refused(request, error.errors()[0]["msg"])
    except ValueError as error:
        # InvalidFile begins in small letters, as part of a sentence
        return _refused(request, str(error))
    context.add_titled(node, unicode=request.settings.site.unicode_names)
    return facts(request, node)


def _image_type(context: Container, request: Request) -> TypeInfo:
    found = next((each for each in addable_types(request, context) if each.name == TYPE), None)
    if found is None:
        raise HTTPForbidden(_("Pictures cannot be added to this folder."))
    return found


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
