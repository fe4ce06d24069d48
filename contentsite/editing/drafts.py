"""What somebody has typed into a form and not saved yet, kept in the `work` database: never in the page itself.

There is one draft for each person and form: that of a page, or that of a new one of a type in a folder. It is
found by the one who asks alone, so that nobody reads another's.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from BTrees.OOBTree import OOBTree
from persistent import Persistent

from contentsite.security.principal import Who
from contentsite.settings import DraftSettings, Settings
from contentsite.storage.connection import part_of

PARTS: Final = 2_000
"""So many controls a draft has at most."""
Pairs = tuple[tuple[str, str], ...]


class Place(NamedTuple):
    """Of which form something is a draft."""

    node: str
    """The uid of the page, or of the folder that a new one is to be in."""
    type: str = ""
    """The type of a new page."""


class TooLarge(ValueError):  # noqa: N818
    """A draft has more text than is kept of one."""


class TooMany(ValueError):  # noqa: N818
    """Somebody has as many drafts as are kept of one person."""


class Overtaken(ValueError):  # noqa: N818
    """The same person has typed into the same form later, elsewhere."""


class Draft(Persistent):
    """What was typed, when, and in which tab of a browser."""

    moment: datetime
    marks: str
    """The fingerprints of the values that the form was made from."""
    tab: str
    _packed: bytes

    @property
    def pairs(self) -> Pairs:
        """The names of the controls and what was typed into them."""
        return tuple((name, text) for name, text in json.loads(zlib.decompress(self._packed)))

    @property
    def title(self) -> str:
        """The title that was typed."""
        return next((text for name, text in self.pairs if name == "f-title"), "")

    def put(self, pairs: Pairs, marks: str, tab: str, now: datetime) -> None:
        """Take what is typed now."""
        # a text that is written again each second is written small
        self._packed = zlib.compress(json.dumps(pairs).encode(), 1)
        self.marks, self.tab, self.moment = marks, tab, now


class Sent(NamedTuple):
    """What a tab of a browser sends to be kept."""

    pairs: Pairs
    marks: str
    tab: str
    seen: str
    """When the draft was kept that the tab knows, "" for none."""


def draft_of(work: Any, who: Who, place: Place) -> Draft | None:
    """Return somebody's draft of a form, None where there is none."""
    found: Draft | None = _drafts(work).get((who.uid, *place))
    return found


def keep(
    work: Any, who: Who, place: Place, sent: Sent, now: datetime, limits: DraftSettings
) -> Draft:
    """Keep what somebody has typed, in place of what was kept of it before.

    Raises TooLarge, TooMany, and Overtaken where another tab has kept something that this one does not know.
    """
    size = sum(len(text.encode("utf-8", "surrogatepass")) for pair in sent.pairs for text in pair)
    if size > limits.size or len(sent.pairs) > PARTS:
        raise TooLarge
    draft = draft_of(work, who, place)
    if draft is None:
        if sum(1 for _each in drafts_by(work, who)) >= limits.most:
            raise TooMany
        draft = _drafts(work)[(who.uid, *place)] = Draft()
    elif draft.tab != sent.tab and draft.moment.isoformat() > sent.seen:
        raise Overtaken
    draft.put(sent.pairs, sent.marks, sent.tab, now)
    return draft


def drop(work: Any, who: Who, place: Place) -> bool:
    """Forget a draft: it was saved, or is not wanted. Tell whether there was one."""
    return _drafts(work).pop((who.uid, *place), None) is not None


def drafts_by(work: Any, who: Who) -> Iterator[tuple[Place, Draft]]:
    """Yield somebody's drafts."""
    for (_user, *place), draft in _drafts(work).items((who.uid,), (who.uid, "~")):
        yield Place(*place), draft


def sweep(work: Any, now: datetime, settings: Settings) -> int:
    """Forget drafts that are too old, and return how many: the task of a day."""
    drafts, oldest = _drafts(work), now - timedelta(days=settings.drafts.days)
    old = [key for key, draft in drafts.items() if draft.moment < oldest]
    for key in old:
        del drafts[key]
    return len(old)


def of_form(pairs: Iterable[tuple[str, Any]]) -> Pairs:
    """Return what was typed among the controls of a form; files are not kept."""
    return tuple((name, text) for name, text in pairs if isinstance(text, str) and _is_kept(name))


def _is_kept(name: str) -> bool:
    return name.startswith(("f-", "choose-")) or name in (
        "new-name",
        "was-name",
        "comment",
        "clash",
    )


def _drafts(work: Any) -> Any:
    return part_of(work, "drafts", OOBTree)
