"""What subcommands share: the application of an ini file, the site in it, and nodes by path."""

from __future__ import annotations

import logging
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pyramid.paster import get_app, get_appsettings

from contentsite.storage.connection import opened, site_in
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.tree.root import Root


class CommandError(Exception):
    """A command cannot do what it was told; the message says why."""


def ini_argument(parser: ArgumentParser) -> None:
    """Add the first argument of most commands."""
    parser.add_argument("ini", metavar="INI", help="the site's ini file, such as development.ini")


def app_of(ini: str) -> Any:
    """Return the application of an ini file, with its database open. Ends the command where that cannot be."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(message)s")
    return get_app(existing(ini), "main")


def ini_settings(ini: str) -> dict[str, Any]:
    """Return the keys of an ini file's section [app:main], without opening anything."""
    found: dict[str, Any] = get_appsettings(existing(ini), "main")
    return found


def existing(path: str) -> str:
    """Return the path of a file; CommandError where there is none."""
    if not Path(path).is_file():
        raise CommandError(f"there is no file {path}")
    return path


@contextmanager
def site_of(app: Any) -> Iterator[Root]:
    """Give the site of an application; nothing is written unless the caller commits."""
    with opened(app.registry) as connection:
        yield site_in(connection)


def node_at(site: Root, path: str) -> Node:
    """Return the node at a path such as /news; CommandError where there is none."""
    here: Any = site
    for name in filter(None, path.split("/")):
        child = here.get(name) if isinstance(here, Container) else None
        if not isinstance(child, Node):
            raise CommandError(f"there is nothing at {path}")
        here = child
    found: Node = here
    return found
