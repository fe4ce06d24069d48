"""`@@jobs`: what is still to be done, such as mail to be sent, and what went wrong with it."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import islice
from typing import Any, Final, NamedTuple

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPBadRequest

from contentsite.admin.flash import add_messages, go
from contentsite.admin.notice import add_notice
from contentsite.admin.screen import add_site_screen
from contentsite.admin.shell import Link, add_section
from contentsite.jobs.job import Job, kinds_of
from contentsite.jobs.queue import queue_of
from contentsite.jobs.wake import wake_after_commit
from contentsite.security.role import MANAGE
from contentsite.sentence import _
from contentsite.tree.node import Node
from contentsite.web.request import Request

SHOWN: Final = 200


class Line(NamedTuple):
    """A job as the screen shows it."""

    id: str
    title: str
    about: str
    attempts: int
    error: str
    made: datetime
    due: datetime


def show(_context: Node, request: Request) -> dict[str, Any]:
    """Show the jobs that were given up, and those that wait."""
    queue = queue_of(request.work)
    failed = sorted(islice(queue.failed(), SHOWN), key=lambda job: -job.made)
    return {
        "failed": [line(request, job) for job in failed],
        "waiting": [line(request, job) for job in islice(queue.waiting(), SHOWN)],
        "most": SHOWN,
    }


def save(_context: Node, request: Request, job: str, what: str) -> Any:
    """Try a job again now, or drop it; one that is gone by now is as it should be."""
    queue = queue_of(request.work)
    if what == "retry":
        queue.retry(job, request.now.timestamp())
        wake_after_commit(request.work)
    elif what == "drop":
        queue.drop(job)
    else:
        raise HTTPBadRequest(_("A job is tried again, or dropped."))
    return go(request, request.view_address(request.home, "@@jobs"), f"job-{what}")


def line(request: Request, job: Job) -> Line:
    """Return what is shown of a job: never all that it was given, which may hold secrets."""
    kind = kinds_of(request.registry).get(job.kind)
    title = request.translate(kind.title) if kind else job.kind
    about = kind.describe(job.values) if kind else ""
    return Line(job.id, title, about, job.attempts, job.error, _moment(job.made), _moment(job.due))


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def trouble(request: Request) -> Link | None:
    """Notice: a job failed."""
    if request.view_name == "jobs" or not queue_of(request.work).is_in_trouble:
        return None
    text = request.translate("Something that the site should do has failed, such as sending mail.")
    return Link(text, request.view_address(request.home, "@@jobs"), "warning")


def includeme(config: Configurator) -> None:
    """Register the screen of the site as a whole."""
    add_site_screen(config, "jobs", MANAGE, show=show, save=save)
    add_section(config, _("Jobs"), "jobs", "jobs")
    add_notice(config, trouble)
    add_messages(
        config,
        {"job-retry": _("The job is tried again now."), "job-drop": _("The job was dropped.")},
    )
