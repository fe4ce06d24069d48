"""Which entries of an export become nodes, and which do not, with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from contentsite.exchange.item import Problem
from contentsite.exchange.wxr.entry import Entry, Export
from contentsite.exchange.wxr.site import split

_DESIGN = "it belongs to the old site's design"
_PLUGIN = "it belongs to a plug-in of the old site"
_SKIPPED_TYPES = {
    "nav_menu_item": "menus follow from the tree here",
    "wp_navigation": "menus follow from the tree here",
    "revision": "versions begin with the import",
    "wp_block": "reusable blocks are written into the pages that use them",
    "oembed_cache": "it is a cache",
    "user_request": "it is a request of a user",
    **dict.fromkeys(("wp_template", "wp_template_part", "wp_global_styles"), _DESIGN),
    **dict.fromkeys(("custom_css", "customize_changeset"), _DESIGN),
    **dict.fromkeys(("wp_font_family", "wp_font_face", "elementor_library"), _DESIGN),
    **dict.fromkeys(("acf-field", "acf-field-group", "wpcf7_contact_form"), _PLUGIN),
    **dict.fromkeys(("shop_order", "shop_order_refund", "shop_coupon"), _PLUGIN),
    **dict.fromkeys(("product_variation", "scheduled-action", "feedback"), _PLUGIN),
}
_SKIPPED_STATUS = {"trash": "it is in the trash", "auto-draft": "it was never saved"}
_STATES = {"draft": "drafts", "pending": "waiting for review", "private": "private"}
_NAMED = 10


@dataclass(slots=True)
class Selection:
    """The entries of an export, sorted out."""

    kept: list[Entry] = field(default_factory=list)
    reusable: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def is_public(entry: Entry) -> bool:
    """Whether everybody may see an entry, now or from its date on."""
    return entry.status in {"publish", "future", "inherit"} and not entry.get("wp:post_password")


def _reason(entry: Entry) -> str:
    """Why an entry is left out, "" for those that are kept."""
    if entry.status in _SKIPPED_STATUS:
        return _SKIPPED_STATUS[entry.status]
    if entry.type in {"post", "page", "attachment"}:
        return ""
    if entry.type in _SKIPPED_TYPES:
        return _SKIPPED_TYPES[entry.type]
    # WordPress writes links of this form for the types that have no pages of their own.
    return _PLUGIN if "post_type=" in split(entry.get("link")).query else ""


def _named(entries: list[Entry]) -> str:
    """Name some entries: "post 12 «Title», ..."."""
    names = [entry.where.partition(", ")[2] for entry in entries[:_NAMED]]
    return ", ".join(names) + (", …" if len(entries) > _NAMED else "")


def _unpublished(kept: Iterable[Entry]) -> Iterator[Problem]:
    kinds: dict[str, list[Entry]] = {}
    for entry in kept:
        if entry.get("wp:post_password"):
            kinds.setdefault("behind a password", []).append(entry)
        elif not is_public(entry):
            kind = _STATES.get(entry.status, f"of status “{entry.status}”")
            kinds.setdefault(kind, []).append(entry)
    for kind, entries in kinds.items():
        yield Problem(_named(entries), f"imported, but not public: {len(entries)} {kind}")


def select(export: Export, where: str) -> Selection:
    """Sort out the entries of an export; `where` names the file in the report."""
    chosen, seen = Selection(), set[str]()
    skipped: dict[tuple[str, str], int] = {}
    for entry in export.entries:
        reason = _reason(entry)
        if not reason and entry.id in seen:
            chosen.problems.append(Problem(entry.where, "its number occurs twice: left out"))
        elif reason:
            skipped[entry.type, reason] = skipped.get((entry.type, reason), 0) + 1
        else:
            chosen.kept.append(entry)
            seen.add(entry.id)
        if entry.type == "wp_block":
            chosen.reusable.append(entry)
    for (kind, reason), number in skipped.items():
        chosen.problems.append(Problem(where, f"{number} × {kind} left out: {reason}"))
    chosen.problems.extend(_unpublished(chosen.kept))
    comments = sum(entry.comments for entry in export.entries)
    if comments:
        chosen.problems.append(Problem(where, f"{comments} comments: these are not imported yet"))
    return chosen
