"""The content types of the plug-in."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field as Limits

from contentsite import Document, Field, Listed, LongText, _, content, rule


@content(icon="document", schema_org="Recipe")
class Recipe(Document):
    """How to cook something."""

    serves: Annotated[int, Limits(ge=1, le=100), Listed()] = 4
    working: Annotated[int, Limits(ge=0), Field(label="Minutes of work")] = 0
    total: Annotated[int, Limits(ge=0), Field(label="Minutes in all"), Listed()] = 0
    ingredients: LongText = ""
    """One a line."""

    @rule("working", "total")
    def long_enough(self) -> None:
        """Refuse a recipe that takes more work than time."""
        if self.total and self.working > self.total:
            raise ValueError(_("must not be less than the minutes of work"))
