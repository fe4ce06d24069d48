"""`contentsite serve`: start a site, from an ini file, from a module, or from nothing."""

from __future__ import annotations

import os
import secrets
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any, Final

import plaster

from contentsite.catalog.catalog import follow
from contentsite.jobs.thread import start

from .app import CommandError, existing, readable

HELP = "start a site; without an ini file one with sample content in ./var"

DEFAULT_INI: Final = Path(__file__).parent / "serve.ini"
ANYWHERE: Final = "0.0.0.0"  # noqa: S104  (what waitress does where no host is given)


def arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "source",
        metavar="INI|FILE.py",
        nargs="?",
        help="an ini file, or a module with content types of your own",
    )
    parser.add_argument(
        "variables",
        metavar="KEY=VALUE",
        nargs="*",
        help="variables of the ini file, such as http_port=8080",
    )


def run(options: Namespace) -> None:
    """Serve until told to stop by Ctrl-C or SIGTERM."""
    source, variables = options.source, list(options.variables)
    if source and "=" in source:
        source, variables = None, [source, *variables]
    defaults = dict(_pair(variable) for variable in variables)
    if source is None or source.endswith(".py"):
        defaults = {**_from_nothing(source), **defaults}
        source = str(DEFAULT_INI)
    with readable(source):
        loader = plaster.get_loader(existing(source), protocols=["wsgi"])
        loader.setup_logging(defaults)
        app = loader.get_wsgi_app("main", defaults)
        server = loader.get_wsgi_server("main", defaults)
    if hasattr(app, "registry"):
        # else the first request does: what waits for a mail, or for an index, should not wait for a visitor
        start(app.registry)
        follow(app.registry)
    address = _address(loader, defaults)
    print(f"The site is at {address} (Ctrl-C ends it)", file=sys.stderr, flush=True)
    try:
        server(app)
    except OSError as error:
        raise CommandError(f"cannot listen at {address}: {error.strerror or error}") from error


def _pair(variable: str) -> tuple[str, str]:
    name, equals, value = variable.partition("=")
    if not equals:
        raise CommandError(f"{variable!r} is no KEY=VALUE")
    return name, value


def _from_nothing(module: str | None) -> dict[str, str]:
    """Return the variables of the built-in ini file: data in ./var, a secret that is made once."""
    data = Path.cwd() / "var"
    data.mkdir(mode=0o700, exist_ok=True)
    plugins = ""
    if module:
        path = Path(existing(module)).resolve()
        sys.path.insert(0, str(path.parent))
        plugins = path.stem
    return {"data": str(data), "secret": _secret(data / "secret"), "plugins": plugins}


def _secret(file: Path) -> str:
    """Read the site's secret; the first time, make it, for the owner's eyes only."""
    if not file.exists():
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(secrets.token_urlsafe(48))
    return file.read_text().strip()


def _address(loader: Any, defaults: dict[str, str]) -> str:
    """Return where the server will listen, as the ini file and the variables say."""
    server = loader.get_settings("server:main", defaults)
    host = server.get("host", ANYWHERE)
    return f"http://{'127.0.0.1' if host == ANYWHERE else host}:{server.get('port', '8080')}"
