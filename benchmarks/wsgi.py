"""Requests straight to the WSGI application, as a server makes them, without a server."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from typing import Any

_ENVIRON = {
    "REQUEST_METHOD": "GET",
    "SCRIPT_NAME": "",
    "SERVER_NAME": "localhost",
    "SERVER_PORT": "6543",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "SERVER_SOFTWARE": "waitress",
    "REMOTE_ADDR": "127.0.0.1",
    "REMOTE_HOST": "127.0.0.1",
    "REMOTE_PORT": "50000",
    "HTTP_HOST": "localhost:6543",
    "HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "HTTP_ACCEPT": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "HTTP_ACCEPT_LANGUAGE": "en-GB,en;q=0.5",
    "HTTP_ACCEPT_ENCODING": "gzip, deflate, br",
    "wsgi.version": (1, 0),
    "wsgi.url_scheme": "http",
    "wsgi.multithread": True,
    "wsgi.multiprocess": False,
    "wsgi.run_once": False,
    "wsgi.input_terminated": True,
}


class Answer(Exception):  # noqa: N818
    """An answer that was not wanted."""


def get(app: Any, path: str, query: str = "", **more: str) -> Callable[[], bytes]:
    """Return a function that asks for a page and returns its body; Answer where it is not 200.

    `more` stands in the environ as well, such as headers.
    """
    template = {**_ENVIRON, "PATH_INFO": path, "QUERY_STRING": query, **more}

    def request() -> bytes:
        environ = {**template, "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr}
        status, body = _answer(app, environ)
        if not status.startswith("200"):
            raise Answer(f"{path}?{query}: {status}")
        return body

    return request


def send(app: Any, path: str, body: bytes, **more: str) -> bytes:
    """Post JSON and return the answer's body; Answer where something is wrong."""
    sent = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_ACCEPT": "application/json",
    }
    streams = {"wsgi.input": io.BytesIO(body), "wsgi.errors": sys.stderr}
    status, answer = _answer(app, {**_ENVIRON, **sent, **streams, **more})
    if not status.startswith("20"):
        raise Answer(f"{path}: {status}: {answer[:300]!r}")
    return answer


def _answer(app: Any, environ: dict[str, Any]) -> tuple[str, bytes]:
    begun: list[str] = []

    def start_response(status: str, *_rest: Any) -> None:
        begun.append(status)

    chunks = app(environ, start_response)
    try:
        body = b"".join(chunks)
    finally:
        if hasattr(chunks, "close"):
            chunks.close()
    return begun[0], body
