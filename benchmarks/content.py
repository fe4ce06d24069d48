"""What the measured sites are filled with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from contentsite import Container, Document, Folder

DESCRIPTION = (
    "What the night train carries, where it stops between the lake and the pass, and what"
    " to bring for the way."
)

_SENTENCE = (
    "The lamp in the last car burns until the train has passed the viaduct; from there"
    " the line follows the shore, and whoever is awake sees the first light on the water. "
)
_PARAGRAPH = f"<p>{_SENTENCE * 3}</p>"
BODY = f"<h2>The line</h2>{_PARAGRAPH * 2}<h2>The <em>cars</em></h2>{_PARAGRAPH * 2}"
"""2 kB of rich text with two headings."""

SHORT = f"<p>{_SENTENCE}</p>"


def document(number: int, body: str = BODY) -> Document:
    """Return a published document as a site has them."""
    node = Document(title=f"Night train number {number}", description=DESCRIPTION, body=body)
    node.publish()
    return node


def folder(title: str) -> Folder:
    """Return a published folder."""
    node = Folder(title=title, description=DESCRIPTION)
    node.publish()
    return node


def fill(parent: Container, count: int, commit: Callable[[], None], batch: int) -> None:
    """Add so many documents to a folder, committing after each batch."""
    for number in range(1, count + 1):
        parent.add(f"page-{number}", document(number, SHORT))
        if number % batch == 0:
            commit()
    commit()


def sections(site: Any, shape: tuple[int, int, int], commit: Callable[[], None], batch: int) -> int:
    """Fill a site with documents at depth 3, and return how many nodes were made."""
    made = 0
    for section in range(1, shape[0] + 1):
        upper = site.add(f"section-{section}", folder(f"Section {section}"))
        for chapter in range(1, shape[1] + 1):
            lower = upper.add(f"chapter-{chapter}", folder(f"Chapter {chapter}"))
            for page in range(1, shape[2] + 1):
                lower.add(f"page-{page}", document(page, SHORT))
            made += shape[2] + 1
            if made % batch < shape[2] + 1:
                commit()
    commit()
    return made + shape[0]
