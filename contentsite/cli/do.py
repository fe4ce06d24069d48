"""`contentsite do INI PATH TRANSITION --as USER`: take a node to another state, as a form would."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from typing import Any

from contentsite.security.actor import Actor
from contentsite.security.decide import may
from contentsite.security.people import people_of
from contentsite.security.role import VIEW
from contentsite.security.user import User
from contentsite.tree.node import Node
from contentsite.tree.root import Root
from contentsite.workflow.transition import do_transition, transition_of
from contentsite.workflow.workflow import workflows_of

from .app import CommandError, app_of, ini_argument, node_at, site_of
from .person import changing, user_named

HELP = "publish a node, hand it in for review, or what else its workflow has, as a user"


def arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    ini_argument(parser)
    parser.add_argument("path", metavar="PATH", help="path of the node, such as /news")
    parser.add_argument("transition", metavar="TRANSITION", help="such as publish")
    parser.add_argument(
        "--as", dest="user", metavar="USER", required=True, help="whose permissions count"
    )


def run(options: Namespace) -> None:
    """Take the transition, where the user may."""
    with app_of(options.ini) as app:
        with site_of(app) as site:
            user = _user(site, options.user)
            actor = Actor(user.uid, user.name, "", "")
        with changing(app, actor) as site:
            _do(app.registry, site, options)


def _user(site: Root, name: str) -> User:
    user = user_named(people_of(site), name)
    if not user.enabled:
        raise CommandError(f"the account of {user.name!r} is disabled")
    return user


def _do(registry: Any, site: Root, options: Namespace) -> None:
    """Take the transition. Raises CommandError and NoTransition."""
    who = people_of(site).who(_user(site, options.user))
    node, now, workflows = node_at(site, options.path), datetime.now(UTC), workflows_of(registry)

    def check(permission: str, node: Node) -> None:
        if not may(node, who, permission, now, workflows):
            # the same words for what he may not see and for what he may not do
            why = f"contentsite why {options.ini} {who.name} {permission} {options.path}"
            raise CommandError(f"{who.name!r} may not do this there; ask: {why}")

    check(VIEW, node)
    workflow = workflows.get(node.__workflow__)
    if workflow is None:
        raise CommandError(f"its workflow {node.__workflow__!r} is not installed")
    check(transition_of(workflow, node, options.transition).permission, node)
    do_transition(workflow, node, options.transition)
    print(f"{options.path}: {workflow.state(node.state).title}")
