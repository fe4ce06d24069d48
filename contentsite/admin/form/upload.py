"""Files and pictures: kept, replaced or removed; what a file is, its content tells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import IO, Any

from contentsite.schema.files import StoredFile, StoredImage
from contentsite.sentence import _
from contentsite.tree.node import Node
from contentsite.web.download import SHOWN_IN_PAGES, field_of, file_address

from .widget import Place, Widget

Store = Callable[[IO[bytes], str], StoredFile]


class Upload(Widget):
    """A file. What is chosen replaces what is there; a box removes it."""

    macro = "upload"

    def __init__(self, store: Store, accept: str = "") -> None:
        self.store, self.accept = store, accept

    def text(self, place: Place, value: Any) -> str:
        return ""

    def given(self, place: Place, post: Any) -> Any:
        found = post.get(place.key)
        if getattr(found, "filename", ""):
            return found
        if isinstance(found, str) and found:
            raise ValueError(_("A file is wanted here, not a text."))
        return False if post.get(f"{place.key}.remove") == "1" else None

    def value(self, place: Place, given: Any) -> StoredFile | None:
        if given is False:
            return None
        try:
            return self.store(given.file, given.filename)
        except ValueError as error:
            # InvalidFile begins in small letters, as part of a sentence
            name, reason = given.filename[:100], place.request.translate(str(error))
            raise ValueError(_("{name}: {reason}.", name=name, reason=reason)) from error

    def more(self, place: Place, value: Any) -> Mapping[str, Any]:
        most = place.request.settings.web.max_body
        about = {"accept": self.accept, "most": most}
        return {**about, "file": value, "picture": _picture(place, value)}


def _picture(place: Place, value: Any) -> str:
    """Return the address of a stored picture that can be shown, "" for anything else.

    Of a node's pictures the first one has an address.
    """
    node = place.node
    if not isinstance(node, Node) or field_of(node, StoredImage) != place.spec.name:
        return ""
    return (
        file_address(place.request, node, StoredImage)
        if value.content_type in SHOWN_IN_PAGES
        else ""
    )
