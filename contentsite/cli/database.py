"""Where the database of an ini file lies, for commands that work on its files."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from zodburi import resolve_uri

from contentsite.storage.uri import PREFIX

from .app import CommandError, ini_settings


class Database(NamedTuple):
    """The records and the blobs."""

    file: Path
    blobs: Path


def database_of(ini: str) -> Database:
    """Return the files that `zodbconn.uri` names; CommandError where it names none of ours."""
    uri = ini_settings(ini).get("zodbconn.uri", "")
    if not uri.startswith(PREFIX):
        raise CommandError(
            f"zodbconn.uri is {uri!r}: this command works on a database named by {PREFIX}"
        )
    storage, _options = resolve_uri(uri)
    file, blobs = storage.args
    return Database(file, blobs or file.parent / "blobs")
