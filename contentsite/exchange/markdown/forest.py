"""The pages and files of a Markdown tree as nodes, before they are made into items."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from contentsite.exchange.item import HOME, Problem
from contentsite.exchange.markdown.name import Label
from contentsite.exchange.markdown.scan import PageFile

_WEIGHTS = ("weight", "nav_order", "menu_order", "sidebar_position", "order", "position")


@dataclass(slots=True)
class PageNode:
    """One page or folder; `path`, of the folder or of a flat page's file, is its source_id."""

    path: str
    parent: str | None
    label: Label
    page: PageFile | None = None
    language: str = ""
    name: str = ""
    route: str = ""
    """Its path by names, "basics/installation": how the site that it comes from addressed it."""
    children: list[PageNode] = field(default_factory=list)
    holds_files: bool = False
    """Whether it is a folder whose files are what it shows."""
    listed: bool = True

    @property
    def is_home(self) -> bool:
        """Whether it stands for the folder that is imported into."""
        return self.path == HOME


@dataclass(slots=True)
class FileNode:
    """A file that becomes an image or a file; its path is the source_id."""

    path: str
    parent: str | None
    file: Path
    name: str
    owner: PageNode
    """The page of the folder that it lies in."""
    listed: bool = False


@dataclass(slots=True)
class Forest:
    """All nodes, parents before children, and which path of the source leads to which node."""

    pages: dict[str, PageNode] = field(default_factory=dict)
    files: dict[str, FileNode] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    at: dict[str, str] = field(default_factory=dict)
    """The source_id at a path of the tree: of each Markdown file, folder and other file."""


def weight(node: PageNode) -> float | None:
    """The place that a page's name or front matter gives it among its neighbours."""
    if node.label.number is not None:
        return node.label.number
    values = node.page.matter.values if node.page else {}
    given = (values.get(key) for key in _WEIGHTS)
    return next((float(v) for v in given if isinstance(v, int | float) and abs(v) < 1e9), None)


def rank(node: PageNode) -> tuple[bool, float, float, str]:
    """Order: by number or weight, then the newest date, then the name."""
    place = weight(node)
    date = node.label.date.timestamp() if node.label.date else 0.0
    return place is None, 0.0 if place is None else place, -date, node.label.name.casefold()
