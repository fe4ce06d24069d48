"""What was sent for a node: its fields, its details, what is the node's place, and what is only ever read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from contentsite.editing.details import Details
from contentsite.schema.typed import Typed
from contentsite.tree.node import Node
from contentsite.web.request import Request

from ..body import InvalidBody
from ..fields.taking import Taking

READ_ONLY: Final = frozenset(
    {
        "@components",
        "@id",
        "UID",
        "batching",
        "created",
        "creators",
        "is_folderish",
        "items",
        "items_total",
        "modified",
        "parent",
        "review_state",
        "type_title",
        "version",
        "working_copy",
    }
)
"""What is answered and never taken: so what was read may be sent back as a whole."""
DETAILS: Final = frozenset({"language", "exclude_from_nav"})
_CALLED: Final = {"listed": "exclude_from_nav"}
PLACE: Final = frozenset({"@type", "id", "effective", "expires", "ordering"})
"""What is no value of the node, but changed in other ways."""


class Sent(NamedTuple):
    """What was sent, by what is to be done with it."""

    values: dict[str, Any]
    """Of fields and details, as they are checked by the type."""
    place: dict[str, Any]
    """Of `PLACE`, as it was sent."""


def sent_for(request: Request, cls: type[Typed], node: Node | None, given: Any) -> Sent:
    """Return what was sent for a node of a type, None for one that is to be made. Raises InvalidBody."""
    if not isinstance(given, dict):
        raise InvalidBody([("", "must be an object", "dict_type")])
    fields = cls.fields()
    taking = Taking(request, node)
    known = fields.keys() | READ_ONLY | DETAILS | PLACE
    for name in given.keys() - known:
        taking.problems.append((name[:100], "there is no such field", "unknown_field"))
    values = taking.values(fields, given)
    values |= taking.values(Details.fields(), _details(given, fields), called=_CALLED)
    taking.refuse()
    place = {name: given[name] for name in PLACE - fields.keys() if name in given}
    return Sent(values, place)


def _details(given: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the details that were sent, by the names that they have inside."""
    found: dict[str, Any] = {}
    language, hidden = given.get("language"), given.get("exclude_from_nav")
    if "language" in given and "language" not in fields:
        found["language"] = (
            language.get("token", language) if isinstance(language, dict) else language
        )
    if "exclude_from_nav" in given and "exclude_from_nav" not in fields:
        found["listed"] = not hidden if isinstance(hidden, bool) else hidden
    return found
