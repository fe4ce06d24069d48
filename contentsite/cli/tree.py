"""`contentsite tree INI [PATH]`: one line a node: path, type, state, title."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from contentsite.tree.node import Node, written_path
from contentsite.tree.walk import walk

from .app import app_of, ini_argument, node_at, site_of

HELP = "print the tree, one line a node: path, type, state, title"


def arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    ini_argument(parser)
    parser.add_argument(
        "path", metavar="PATH", nargs="?", default="/", help="where to begin (default: /)"
    )


def run(options: Namespace) -> None:
    """Print the nodes, fields separated by tabs."""
    with app_of(options.ini) as app, site_of(app) as site:
        top = node_at(site, options.path)
        above = written_path(top)
        for step in walk(top):
            path = "/".join([above.rstrip("/"), *step.trail]) or "/"
            if isinstance(step.node, Node):
                print(path, type(step.node).__name__, step.node.state, step.node.title, sep="\t")
            else:
                print(path, f"{type(step.node).__name__} (not installed)", "-", "-", sep="\t")
