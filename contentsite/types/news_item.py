"""News Item: something new, with its day and who wrote it."""

from __future__ import annotations

from typing import Annotated

from contentsite.declaration import content
from contentsite.schema.fields import DateTime, Field, Indexed, Listed, Text

from .document import Document


@content(icon="news", schema_org="NewsArticle")
class NewsItem(Document):
    """Something new, with its day and who wrote it."""

    date: Annotated[
        DateTime | None,
        Field(help="The day it stands under; when empty, that of publication."),
        Listed(),
        Indexed(),
    ] = None
    byline: Annotated[Text, Field(label="By")] = ""
