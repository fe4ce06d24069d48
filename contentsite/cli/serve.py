"""`contentsite serve`: start a site, from an ini file, from a module of one's own, or from nothing."""

from __future__ import annotations

import os
import secrets
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any, Final

import plaster

from .app import CommandError, existing

NAME = "serve"
HELP = "start a site; without an ini file one with sample content in ./var"

DEFAULT_INI: Final = Path(__file__).parent / "serve.ini"
DEFAULT_PORT: Final = "6543"


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
    loader = plaster.get_loader(existing(source), protocols=["wsgi"])
    loader.setup_logging(defaults)
    app = loader.get_wsgi_app("main", defaults)
    server = loader.get_wsgi_server("main", defaults)
    print(
        f"The site is at http://127.0.0.1:{_port(loader, defaults)} (Ctrl-C ends it)",
        file=sys.stderr,
        flush=True,
    )
    server(app)


def _pair(variable: str) -> tuple[str, str]:
    name, equals, value = variable.partition("=")
    if not equals:
        raise CommandError(f"{variable!r} is no KEY=VALUE")
    return name, value


def _from_nothing(module: str | None) -> dict[str, str]:
    """Return the variables of the built-in ini file: data in ./var, and a secret that is made once."""
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


def _port(loader: Any, defaults: dict[str, str]) -> str:
    return defaults.get("http_port") or loader.get_settings("DEFAULT").get(
        "http_port", DEFAULT_PORT
    )
