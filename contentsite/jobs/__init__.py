"""What is done after the answer, and again if it fails: jobs, and the mail that they send."""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator
from pyramid.events import NewRequest

from contentsite.sentence import _

from . import trash, undo
from .housekeeping import add_housekeeping, pack_work, run_task
from .job import add_job
from .mail import describe, run_mail
from .sweep import SWEEPING
from .thread import THREAD, start
from .trash import old_trash, purge_expired, run_purge
from .undo import forget_changes, old_changes


def declare(config: Configurator) -> None:
    """Give all parts, and plug-ins, the directives about jobs."""
    config.add_directive("add_job", add_job)
    config.add_directive("add_housekeeping", add_housekeeping)


def includeme(config: Configurator) -> None:
    """Do mail and housekeeping, from the first request on."""
    config.include(declare)
    config.add_job("mail", run_mail, title=_("Mail"), describe=describe)
    config.add_job("housekeeping", run_task, title=_("Housekeeping"), describe=_task)
    for task in SWEEPING:
        config.add_housekeeping(task)
    config.add_housekeeping(old_trash)
    config.add_housekeeping(old_changes)
    longest, title = trash.LONGEST, _("Deleting for good")
    config.add_job(trash.PURGE, run_purge, title=title, longest=longest, describe=trash.describe)
    config.add_job(trash.EXPIRED, purge_expired, title=_("Old trash"), longest=longest)
    config.add_job(undo.FORGET, forget_changes, title=_("Old changes"), longest=undo.LONGEST)
    config.add_job("pack", pack_work, title=_("Packing of the work database"), longest=60 * 60)
    config.add_subscriber(_begin, NewRequest)


def _task(values: Any) -> str:
    return str(values["task"])


def _begin(event: Any) -> None:
    registry = event.request.registry
    if THREAD not in registry:
        start(registry)
