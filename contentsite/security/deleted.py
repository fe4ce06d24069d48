"""Who may do something with what is in the trash: Managers with all of it, others with what they deleted themselves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from contentsite.tree.root import Root
from contentsite.tree.trash import TrashItem

from .decide import Rules, may
from .principal import Who
from .role import DELETE, MANAGE


def sees(
    site: Root, item: TrashItem, who: Who, now: datetime, workflows: Mapping[str, Rules]
) -> bool:
    """Tell whether somebody may see an item of the trash, restore it or delete it for good."""
    if item.by and item.by == who.uid and who.reaches(DELETE):
        return True
    return may(site, who, MANAGE, now, workflows)
