"""One structured line a request, with the id that error pages show."""

from __future__ import annotations

import json
import logging
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from .registry import settings_of

LOG = logging.getLogger("contentsite.request")
# what a link from a mail proves somebody by must not be read in a log (ASVS 16.2.5)
_SECRET: Final = re.compile(r"(?<=token=)[^&]+")


def log_factory(handler: Callable[[Any], Any], registry: Any) -> Callable[[Any], Any]:
    """Tween, the outermost: log what was asked, what was answered and how long it took."""
    as_json = settings_of(registry).log.format == "json"

    def log(request: Any) -> Any:
        begun = time.perf_counter()
        response = handler(request)
        response.headers["X-Request-Id"] = request.id
        if LOG.isEnabledFor(logging.INFO):
            facts = _facts(request, response, time.perf_counter() - begun)
            LOG.info("%s", json.dumps(facts) if as_json else _text(facts))
        return response

    return log


def _facts(request: Any, response: Any, seconds: float) -> dict[str, Any]:
    environ = request.environ
    return {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "id": request.id,
        "method": environ["REQUEST_METHOD"],
        "path": readable(environ.get("PATH_INFO", "")),
        "query": _SECRET.sub("***", environ.get("QUERY_STRING", "")),
        "status": response.status_int,
        "bytes": response.content_length,
        "ms": round(seconds * 1000, 2),
        "client": environ.get("REMOTE_ADDR", ""),
        "user": _user(request),
    }


def _user(request: Any) -> str | None:
    """Return who it was, where that was asked for: it is too late to find out."""
    who = request.__dict__.get("who")
    return who.name if who else None


def readable(path: str) -> str:
    """Return a path of the environ as it was meant: UTF-8, and what is none as escapes."""
    return path.encode("latin-1", "replace").decode("utf-8", "backslashreplace")


def _text(facts: dict[str, Any]) -> str:
    """Write key=value; what a client chose is quoted as JSON, so that it cannot forge a line."""
    shown = (
        (key, value) for key, value in facts.items() if key != "time" and value not in (None, "")
    )
    return " ".join(f"{key}={json.dumps(value)}" for key, value in shown)
