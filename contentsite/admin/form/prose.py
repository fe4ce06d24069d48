"""Texts with structure: HTML in an editor that is a text area without script, and Markdown with a preview."""

from __future__ import annotations

import json

from markupsafe import Markup

from contentsite.schema.markdown import render_markdown
from contentsite.schema.sanitize import LONGEST, sanitize
from contentsite.tree.reference import references
from contentsite.web.prose import resolved
from contentsite.web.request import Request

from .lookup import known
from .widget import Area, Place


class RichText(Area):
    """HTML. A script makes an editor of it; until then the text is shown as it is on the page."""

    macro = "rich"

    def __init__(self) -> None:
        super().__init__(14, "code")

    def drawn(self, place: Place, text: str, *, is_stored: bool) -> Markup:
        """Return the text as HTML to look at; what was typed and is not stored is made harmless first."""
        html = text if is_stored else _harmless(text)
        # it is drawn as by the editor, which shows each space: a break of the source is one
        shown = html if "<pre" in html else html.replace("\n", " ")
        return Markup(resolved(place.request, shown))  # noqa: S704  (sanitised)

    def nodes(self, place: Place, text: str) -> str:
        """Return what is known of the nodes that the text leads to, as JSON by uid."""
        found = dict.fromkeys(references("rich_text", text))
        return json.dumps(known(place.request, found)) if found else ""


class Markdown(Area):
    """Markdown, with a preview that the server draws."""

    macro = "markdown"

    def __init__(self) -> None:
        super().__init__(14, "code", "In Markdown.")


def markdown_html(request: Request, text: str) -> Markup:
    """Return a Markdown text as it will be shown."""
    return Markup(resolved(request, render_markdown(text)))  # noqa: S704  (sanitised)


def _harmless(html: str) -> str:
    try:
        return sanitize(html) if len(html) <= LONGEST else ""
    except ValueError:
        # more than a text may have: that is said beside the field
        return ""
