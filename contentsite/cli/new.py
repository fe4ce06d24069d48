"""`contentsite new NAME`: write a plug-in to start from: type, template, test and ini file."""

from __future__ import annotations

import importlib.util
import keyword
import re
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from string import Template
from typing import Final

from .app import CommandError

HELP = "write a plug-in: a content type with template, test and ini file"

SKELETON: Final = Path(__file__).parent / "skeleton"
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")


def arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("name", metavar="NAME", help="name of the package, such as recipes")


def run(options: Namespace) -> None:
    """Write the files into a folder of the plug-in's name."""
    name = options.name
    target = Path(name)
    check_name(name, target)
    words = {
        "name": name,
        "Type": _class_name(name),
        "type": _singular(name),
        "title": _singular(name).replace("_", " "),
    }
    for source in sorted(SKELETON.rglob("*.tmpl")):
        relative = (
            Template(str(source.relative_to(SKELETON))).substitute(words).removesuffix(".tmpl")
        )
        file = target / relative
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(
            Template(source.read_text(encoding="utf-8")).substitute(words), encoding="utf-8"
        )
        print(file)
    here = Path(sys.executable).parent
    print(f"\nNext:\n  {here / 'python'} -m pip install -e ./{name}")
    print(f"  {here / 'contentsite'} serve {name}/development.ini")


def check_name(name: str, target: Path) -> None:
    """Raise CommandError for a name that a package, or its type, could not have."""
    if not _NAME.fullmatch(name) or keyword.iskeyword(name):
        raise CommandError(
            f"{name!r} is no name for a package: small letters, digits and underscores"
        )
    if target.exists():
        raise CommandError(f"{target} is there already")
    if importlib.util.find_spec(name) is not None:
        raise CommandError(f"there is a package {name!r} already; choose another name")
    if _class_name(name) in sys.modules["contentsite"].__all__:
        raise CommandError(f"contentsite has a {_class_name(name)!r} already; choose another name")


def _singular(name: str) -> str:
    return name[:-1] if name.endswith("s") and len(name) > 3 else name


def _class_name(name: str) -> str:
    return "".join(word.capitalize() for word in _singular(name).split("_"))
