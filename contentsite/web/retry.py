"""Trying again what others' changes made fail: with back-off, and with the upload rewound."""

from __future__ import annotations

import time
from random import uniform
from typing import Any

from pyramid.config import Configurator
from pyramid_retry import IBeforeRetry

FIRST_PAUSE = 0.01
LONGEST_PAUSE = 0.5


def before_retry(event: Any) -> None:
    """Wait a random time that doubles with each attempt, and rewind what was uploaded.

    A retried request shares the parsed form of the first one, whose files have been read already.
    """
    for part in event.environ.get("webob._parsed_post_vars", ({},))[0].values():
        if hasattr(part, "file"):
            part.file.seek(0)
    attempt = event.environ.get("retry.attempt", 0)
    time.sleep(uniform(0, min(LONGEST_PAUSE, FIRST_PAUSE * 2**attempt)))  # noqa: S311


def includeme(config: Configurator) -> None:
    """Retry requests on conflicts."""
    config.include("pyramid_retry")
    config.add_subscriber(before_retry, IBeforeRetry)
