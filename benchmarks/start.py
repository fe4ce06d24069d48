"""A fresh process: its first answer, and its memory after some hundred pages of the sample."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from itertools import cycle, islice
from pathlib import Path

from .figure import Figure
from .place import SECRET, temporary
from .process import Server, free_port, python, serving
from .scale import Scale

_INI = """\
[app:main]
use = egg:contentsite
zodbconn.uri = datafs://{folder}/Data.fs
contentsite.site.sample = true
contentsite.security.secret = {secret}

[server:main]
use = egg:waitress#main
host = 127.0.0.1
port = {port}
threads = 4
asyncore_use_poll = true

[loggers]
keys = root
[handlers]
keys =
[formatters]
keys =
[logger_root]
level = WARN
handlers =
"""
_SERVE = "from contentsite.cli.main import main; main()"
_BARE = """\
import waitress
def hello(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "5")])
    return [b"hello"]
waitress.serve(hello, host="127.0.0.1", port={port}, threads=4, _quiet=True)
"""


def start(scale: Scale) -> Iterator[Figure]:
    """Start servers in turn: the site with the sample content, and a bare waitress."""
    site = bare = float("inf")
    memory, bare_memory = [], []
    with temporary() as place:
        with _site(place) as server:
            new = server.first
        for _ in range(scale.starts):
            with _site(place) as server:
                site = min(site, server.first)
                memory.append(_after(server, _addresses(server), scale.pages))
            with _bare() as server:
                bare = min(bare, server.first)
                bare_memory.append(_after(server, ["/"], scale.pages))
    beside = "bare waitress"
    yield Figure("first answer of a fresh process", site, "s", site / bare, beside, most=1)
    yield Figure("the same where the sample is made first, once", new, "s", new / bare, beside)
    largest = max(memory)
    yield Figure(
        f"resident memory after {scale.pages} pages",
        largest,
        "MB",
        largest / max(bare_memory),
        beside,
        most=80,
    )


def wire(_scale: Scale) -> Iterator[Figure]:
    """Measure what goes over the wire for pages of the sample, and the theme."""
    with temporary() as place, _site(place) as server:
        home = server.get("/")
        pages = sorted(map(server.get, _addresses(server)), key=len)
        yield _size("home page of the sample", home)
        yield _size("median page of the sample", pages[len(pages) // 2])
        yield _size("largest page of the sample", pages[-1])
        styles = sorted(set(re.findall(r'href="(/@@static/[^"]+\.css[^"]*)"', home.decode())))
        yield _size("style sheets of the theme", b"".join(map(server.get, styles)))


def _size(name: str, body: bytes) -> Figure:
    packed = len(gzip.compress(body, 6))
    return Figure(f"{name}, gzip", packed / 1000, "kB", packed / len(body), "plain")


def _site(folder: Path) -> AbstractContextManager[Server]:
    port = free_port()
    ini = folder / "site.ini"
    ini.write_text(_INI.format(folder=folder, secret=SECRET, port=port))
    return serving(python("-c", _SERVE, "serve", str(ini)), port)


def _bare() -> AbstractContextManager[Server]:
    port = free_port()
    return serving(python("-c", _BARE.format(port=port)), port)


def _addresses(server: Server) -> list[str]:
    """Return the paths of all pages, by the sitemap."""
    index = server.get("/sitemap.xml").decode()
    parts = re.findall(r"<loc>[a-z]+://[^/]+([^<]+)</loc>", index)
    texts = (server.get(part).decode() for part in parts)
    return [
        path for text in texts for path in re.findall(r"<loc>[a-z]+://[^/]+([^<]+)</loc>", text)
    ]


def _after(server: Server, addresses: list[str], pages: int) -> float:
    """Return the resident memory after so many pages."""
    for address in islice(cycle(addresses), pages):
        server.get(address)
    return server.resident()
