"""`/@@trash`: what was deleted; `/@@restore` puts it back, `/@@purge` deletes it for good."""

from __future__ import annotations

from pyramid.config import Configurator

from contentsite.admin.flash import add_messages
from contentsite.admin.screen import add_site_screen
from contentsite.admin.shell import WORK, add_section
from contentsite.security.role import ACCOUNT
from contentsite.sentence import _

from . import listing, purging, restoring


def includeme(config: Configurator) -> None:
    """Register the screens of the site as a whole. Each shows what the one who asks may see of the trash."""
    add_site_screen(config, "trash", ACCOUNT, show=listing.show)
    for name, screen in (("restore", restoring), ("purge", purging)):
        add_site_screen(config, name, ACCOUNT, show=screen.show, save=screen.save, section="trash")
    add_section(config, _("Trash"), "trash", "trash", ACCOUNT, group=WORK, keys="g t")
    add_messages(
        config,
        {
            "restored": _("“{title}” is back from the trash."),
            "purged": _("It was deleted for good."),
            "purging": _("It is being deleted for good. That may take some minutes."),
        },
    )
