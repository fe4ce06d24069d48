"""`contentsite evolve INI`: bring stored data to the format of the installed versions."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from contentsite.app import make_app
from contentsite.first import EVOLVING
from contentsite.plugin import look_beside
from contentsite.security.audit.recorder import quiet
from contentsite.storage.connection import site_opened
from contentsite.storage.evolve import Step, check_not_newer, evolve, formats, pending
from contentsite.web.registry import settings_of

from .app import closing_databases, ini_argument, ini_settings

HELP = "bring stored data to the format of the installed versions"


def arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    ini_argument(parser)
    parser.add_argument(
        "--dry-run", action="store_true", help="say which steps would be taken, and take none"
    )


def run(options: Namespace) -> None:
    """Take each pending step in a transaction of its own: one that fails leaves the others done."""
    look_beside(str(Path(options.ini).resolve().parent))
    registry = make_app({**ini_settings(options.ini), EVOLVING: "true"}).registry
    with closing_databases(registry):
        steps = take(registry, dry=options.dry_run)
    print("nothing to do" if not steps else "not done (dry run)" if options.dry_run else "done")


def take(registry: Any, *, dry: bool) -> list[Step]:
    """Name the pending steps, take them unless this is a dry run, and return them."""
    with site_opened(registry) as site:
        check_not_newer(site, formats(registry, settings_of(registry).plugins))
        steps = pending(registry, site)
    for step in steps:
        print(f"{step.package} {step.version}: {step.title}")
        if not dry:
            # a step may touch every node
            with quiet(), site_opened(registry) as site:
                evolve(registry, site, step)
    return steps
