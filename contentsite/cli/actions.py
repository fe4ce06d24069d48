"""Commands that have actions of their own, such as `contentsite user add`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import Any

from contentsite.security.role import GRANTABLE

from .app import app_of, ini_argument

Do = Callable[[Any, Namespace], None]
"""Does what an action says, given the application and the arguments."""


class Actions:
    """The actions of a command; each takes the ini file, and most a name."""

    def __init__(self, parser: ArgumentParser, name: str) -> None:
        self._actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
        self._name = name

    def add(self, action: str, words: str, do: Do) -> ArgumentParser:
        """Add an action and return its parser, for further arguments."""
        parser = self.add_without_name(action, words, do)
        parser.add_argument("name", metavar="NAME", help=self._name)
        return parser

    def add_without_name(self, action: str, words: str, do: Do) -> ArgumentParser:
        """Add an action that is about all of them, and return its parser."""
        parser: ArgumentParser = self._actions.add_parser(action, help=words, description=words)
        ini_argument(parser)
        parser.set_defaults(do=do)
        return parser


def role_argument(parser: ArgumentParser) -> None:
    """Add the option that gives roles for the whole site."""
    parser.add_argument(
        "--role",
        action="append",
        default=[],
        choices=GRANTABLE,
        help="a role for the whole site; may be given several times",
    )


def run(options: Namespace) -> None:
    """Do what the action says."""
    with app_of(options.ini) as app:
        options.do(app, options)
