"""Noting what was refused or failed, in a transaction of its own: that of the request is rolled back."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any, Final

from transaction.interfaces import TransientError
from ZODB.POSException import POSError

from contentsite.settings import AuditSettings

from .entry import Entry, made
from .refusals import Refusals
from .tally import Due, Tally

LOG: Final = logging.getLogger("contentsite.audit")
NOTES: Final = "contentsite.notes"
_LOST: Final = (OSError, POSError, TransientError)


class Notes:
    """Writes what is due by the tally of this process."""

    def __init__(
        self,
        in_refusals: Callable[[Callable[[Refusals], None]], None],
        kept: Callable[[], AuditSettings],
    ) -> None:
        """Take what calls a function with the stored log, repeatedly on conflicts, and the settings."""
        self._in_refusals = in_refusals
        self._kept = kept
        self._tally = Tally()

    def note(self, entry: Entry) -> None:
        """Count a refusal or failure, and store it where that is due.

        What cannot be stored is logged: the answer to the request does not depend on it.
        """
        due = self._tally.note(entry)
        if not due:
            return
        try:
            self._in_refusals(lambda refusals: self._write(refusals, due))
        except _LOST:
            LOG.exception("refusals could not be stored")
        for each in due:
            if each.entry is not None:
                # as JSON: what a visitor chose cannot forge a line (ASVS 16.4.1)
                LOG.warning("%s", json.dumps(each.entry._asdict()))

    def _write(self, refusals: Refusals, due: list[Due]) -> None:
        kept = self._kept()
        for counted, entry in due:
            if entry is not None:
                counted.key = refusals.put(entry, kept.refusals, kept.days)
            elif counted.key is not None:
                refusals.set_number(counted.key, counted.times)


def note(registry: Any, entry: Entry) -> None:
    """Note a refusal or a failure."""
    notes: Notes = registry[NOTES]
    notes.note(entry)


def note_failure(
    registry: Any, name: str, address: str, request_id: str, why: str, *, account: str = ""
) -> None:
    """Note a sign-in that failed: by the name and the uid of the user who was meant.

    Pass no name that nobody has: people type their password there now and then (ASVS 16.2.5).
    """
    told = {"node": account, "name": name, "detail": why, "address": address}
    note(registry, made(action="failure", request=request_id, **told))
