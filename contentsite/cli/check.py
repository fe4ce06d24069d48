"""`contentsite check INI`: whether the tree is whole and the settings fit production."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ZODB.FileStorage import FileStorage

from contentsite.settings import Settings
from contentsite.storage.records import problems
from contentsite.tree.check import check_tree
from contentsite.tree.repair import repair
from contentsite.web.registry import settings_of

from .app import app_of, ini_argument, ini_settings, site_of
from .progress import Progress

NAME = "check"
HELP = "check that the tree is whole and that the settings fit production"

DEBUGGING: Final = (
    "pyramid.reload_templates",
    "pyramid.debug_all",
    "pyramid.debug_notfound",
    "pyramid.debug_authorization",
    "pyramid.debug_routematch",
)


def arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    ini_argument(parser)
    parser.add_argument(
        "--repair", action="store_true", help="mend what can be derived: parents, names, rows, uids"
    )


def run(options: Namespace) -> int:
    """Print faults of the data, then unsafe settings; 1 when the data has faults."""
    with app_of(options.ini) as app:
        found = 0
        for line in faults(app, mend=options.repair):
            print(line)
            found += 1
        advice = list(unsafe(settings_of(app.registry), ini_settings(options.ini)))
    print("the data is whole" if not found else f"{found} faults in the data")
    for line in advice:
        print(f"not for production: {line}")
    return 1 if found else 0


def faults(app: Any, *, mend: bool) -> Iterator[str]:
    """Yield a line for each fault of the records and of the tree, after mending what can be."""
    storage = app.registry._zodb_databases[""].storage
    # where a server holds the file, its records are read there, or in a backup
    for problem in problems(storage, Progress()) if isinstance(storage, FileStorage) else ():
        yield f"record: {problem}"
    with site_of(app) as site:
        for mended in repair(site) if mend else ():
            print(f"{mended.path}: {mended.problem}")
        for fault in check_tree(site):
            yield f"{fault.path}: {fault.problem}"


def unsafe(settings: Settings, ini: Mapping[str, Any]) -> Iterator[str]:
    """Yield each setting that is unsafe on the net, with what to write instead."""
    secret = settings.security.secret.get_secret_value()
    if secret.startswith("development") or len(set(secret)) < 12:
        yield "contentsite.security.secret can be guessed; make one of your own"
    yield from _unsafe_hosts(settings.web.hosts)
    if settings.web.hsts == 0:
        yield "contentsite.web.hsts is 0; with https everywhere set it to 31536000"
    yield from (f"{key} is on; remove it" for key in DEBUGGING if _is_on(ini.get(key)))
    if "debugtoolbar" in str(ini.get("pyramid.includes", "")):
        yield "pyramid.includes has the debug toolbar, which runs code for visitors; remove it"
    if settings.site.sample:
        yield "contentsite.site.sample fills a new site with sample content; set it to false"


def _unsafe_hosts(hosts: tuple[str, ...]) -> Iterator[str]:
    if all(host in ("localhost", "127.0.0.1", "[::1]") for host in hosts):
        yield "contentsite.web.hosts names this machine only; name the hosts that visitors use"
    if any(host == "*" or (host.startswith("*.") and host.count(".") < 2) for host in hosts):
        yield "contentsite.web.hosts lets any host in; name those that visitors use"


def _is_on(value: object) -> bool:
    return str(value).lower() in ("true", "1", "yes", "on")
