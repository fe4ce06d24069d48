"""Writing: opening a form, saving it, keeping a draft of it, and the page beside it after each keystroke."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from contentsite.security.acl import ALLOW, set_acl
from contentsite.security.people import people_of
from contentsite.security.principal import user_principal
from contentsite.security.user import User
from contentsite.types.folder import Folder

from .clock import fastest
from .content import document
from .figure import Figure
from .form import fields_of, poster, signed_in
from .place import application, temporary
from .place import writing as stored
from .scale import Scale

SHORT = 5
"""So many times the text of a usual page: about 10 kB."""


def writing(scale: Scale) -> Iterator[Figure]:
    """Measure what an editor's browser asks for while he writes, on a page of usual length."""
    with temporary() as place, application(place) as app:
        with stored(app) as (site, commit):
            user = people_of(site).add(User(name="editor"))
            set_acl(site, [(ALLOW, user_principal(user.uid), "Editor")])
            folder = site.add("news", Folder(title="News"))
            page = document(1)
            page.update({"body": page.body * SHORT})
            folder.add("page", page).publish()
            commit()
        browser, headers = signed_in(app, user)
        ask, fields = poster(app, user), fields_of(app, user, "/news/page/@@edit")
        numbers = count()

        def typed() -> dict[str, str]:
            return {**fields, "f-title": f"Title {next(numbers)}", "tab": "one", "seen": "~"}

        found = fastest(
            {
                "open": lambda: browser.get("/news/page/@@edit", headers=headers),
                "new": lambda: browser.get("/news/@@add/Document", headers=headers),
                "save": lambda: ask("/news/page/@@edit", typed()),
                "keep": lambda: browser.post("/news/page/@@draft", typed(), headers=headers),
                "draw": lambda: browser.post("/news/page/@@live", typed(), headers=headers),
            },
            scale.rounds,
            1,
        )
    yield Figure("the form of a page", found["open"] * 1e3, "ms CPU", most=3.0)
    yield Figure("the form of a new page", found["new"] * 1e3, "ms CPU", most=3.0)
    yield Figure("save it, with history and audit log", found["save"] * 1e3, "ms CPU", most=5.0)
    yield Figure("keep a draft of it", found["keep"] * 1e3, "ms CPU", most=5.0)
    yield Figure("draw the page beside it", found["draw"] * 1e3, "ms CPU", most=5.0)
