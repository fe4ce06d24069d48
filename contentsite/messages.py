"""Collects the interface text of a package for translators: `python -m contentsite.messages`.

Writes the package's `locale/contentsite.pot`, brings each language's `contentsite.po` up to date with it, and
makes of these what is read at run time: `contentsite.mo`, and `scripts.json` with what scripts say. It needs
Babel, which the extra `test` brings.
"""

from __future__ import annotations

import inspect
import io
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import venusian
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from pydantic_core import to_json

from .schema.spec import about, in_words, title_of

DOMAIN: Final = "contentsite"
KEYWORDS: Final = {"_": None, "translate": None, "ngettext": (1, 2)}
"""The functions whose first arguments are texts for people, in Python, in templates and in scripts."""
SCRIPTS: Final = "frontend/src/"
LINE: Final = 100
DECLARED: Final = re.compile(r"^@(content|block|typed)\b", re.MULTILINE)
NOTHING: Final = b"{}"


def collected(package: Path) -> Catalog:
    """Return the interface text of a package: what is marked in it, and what its types say of themselves."""
    found = Catalog(domain=DOMAIN, project=package.name)
    methods = [
        (f"{package.name}/**.py", "python"),
        (f"{package.name}/**.jinja2", "jinja2"),
        (f"{SCRIPTS}**.js", "javascript"),
    ]
    options = {methods[1][0]: {"trim_blocks": "true", "lstrip_blocks": "true"}}
    marked = extract_from_dir(
        package.parent, methods, options, KEYWORDS, ["translators:"], strip_comment_tags=True
    )
    for name, _line, message, comments, _context in marked:
        found.add(message, None, [(name, 0)], auto_comments=comments)
    for name, text in declared(package):
        found.add(text, None, [(name, 0)])
    return found


def declared(package: Path) -> Iterator[tuple[str, str]]:
    """Yield the texts of the types of a package, each with the file that it stands in."""
    for file in sorted(package.rglob("*.py")):
        if not DECLARED.search(file.read_text(encoding="utf-8")):
            continue
        name = file.relative_to(package.parent).as_posix()
        module = import_module(name.removesuffix(".py").replace("/", "."))
        for _name, cls in inspect.getmembers(module, inspect.isclass):
            if cls.__module__ == module.__name__ and "__pydantic_fields__" in vars(cls):
                yield from ((name, text) for text in _texts(cls) if text)


def _texts(cls: Any) -> Iterator[str]:
    """Yield what a type says of itself: as its form and its page show it."""
    if venusian.ATTACH_ATTR in vars(cls):
        yield from (title_of(cls), about(cls))
    own = inspect.get_annotations(cls)
    for spec in (spec for name, spec in cls.fields().items() if name in own):
        yield from (spec.label, spec.help, spec.group)
        yield from map(in_words, spec.choices)


def languages(folder: Path) -> Iterator[Path]:
    """Yield the folders of the languages that there are."""
    yield from sorted(file.parent for file in folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def read(file: Path) -> Catalog:
    """Read a catalogue of a language."""
    with file.open("rb") as stream:
        return read_po(stream, file.parent.parent.name, DOMAIN, abort_invalid=True)


def written(catalogue: Catalog) -> bytes:
    """Return a catalogue as the text of a `.po` file: without numbers of lines, which change with each edit."""
    stream = io.BytesIO()
    is_template = catalogue.locale is None
    write_po(
        stream,
        catalogue,
        LINE,
        sort_by_file=True,
        include_lineno=False,
        omit_header=is_template,
        ignore_obsolete=True,
    )
    return stream.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """Return a catalogue as the bytes of a `.mo` file."""
    stream = io.BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def for_scripts(catalogue: Catalog) -> bytes:
    """Return what the scripts say as JSON: a translation, or a list of forms, by the English text."""
    said = {
        (message.id if isinstance(message.id, str) else message.id[0]): message.string
        for message in catalogue
        if message.id and any(name.startswith(SCRIPTS) for name, _line in message.locations)
    }
    return to_json(dict(sorted(said.items())), indent=1)


def update(package: Path, *begun: str) -> None:
    """Bring the catalogues of a package up to date, and begin those of these languages."""
    folder, template = package / "locale", collected(package)
    for language in begun:
        (folder / language / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
        (folder / language / "LC_MESSAGES" / f"{DOMAIN}.po").touch()
    folder.mkdir(exist_ok=True)
    (folder / f"{DOMAIN}.pot").write_bytes(written(template))
    for place in languages(folder):
        catalogue = read(place / f"{DOMAIN}.po")
        catalogue.update(template, update_creation_date=False)
        (place / f"{DOMAIN}.po").write_bytes(written(catalogue))
        (place / f"{DOMAIN}.mo").write_bytes(compiled(catalogue))
        if (said := for_scripts(catalogue)) != NOTHING:
            (place / "scripts.json").write_bytes(said)


def main(arguments: list[str]) -> None:
    """Update the catalogues of the package at a path; any further arguments are languages to begin."""
    package = Path(arguments[0] if arguments else Path(__file__).parent).resolve()
    sys.path.insert(0, str(package.parent))
    update(package, *arguments[1:])


if __name__ == "__main__":
    main(sys.argv[1:])
