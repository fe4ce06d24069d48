"""The `contentsite` command."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module
from keyword import iskeyword
from typing import Any, Final

from contentsite.exchange.item import SourceError
from contentsite.settings import SettingsError
from contentsite.storage.connection import SiteError
from contentsite.storage.errors import StorageError

from .app import CommandError

COMMANDS: Final = (
    *("serve", "new", "types", "tree", "import", "user", "group", "token", "why", "do", "history"),
    *("audit", "jobs", "trash", "undo", "check", "backup", "restore", "pack", "evolve"),
    *("reindex", "settings"),
)
FAULTS: Final = (CommandError, SettingsError, SiteError, SourceError, StorageError)
"""What is told in a line, for it is not a fault of the program."""


def parser(*names: str) -> argparse.ArgumentParser:
    """Return the parser of the command line, with these subcommands or else with all."""
    top = argparse.ArgumentParser(
        prog="contentsite", description="Serve and look after a content site."
    )
    subparsers = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name in names or COMMANDS:
        command = module_of(name)
        sub = subparsers.add_parser(name, help=command.HELP, description=command.HELP)
        command.arguments(sub)
        sub.set_defaults(run=command.run)
    return top


def main(argv: list[str] | None = None) -> int:
    """Run a subcommand; returns the exit status: 0 well, 1 with faults, 2 for a wrong call."""
    words = sys.argv[1:] if argv is None else argv
    arguments = parser(*{*words[:1]} & {*COMMANDS}).parse_args(words)
    try:
        status: int | None = arguments.run(arguments)
        sys.stdout.flush()
    except FAULTS as error:
        print(f"contentsite: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # the reader of our output, such as `head`, has seen enough: what is left goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status or 0


def module_of(name: str) -> Any:
    """Import the module of a command: of the one that is wanted only, for some need much."""
    return import_module(f"{__package__}.{name}{'_' * iskeyword(name)}")
