"""Folder: a page that shows what is in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from contentsite.declaration import content
from contentsite.schema.fields import Field, LongText, Reference, RichText, Tags
from contentsite.tree.container import Container


@content(icon="folder", schema_org="CollectionPage")
class Folder(Container):
    """A page that shows what is in it."""

    description: LongText = ""
    """A sentence or two, shown under the title, in listings and by search engines."""
    body: Annotated[RichText, Field(label="Introduction")] = ""
    tags: Tags = ()
    sorting: Annotated[
        Literal["manual", "title", "newest", "oldest"],
        Field(
            help="In which order its entries stand; only in manual order can they be moved.",
            shown=False,
        ),
    ] = "manual"
    layout: Annotated[Literal["cards", "list", "table", "gallery"], Field(shown=False)] = "cards"
    default_page: Annotated[
        Reference, Field(help="A page inside that is shown in place of the listing.", shown=False)
    ] = None

    def begin(self) -> None:
        """Start with the order that `sorting` asks for."""
        super().begin()
        self._sort()

    def update(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        """Set fields; another `sorting` sorts the children anew."""
        changed = super().update(values)
        if "sorting" in changed:
            self._sort()
        return changed

    def _sort(self) -> None:
        field, descending = _ORDERS[self.sorting]
        self.sort_by(field, descending=descending)


_ORDERS: Final = {
    "manual": (None, False),
    "title": ("title", False),
    "newest": ("dated", True),
    "oldest": ("dated", False),
}
