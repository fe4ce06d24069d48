"""The past: choosing a moment, what differs between then and now, and bringing back what was then."""

from __future__ import annotations

from pyramid.config import Configurator

from contentsite.admin.flash import add_messages
from contentsite.admin.screen import add_site_screen
from contentsite.admin.shell import WORK, add_section
from contentsite.security.role import ACCOUNT, EDIT
from contentsite.sentence import _

from . import choosing, comparing


def includeme(config: Configurator) -> None:
    """Register the screens. What each shows is judged by what one may do with it today."""
    add_section(config, _("The past"), "at", "clock", EDIT, group=WORK)
    add_site_screen(config, "at", ACCOUNT, show=choosing.show)
    add_site_screen(config, "then", ACCOUNT, show=comparing.show, save=comparing.save, section="at")
    add_messages(
        config,
        {
            "brought-back": _(
                "“{title}” is back as it was then. A published page waits to be published."
            )
        },
    )
