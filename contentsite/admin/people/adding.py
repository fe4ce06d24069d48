"""`@@add-person`: somebody new, who gets a link to choose a password by, or a password."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from pyramid.config import Configurator

from contentsite.editing.accounts import add_account
from contentsite.security.role import MANAGE
from contentsite.security.user import User
from contentsite.sentence import _
from contentsite.tree.node import Node
from contentsite.web.request import Request

from ..entry.new_password import new_password
from ..flash import add_messages, go
from ..given import text
from ..screen import TEMPLATES, add_site_screen, wrong
from .fields import PERSON, FieldsForm
from .invitation import link_for, mail_invitation
from .listing import person_address
from .shown import values

WAYS: Final = ("show", "mail", "password")
"""How somebody new comes by a password: a link is shown, or mailed; or the password is typed here."""
NO_ADDRESS: Final = _("A link can be mailed only to an address.")


def show(_context: Node, request: Request) -> dict[str, Any]:
    """Show the empty form."""
    return {"form": FieldsForm(request, User, PERSON), "way": WAYS[0], "error": ""}


def save(_context: Node, request: Request) -> Any:
    """Take up somebody new."""
    form, way = FieldsForm(request, User, PERSON), text(request, "way")
    fields, error, hashed = form.take(request.POST), "", ""
    user = form.attempt(partial(User, **fields))
    if way == "password":
        found = new_password(request, fields.get("name", ""), fields.get("mail", ""))
        hashed, error = found.hashed, found.error
    elif way == "mail" and not fields.get("mail"):
        form.object_at("mail", NO_ADDRESS)
    if error or form.problems or form.attempt(lambda: add_account(request, user)) is None:
        values_ = {"form": form, "way": way if way in WAYS else WAYS[0], "error": error}
        # too many who sign in at once have a status of their own
        return values_ if request.response.status_int == 503 else wrong(request, values_)
    if hashed:
        user.set_password(hashed)
    elif way == "mail":
        mail_invitation(request, user)
    else:
        # not after a redirect: the secret would have to be kept for the next page
        request.override_renderer = f"{TEMPLATES}person.jinja2"
        return values(request, user, link=link_for(request, user))
    return go(request, person_address(request, user.uid), "person-added")


def includeme(config: Configurator) -> None:
    """Register the screen."""
    add_site_screen(config, "add-person", MANAGE, show=show, save=save, section="people")
    add_messages(
        config, {"person-added": _("The account was added. Now say what this person may do.")}
    )
