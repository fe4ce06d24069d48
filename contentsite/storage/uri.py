"""The URI scheme datafs: a Data.fs with its blobs, in one line of an ini file.

    zodbconn.uri = datafs:///srv/site/var/Data.fs?connection_cache_size=20000

zodburi's own `file://...?blobstorage_dir=` deletes committed uploads when another transaction
aborts; this opens the storage that keeps them.
"""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import unquote

from zodburi import BYTES_PARAMETERS, CONNECTION_PARAMETERS
from zodburi.datatypes import FALSETYPES, TRUETYPES

from contentsite.storage.datafs import open_datafs
from contentsite.storage.durable import DurableFileStorage
from contentsite.storage.errors import StorageError

PREFIX = "datafs://"
_BYTES = tuple(f"connection_{name}" for name in BYTES_PARAMETERS)
_NUMBERS = tuple(f"connection_{name}" for name in CONNECTION_PARAMETERS)
_OWN = ("blobs", "read_only")
KNOWN = (*_OWN, "database_name", *_NUMBERS)

type_of_number = re.compile(r"\d+")
type_of_bytes = re.compile(r"\d+\s*([kmg]b)?", re.IGNORECASE)


def resolve(uri: str) -> tuple[Callable[[], DurableFileStorage], dict[str, str]]:
    """What zodburi asks of a resolver: how to open the storage, and the options for ZODB.DB.

    The path and the values may be percent-encoded; a plain space, "+" or "#" stands for itself.
    Raises StorageError for a URI that is not understood; nothing is opened yet.
    """
    place, _, query = uri.removeprefix(PREFIX).partition("?")
    path = _absolute(unquote(place), "datafs:///path/to/Data.fs")
    options = _options(path, query)
    read_only = _flag(path, "read_only", options.pop("read_only", ""))
    blobs = options.pop("blobs", None)
    folder = None if blobs is None else _absolute(blobs, "blobs=/path/to/blobs")
    return partial(open_datafs, path, folder, read_only=read_only), options


def beside(uri: str, name: str) -> str:
    """Return the path of what has this name beside a database, "" for one that lies nowhere here."""
    if not uri.startswith(PREFIX):
        return ""
    return uri.removeprefix(PREFIX).partition("?")[0].rpartition("/")[0] + f"/{name}"


def _absolute(text: str, example: str) -> Path:
    path = Path(text)
    if not path.is_absolute() or "\0" in text or text.endswith("/"):
        raise StorageError(path, "is not the absolute path of a file", f"Write {example}")
    return path


def _options(path: Path, query: str) -> dict[str, str]:
    options: dict[str, str] = {}
    for part in filter(None, query.split("&")):
        name, _, value = part.partition("=")
        if name not in KNOWN:
            raise StorageError(path, f"unknown parameter {name!r}", f"Known: {', '.join(KNOWN)}")
        if name in options:
            raise StorageError(path, f"parameter {name!r} is given twice", "Give it once")
        options[name] = _checked(path, name, unquote(value))
    return options


def _checked(path: Path, name: str, value: str) -> str:
    if name in _NUMBERS:
        wanted = type_of_bytes if name in _BYTES else type_of_number
        if not wanted.fullmatch(value):
            raise StorageError(path, f"{name}={value!r} is no number", f"Write {name}=1000")
    return value


def _flag(path: Path, name: str, value: str) -> bool:
    if value.lower() not in TRUETYPES + FALSETYPES:
        raise StorageError(path, f"{name}={value!r} is neither true nor false", f"Write {name}=1")
    return value.lower() in TRUETYPES
