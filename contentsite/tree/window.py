"""When a node is public: its state and its publication window, evaluated when it is read."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from contentsite.sentence import _

DRAFT: Final = "draft"
PUBLISHED: Final = "published"


class InvalidWindow(ValueError):  # noqa: N818
    """A publication would end before it begins."""

    def __init__(self) -> None:
        super().__init__(_("it would end before it begins"))


def is_live(
    state: str, publish_at: datetime | None, expire_at: datetime | None, now: datetime
) -> bool:
    """Tell whether visitors see what is in this state with this window at the moment `now`."""
    return (
        state == PUBLISHED
        and (publish_at is None or publish_at <= now)
        and (expire_at is None or now < expire_at)
    )
