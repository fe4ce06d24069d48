"""`contentsite settings`: the table of all keys of the ini file."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from contentsite.settings import documentation

NAME = "settings"
HELP = "print all keys of the ini file with their meaning, as Markdown"


def arguments(parser: ArgumentParser) -> None:
    """Declare no arguments."""


def run(options: Namespace) -> None:
    """Print the table."""
    print(documentation(), end="")
