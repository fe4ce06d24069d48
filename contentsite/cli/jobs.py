"""`contentsite jobs INI`: what is still to be done, such as mail to be sent."""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from typing import Any

from contentsite.jobs.drain import Drainer
from contentsite.jobs.job import Job, kinds_of
from contentsite.jobs.queue import queue_of
from contentsite.storage.connection import in_work

from .app import CommandError, app_of, ini_argument

HELP = "list what waits to be done, such as mail; do it now, try again, or drop"


def arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    ini_argument(parser)
    parser.add_argument("--retry", metavar="ID", help="try a job again, as if it were new")
    parser.add_argument("--drop", metavar="ID", help="forget a job")
    parser.add_argument("--run", action="store_true", dest="drain", help="do now what is due")


def run(options: Namespace) -> None:
    """Change what is told, then list the jobs: id, state, attempts, next attempt, what, error."""
    with app_of(options.ini) as app:
        registry = app.registry
        if options.retry:
            change(registry, options.retry, lambda queue: queue.retry(options.retry, time.time()))
        if options.drop:
            change(registry, options.drop, lambda queue: queue.drop(options.drop))
        if options.drain:
            print(f"{Drainer(registry).drain()} attempts")
        for line in in_work(registry, lambda work: list(lines(registry, work))):
            print(line)


def change(registry: Any, uid: str, do: Any) -> None:
    """Do something with a job; CommandError where there is none of this id."""
    if not in_work(registry, lambda work: do(queue_of(work))):
        raise CommandError(f"there is no job {uid}")


def lines(registry: Any, work: Any) -> Any:
    """Yield a line a job."""
    queue = queue_of(work)
    for job in queue.failed():
        yield _line(registry, job, "failed", "-")
    for job in queue.waiting():
        due = datetime.fromtimestamp(job.due, UTC).isoformat(timespec="seconds")
        yield _line(registry, job, "waiting", due if job.attempts else "now")


def _line(registry: Any, job: Job, state: str, due: str) -> str:
    kind = kinds_of(registry).get(job.kind)
    about = kind.describe(job.values) if kind else ""
    return "\t".join((job.id, state, str(job.attempts), due, job.kind, about, job.error))
