"""The tree of pages in a folder of Markdown: which page stands for which folder, in which order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from contentsite.exchange.item import Problem
from contentsite.exchange.markdown_name import (
    INDEX,
    TEMPLATES,
    Label,
    Variant,
    are_numbered,
    read_label,
    read_variant,
)
from contentsite.exchange.markdown_scan import PageFile, Tree, all_files, has_pages
from contentsite.exchange.name import Names, fit_name


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
    children: int = 0


@dataclass(slots=True)
class FileNode:
    """A file that becomes an image or a file; its path is the source_id."""

    path: str
    parent: str | None
    file: Path
    name: str


@dataclass(slots=True)
class Forest:
    """All nodes, parents before children, and which path of the source leads to which node."""

    pages: dict[str, PageNode] = field(default_factory=dict)
    files: dict[str, FileNode] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    at: dict[str, str] = field(default_factory=dict)
    """The source_id at a path of the tree: of each Markdown file, folder and other file."""


def _is_grav(tree: Tree) -> bool:
    """Whether the page of each folder is its only one, called after a template."""
    folders = [pages for pages in tree.pages.values() if pages]
    single = [p for p in folders if len({read_variant(page.stem).base for page in p}) == 1]
    templates = [p for p in single if read_variant(p[0].stem).base in TEMPLATES]
    return bool(templates) and len(single) >= 0.8 * len(folders)


class Grower:
    """Makes the nodes of one tree."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._names = Names()
        self._grav = _is_grav(tree)
        self.forest = Forest()

    def grow(self) -> Forest:
        """Make all nodes."""
        self._folder("", None, "")
        self._add_files("", None, "")
        return self.forest

    def _folder(self, folder: str, above: str | None, route: str) -> None:
        """Make the nodes in one folder whose own node is `above`, in their order."""
        nodes = [*self._flat(folder, above), *self._folders(folder, above)]
        for node in sorted(nodes, key=_rank):
            self._place(node, route)
            if node.path in self._tree.pages:
                self._folder(node.path, node.path, node.route)

    def _folders(self, folder: str, above: str | None) -> Iterator[PageNode]:
        stems = [path.rpartition("/")[2] for path in self._tree.folders[folder]]
        numbered = are_numbered(stems)
        for path, stem in zip(self._tree.folders[folder], stems, strict=True):
            if has_pages(self._tree, path) or self._is_media(path):
                page, language = self._index(path)
                label = read_label(stem, numbered=numbered)
                yield PageNode(path, above, label, page, language)

    def _is_media(self, path: str) -> bool:
        """Whether a folder of files alone gets a node: not where it belongs to one page."""
        above = path.rpartition("/")[0]
        return any(all_files(self._tree, path)) and not self._is_leaf(above)

    def _is_leaf(self, folder: str) -> bool:
        """Whether a folder is that of one page, with nothing but files beside it."""
        if not folder:
            return False
        below = any(has_pages(self._tree, one) for one in self._tree.folders[folder])
        if below or self._flat_pages(folder):
            return False
        return self._index(folder)[0] is not None or self._is_leaf(folder.rpartition("/")[0])

    def _variants(self, folder: str) -> dict[str, list[tuple[Variant, PageFile]]]:
        """Group the Markdown files of a folder by page."""
        groups: dict[str, list[tuple[Variant, PageFile]]] = {}
        stems = {page.stem for page in self._tree.pages[folder]}
        for page in self._tree.pages[folder]:
            variant = read_variant(page.stem)
            base = variant.base.casefold()
            known = base in INDEX or self._grav or (variant.language and variant.base in stems)
            found = variant if known else Variant(page.stem)
            groups.setdefault(found.base, []).append((found, page))
        return groups

    def _index_name(self, folder: str) -> str | None:
        groups = self._variants(folder)
        own = read_label(folder.rpartition("/")[2], numbered=True).name.casefold()
        for wanted in ("_index", "index", "readme", own):
            found = next((base for base in groups if base.casefold() == wanted), None)
            if found is not None:
                return found
        return next(iter(groups)) if self._grav and len(groups) == 1 else None

    def _index(self, folder: str) -> tuple[PageFile | None, str]:
        base = self._index_name(folder) if folder else None
        if base is None:
            return None, ""
        variant, page = _newest(self._variants(folder)[base])
        return page, variant.language

    def _flat_pages(self, folder: str) -> list[str]:
        """The pages of a folder that do not stand for the folder itself."""
        index = self._index_name(folder) if folder else None
        return [base for base in self._variants(folder) if base != index]

    def _flat(self, folder: str, above: str | None) -> Iterator[PageNode]:
        """Make the nodes of a folder's pages; of its own page those in other languages."""
        groups = self._variants(folder)
        flat = self._flat_pages(folder)
        numbered = are_numbered(flat)
        for base, group in groups.items():
            variant, page = _newest(group)
            label = read_label(base, numbered=numbered)
            if base in flat:
                yield PageNode(page.path, above, label, page, variant.language)
            self.forest.at[page.path] = page.path if base in flat else folder
            yield from self._others(folder if base not in flat else page.path, group, page, above)

    def _others(
        self,
        owner: str,
        group: list[tuple[Variant, PageFile]],
        chosen: PageFile,
        above: str | None,
    ) -> Iterator[PageNode]:
        """Report the older versions of a page, and make nodes of its translations."""
        for variant, page in group:
            if page is chosen:
                continue
            self.forest.at[page.path] = owner
            if not variant.language:
                reason = f"an older version of {chosen.path}: left out"
                self.forest.problems.append(Problem(page.path, reason))
                continue
            stem = owner.rpartition("/")[2] if owner == page.folder else variant.base
            label = read_label(stem, numbered=True)
            translated = Label(f"{label.name}-{variant.language.lower()}", label.number)
            parent = (owner.rpartition("/")[0] or None) if owner == page.folder else above
            yield PageNode(page.path, parent, translated, page, variant.language)

    def _place(self, node: PageNode, route: str) -> None:
        """Give a node its name, which its front matter may say."""
        slug = node.page.matter.values.get("slug") if node.page else None
        wanted = fit_name(str(slug).rpartition("/")[2]) if slug is not None else ""
        node.name = self._names.claim(node.parent, wanted or node.label.name)
        node.route = f"{route}/{node.name}" if route else node.name
        self.forest.pages[node.path] = node
        self.forest.at.setdefault(node.path, node.path)
        if node.parent is not None:
            self.forest.pages[node.parent].children += 1

    def _add_files(self, folder: str, above: str | None, prefix: str) -> None:
        """Make the nodes of files: in their folder, or beside the one page that they belong to."""
        for file in self._tree.files[folder]:
            path = f"{folder}/{file.name}" if folder else file.name
            start = "" if file.name.startswith(prefix) else prefix
            wanted = fit_name(start + file.name) or "file"
            node = FileNode(path, above, file, self._names.claim(above, wanted))
            self.forest.files[path] = node
            self.forest.at[path] = path
        for one in self._tree.folders[folder]:
            page = self.forest.pages.get(one)
            if page is None:
                self._add_files(one, above, f"{prefix}{fit_name(one.rpartition('/')[2])}-")
            elif self._is_leaf(one):
                self._add_files(one, page.parent, f"{page.name}-")
            else:
                self._add_files(one, one, "")


def _newest(group: list[tuple[Variant, PageFile]]) -> tuple[Variant, PageFile]:
    """Choose the page of a group: no language before any, then the highest version."""
    return max(group, key=lambda one: (not one[0].language, one[0].version, one[1].path))


def _weight(node: PageNode) -> float | None:
    values = node.page.matter.values if node.page else {}
    keys = ("weight", "nav_order", "menu_order", "sidebar_position", "order", "position")
    given = (values.get(key) for key in keys)
    return next((float(v) for v in given if isinstance(v, int | float) and abs(v) < 1e9), None)


def _rank(node: PageNode) -> tuple[bool, float, float, str]:
    """Order: by number or weight, then the newest date, then the name; a home page first."""
    weight = node.label.number if node.label.number is not None else _weight(node)
    date = node.label.date.timestamp() if node.label.date else 0.0
    is_index = node.page is not None and node.page.stem.casefold() in INDEX and not node.page.folder
    first = float("-inf") if is_index else (weight if weight is not None else 0.0)
    return weight is None and not is_index, first, -date, node.label.name.casefold()
