"""`contentsite evolve INI`: bring stored data to the format of the installed versions."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from contentsite.app import make_app
from contentsite.first import EVOLVING
from contentsite.storage.connection import SiteError, site_opened
from contentsite.storage.evolve import evolve, pending

from .app import CommandError, ini_argument, ini_settings

NAME = "evolve"
HELP = "bring stored data to the format of the installed versions"


def arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    ini_argument(parser)
    parser.add_argument(
        "--dry-run", action="store_true", help="say which steps would be taken, and take none"
    )


def run(options: Namespace) -> None:
    """Take each pending step in a transaction of its own: one that fails leaves those before it done."""
    try:
        registry = make_app({**ini_settings(options.ini), EVOLVING: "true"}).registry
    except SiteError as error:
        raise CommandError(str(error)) from error
    with site_opened(registry) as site:
        steps = pending(registry, site)
    for step in steps:
        print(f"{step.package} {step.version}: {step.title}")
        if not options.dry_run:
            with site_opened(registry) as site:
                evolve(registry, site, step)
    print("nothing to do" if not steps else "not done (dry run)" if options.dry_run else "done")
