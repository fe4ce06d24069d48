"""What the page at the top of a source gives to the container that the source is imported into."""

from __future__ import annotations

from typing import Any, Final

from contentsite.tree.container import Container
from contentsite.tree.root import Root

from .place import Place
from .prepare import Prepared

_TEXTS: Final = ("body", "blocks")
_FILLED: Final = ("description", *_TEXTS, "picture", "tags")


def write_home(target: Container, place: Place, prepared: Prepared) -> tuple[str, str]:
    """Give values to the container; return what was done and, where something was not, why.

    - A container made for the import takes them all, also when the source has changed since.
    - So does the root of a site, where the page says that it is of the type Site.
    - Any other container belongs to those who made it: only what is empty is filled, and the title
      stays. The home page of a site shows the page's title in its first block.
    """
    if place.is_own or (isinstance(target, Root) and _says_site(prepared)):
        values, reason = dict(prepared.values), ""
    else:
        values = _filling(target, prepared.values)
        reason = _kept(target, prepared.values, values)
    outcome = "updated" if target.update(values) else "unchanged"
    if place.is_own and prepared.item.language and not target.language:
        target.language = prepared.item.language
    return outcome, reason


def _says_site(prepared: Prepared) -> bool:
    return prepared.item.type.casefold() == "site"


def _filling(target: Container, given: Any) -> dict[str, Any]:
    if any(getattr(target, name, None) for name in _TEXTS):
        return {}
    fields = type(target).fields()
    values = {name: given[name] for name in _FILLED if name in given and name in fields}
    return {name: value for name, value in values.items() if not getattr(target, name)}


def _kept(target: Container, given: Any, values: dict[str, Any]) -> str:
    texts = {name: given[name] for name in _TEXTS if given.get(name)}
    if values or all(getattr(target, name, None) == text for name, text in texts.items()):
        return ""
    return f"{target.title!r} has a text of its own, which stays: this page was left out"
