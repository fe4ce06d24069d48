"""`contentsite check INI`: whether the tree is whole and the settings fit production."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from typing import Any

from contentsite.settings import Settings
from contentsite.storage.records import problems
from contentsite.tree.check import check_tree, repair
from contentsite.web.registry import settings_of

from .app import app_of, ini_argument, ini_settings, site_of
from .progress import Progress

NAME = "check"
HELP = "check that the tree is whole and that the settings fit production"


def arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    ini_argument(parser)
    parser.add_argument(
        "--repair", action="store_true", help="mend what can be derived: parents, names, rows, uids"
    )


def run(options: Namespace) -> int:
    """Print faults of the data, then unsafe settings; 1 when the data has faults."""
    app = app_of(options.ini)
    found = 0
    db = app.registry._zodb_databases[""]
    for problem in problems(db.storage, Progress()) if hasattr(db.storage, "iterator") else ():
        print(f"record: {problem}")
        found += 1
    with site_of(app) as site:
        for mended in repair(site) if options.repair else ():
            print(f"{mended.path}: {mended.problem}")
        for fault in check_tree(site):
            print(f"{fault.path}: {fault.problem}")
            found += 1
    print("the data is whole" if not found else f"{found} faults in the data")
    for advice in unsafe(settings_of(app.registry), ini_settings(options.ini)):
        print(f"not for production: {advice}")
    return 1 if found else 0


def unsafe(settings: Settings, ini: Mapping[str, Any]) -> Iterator[str]:
    """Yield each setting that is fine on a desk and unsafe on the net, with what to write instead."""
    secret = settings.security.secret.get_secret_value()
    if secret.startswith("development") or len(set(secret)) < 12:
        yield "contentsite.security.secret can be guessed; make one of your own"
    if all(host in ("localhost", "127.0.0.1", "[::1]") for host in settings.web.hosts):
        yield "contentsite.web.hosts names this machine only; name the hosts that visitors use"
    if "*" in settings.web.hosts or any(host in ("*.", "*.com") for host in settings.web.hosts):
        yield "contentsite.web.hosts lets any host in; name those that visitors use"
    if settings.web.hsts == 0:
        yield "contentsite.web.hsts is 0; with https everywhere set it to 31536000"
    for key in (
        "pyramid.reload_templates",
        "pyramid.debug_all",
        "pyramid.debug_notfound",
        "pyramid.debug_authorization",
    ):
        if str(ini.get(key, "")).lower() in ("true", "1", "yes", "on"):
            yield f"{key} is on; remove it"
    if "debugtoolbar" in str(ini.get("pyramid.includes", "")):
        yield "pyramid.includes has the debug toolbar, which runs code for visitors; remove it"
    if settings.site.sample:
        yield "contentsite.site.sample fills a new site with sample content; set it to false"
