"""`contentsite why INI USER PERMISSION PATH`: the decision, entry by entry."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime

from contentsite.security.people import people_of
from contentsite.security.principal import ANONYMOUS
from contentsite.security.role import PERMISSIONS
from contentsite.security.why import explain, sentences
from contentsite.workflow.workflow import workflows_of

from .app import app_of, ini_argument, node_at, site_of
from .person import user_named

HELP = "say why somebody may, or may not, do something with a node"
VISITOR = "-"


def arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    ini_argument(parser)
    parser.add_argument("user", metavar="USER", help="a name to sign in by; - for a visitor")
    parser.add_argument("permission", choices=PERMISSIONS, help="what is to be done")
    parser.add_argument("path", metavar="PATH", help="path of the node, such as /news")


def run(options: Namespace) -> int:
    """Print the decision and what led to it; 0 where it is allowed, 1 where it is not."""
    with app_of(options.ini) as app, site_of(app) as site:
        people = people_of(site)
        user = None if options.user == VISITOR else user_named(people, options.user)
        who = people.who(user) if user else ANONYMOUS
        node, now = node_at(site, options.path), datetime.now(UTC)
        found = explain(node, who, options.permission, now, workflows_of(app.registry), people)
        for line in sentences(found, user.called if user else "A visitor"):
            print(line)
        if user and not user.enabled:
            print("the account is disabled: nobody can sign in by it")
    return 0 if found.is_allowed else 1
