"""`contentsite types INI`: the content types of a site, with their fields."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from contentsite.declaration import types_of

from .app import app_of, ini_argument

HELP = "list the content types of a site with their fields"


def arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    ini_argument(parser)


def run(options: Namespace) -> None:
    """Print each type, its class and its fields."""
    with app_of(options.ini) as app:
        found = types_of(app.registry).values()
    for info in sorted(found, key=lambda info: info.name):
        print(f"{info.name}  ({info.title}; {info.cls.__module__}.{info.cls.__qualname__})")
        for spec in info.cls.fields().values():
            marks = [
                mark for mark, on in (("required", spec.required), ("listed", spec.listed)) if on
            ]
            print(f"    {spec.name}: {spec.kind}" + (f"  [{', '.join(marks)}]" if marks else ""))
