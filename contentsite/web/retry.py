"""Trying again what others' changes made fail: with back-off, and with the upload rewound."""

from __future__ import annotations

import time
from random import uniform
from typing import Any

from pyramid.config import Configurator
from pyramid_retry import IBeforeRetry, mark_error_retryable
from transaction.interfaces import TransientError

from .form import PARSED
from .registry import settings_of

FIRST_PAUSE = 0.01
LONGEST_PAUSE = 0.5


def before_retry(event: Any) -> None:
    """Wait a random time that doubles with each attempt, and rewind what was uploaded.

    A retried request shares the parsed form of the first one, whose files have been read already.
    """
    for part in event.environ.get(PARSED, ({},))[0].values():
        if hasattr(part, "file"):
            part.file.seek(0)
    attempt = event.environ.get("retry.attempt", 0)
    time.sleep(uniform(0, min(LONGEST_PAUSE, FIRST_PAUSE * 2**attempt)))  # noqa: S311


def attempts(request: Any) -> int:
    """Return how often a request is tried; called before its body is copied to be read again.

    WebOb copies each body for that; what a server gives can mostly be rewound as it is.
    """
    rewind = getattr(request.environ["wsgi.input"], "seekable", None)
    request.is_body_seekable = rewind is not None and rewind()
    return settings_of(request.registry).web.attempts


def includeme(config: Configurator) -> None:
    """Retry requests on conflicts."""
    # known as such from the start: pyramid_tm marks them only after the exception views have run
    mark_error_retryable(TransientError)
    config.add_settings({"retry.activate_hook": attempts})
    config.include("pyramid_retry")
    config.add_subscriber(before_retry, IBeforeRetry)
