"""`/@@changes`: who did what to which pages; `/@@change`: one of them, what undoing it would do, and undoing it."""

from __future__ import annotations

from pyramid.config import Configurator

from contentsite.admin.flash import add_messages
from contentsite.admin.screen import add_site_screen
from contentsite.admin.shell import WORK, add_section
from contentsite.security.role import ACCOUNT
from contentsite.sentence import _

from . import listing, undoing


def includeme(config: Configurator) -> None:
    """Register the screens of the site as a whole. Each shows what the one who asks may see of the changes."""
    add_site_screen(config, "changes", ACCOUNT, show=listing.show)
    add_site_screen(
        config, "change", ACCOUNT, show=undoing.show, save=undoing.save, section="changes"
    )
    add_section(config, _("Changes"), "changes", "undo", ACCOUNT, group=WORK, keys="g u")
    add_messages(
        config,
        {
            "undone": _("It was undone."),
            "redone": _("It was done again."),
            "undone-part": _(
                "What could be undone was undone. The rest is listed below, with the reasons."
            ),
        },
    )
