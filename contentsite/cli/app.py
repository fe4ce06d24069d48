"""What subcommands share: the application of an ini file, the site in it, and nodes by path."""

from __future__ import annotations

import logging
from argparse import ArgumentParser
from collections.abc import Iterator
from configparser import Error as IniError
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

import plaster
from pyramid.paster import get_app, get_appsettings

from contentsite.invite import COMMAND
from contentsite.storage.connection import close_databases, opened, site_in
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.tree.root import Root


class CommandError(Exception):
    """A command cannot do what it was told; the message says why."""


def ini_argument(parser: ArgumentParser) -> None:
    """Add the first argument of most commands."""
    parser.add_argument("ini", metavar="INI", help="the site's ini file, such as development.ini")


@contextmanager
def app_of(ini: str) -> Iterator[Any]:
    """Give the application of an ini file; its database is closed at the end.

    Raises SystemExit, with what is wrong, where the settings or the database cannot be used.
    """
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(message)s")
    with readable(ini):
        app = get_app(existing(ini), "main", {COMMAND: "true"})
    with closing_databases(app.registry):
        yield app


@contextmanager
def closing_databases(registry: Any) -> Iterator[None]:
    """Close the databases at the end, so that the next command, or the site, can open them."""
    try:
        yield
    finally:
        close_databases(registry)


def ini_settings(ini: str) -> dict[str, Any]:
    """Return the keys of an ini file's section [app:main], without opening anything."""
    with readable(ini):
        found: dict[str, Any] = get_appsettings(existing(ini), "main")
        return found


def server_settings(ini: str) -> dict[str, Any]:
    """Return the keys of an ini file's section [server:main]; none where there is no such section."""
    with readable(ini):
        found: dict[str, Any] = plaster.get_loader(existing(ini)).get_settings("server:main")
        return found


def existing(path: str) -> str:
    """Return the path of a file; CommandError where there is none."""
    if not Path(path).is_file():
        raise CommandError(f"there is no file {path}")
    return path


@contextmanager
def readable(ini: str) -> Iterator[None]:
    """Turn what a wrong ini file makes its readers raise into a CommandError."""
    try:
        yield
    except (IniError, UnicodeError) as error:
        raise CommandError(f"{ini} is no ini file: {' '.join(str(error).split())}") from error
    except PackageNotFoundError as error:
        raise CommandError(f"{ini} uses a package that is not installed: {error.name}") from error
    except LookupError as error:
        # paste says so of a missing section or entry point; a KeyError would be a fault of ours
        if type(error) is not LookupError:
            raise
        raise CommandError(f"{ini} cannot be used: {error}") from error


@contextmanager
def site_of(app: Any) -> Iterator[Root]:
    """Give the site of an application; what the caller changes is stored at the end."""
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
