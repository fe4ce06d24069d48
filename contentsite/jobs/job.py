"""A job: something to be done after the request that asked for it, by whichever process drains the queue."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from pyramid.config import Configurator

KINDS: Final = "contentsite.jobs.kinds"
LONGEST: Final = 60.0


class Refused(Exception):  # noqa: N818
    """A job cannot be done, however often it is tried; the message says why, to Managers."""


class Job(NamedTuple):
    """One job, as the queue knows it: plain values, since they are stored as such.

    `made` and `due` are seconds since 1970; `attempts` counts the tries begun, `error` is what the
    last one ended in.
    """

    id: str
    kind: str
    payload: str
    made: float
    due: float
    attempts: int = 0
    error: str = ""

    @property
    def values(self) -> dict[str, Any]:
        """What the job was given."""
        found: dict[str, Any] = json.loads(self.payload)
        return found


Run = Callable[[Any, Mapping[str, Any]], None]
"""What does a job: called with the registry and with what was enqueued."""


class Kind(NamedTuple):
    """What is known of the jobs of one kind."""

    run: Run
    title: str
    longest: float
    describe: Callable[[Mapping[str, Any]], str]


def add_job(
    config: Configurator,
    kind: str,
    run: Run,
    *,
    title: str = "",
    longest: float = LONGEST,
    describe: Callable[[Mapping[str, Any]], str] | None = None,
) -> None:
    """Directive: let `run(registry, values)` do the jobs of a kind.

    It is called outside of any transaction, and may be called again for a job that was done, when
    the process ended before that was noted. What it raises is kept, and the job is tried again;
    `Refused` is final. A job that takes more than `longest` seconds is taken for lost. Managers see
    `title` and what `describe` makes of the values.
    """
    known = Kind(run, title or kind, longest, describe or _nothing)

    def register() -> None:
        config.registry.setdefault(KINDS, {})[kind] = known

    config.action(("job", kind), register)


def _nothing(_values: Mapping[str, Any]) -> str:
    return ""


def kinds_of(registry: Any) -> Mapping[str, Kind]:
    """Return the kinds of jobs of a site."""
    found: Mapping[str, Kind] = registry.get(KINDS, {})
    return found
