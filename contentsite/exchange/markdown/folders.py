"""What each folder of a Markdown tree is: a page, a page with pages below it, or a place of files."""

from __future__ import annotations

from contentsite.exchange.markdown.name import INDEX, TEMPLATES, Variant, read_label, read_variant
from contentsite.exchange.markdown.scan import PageFile, Tree

Group = list[tuple[Variant, PageFile]]

_HOLDING = frozenset({"folder", "gallery", "album"})
_ASSETS = frozenset(
    {"images", "image", "img", "imgs", "_images", "assets", "_assets", "static", "_static", "media"}
    | {"files", "uploads", "figures", "figs", "fig", "attachments", "resources", "public", "pics"}
    | {"screenshots", "icons", "css", "fonts", "js"}
)
_PROGRAMS = {
    "content": ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "config.yaml"),
    "docs": ("mkdocs.yml", "mkdocs.yaml", "docusaurus.config.js", "docusaurus.config.ts"),
    "pages": ("config/system.yaml", "config/site.yaml"),
}


class Folders:
    """Answers what the folders of a tree are; what was found once is kept."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._below: dict[str, bool] = {}
        self._full: dict[str, bool] = {}
        self._groups: dict[str, dict[str, Group]] = {}
        self._measure()
        self.top = self._top()
        """The folder whose pages are those of the top: "content" in the repository of a Hugo site."""
        self._grav = self._is_grav()

    def has_pages(self, folder: str) -> bool:
        """Whether a folder, or one below it, has a page."""
        return self._below[folder]

    def is_media(self, folder: str) -> bool:
        """Whether a folder of files alone gets a node: not where it belongs to one page."""
        return self._full[folder] and not self.is_leaf(folder.rpartition("/")[0])

    def is_assets(self, folder: str) -> bool:
        """Whether a folder of files is called as those are that pages take their pictures from."""
        return folder.rpartition("/")[2].casefold() in _ASSETS

    def is_leaf(self, folder: str) -> bool:
        """Whether a folder is that of one page, with nothing but files beside it."""
        if folder in {"", self.top}:
            return False
        below = any(self.has_pages(one) for one in self._tree.folders[folder])
        if below or self.flat(folder):
            return False
        page = self.index(folder)[0]
        return not holds_files(page) if page else self.is_leaf(folder.rpartition("/")[0])

    def variants(self, folder: str) -> dict[str, Group]:
        """Group the Markdown files of a folder by page."""
        if folder not in self._groups:
            self._groups[folder] = self._grouped(folder)
        return self._groups[folder]

    def index(self, folder: str) -> tuple[PageFile | None, str]:
        """Give the page that stands for a folder, and its language."""
        base = self._index_name(folder)
        if base is None:
            return None, ""
        variant, page = newest(self.variants(folder)[base])
        return page, variant.language

    def flat(self, folder: str) -> list[str]:
        """Give the pages of a folder that do not stand for the folder itself."""
        index = self._index_name(folder)
        return [base for base in self.variants(folder) if base != index]

    def _grouped(self, folder: str) -> dict[str, Group]:
        groups: dict[str, Group] = {}
        stems = {page.stem for page in self._tree.pages[folder]}
        for page in self._tree.pages[folder]:
            variant = read_variant(page.stem)
            base = variant.base.casefold()
            known = base in INDEX or self._grav or (variant.language and variant.base in stems)
            found = variant if known else Variant(page.stem)
            groups.setdefault(found.base, []).append((found, page))
        return groups

    def _index_name(self, folder: str) -> str | None:
        groups = self.variants(folder)
        folded = {base.casefold(): base for base in reversed(groups)}
        wanted = ["_index", "index", "readme"]
        if folder not in {"", self.top}:
            wanted.append(read_label(folder.rpartition("/")[2], numbered=True).name.casefold())
        elif folder != self.top:
            return None  # the pages at the top of a repository are about the repository
        found = next((folded[name] for name in wanted if name in folded), None)
        is_template = self._grav and len(groups) == 1 and folder
        return next(iter(groups)) if found is None and is_template else found

    def _is_grav(self) -> bool:
        """Whether the page of each folder is its only one, called after a template."""
        folders = [pages for pages in self._tree.pages.values() if pages]
        single = [p for p in folders if len({read_variant(page.stem).base for page in p}) == 1]
        templates = [p for p in single if read_variant(p[0].stem).base in TEMPLATES]
        return bool(templates) and len(single) >= 0.8 * len(folders)

    def _measure(self) -> None:
        """Note of each folder whether it, or one below it, has pages and files."""
        for folder in reversed(self._tree.folders):
            below = self._tree.folders[folder]
            self._below[folder] = bool(self._tree.pages[folder]) or any(map(self.has_pages, below))
            self._full[folder] = bool(self._tree.files[folder]) or any(
                self._full[one] for one in below
            )

    def _top(self) -> str:
        for folder, settings in _PROGRAMS.items():
            is_there = folder in self._tree.folders and self.has_pages(folder)
            if is_there and any((self._tree.root / name).is_file() for name in settings):
                return folder
        return ""


def newest(group: Group) -> tuple[Variant, PageFile]:
    """Choose the page of a group: no language before any, then the highest version."""
    return max(group, key=lambda one: (not one[0].language, one[0].version, one[1].path))


def holds_files(page: PageFile | None) -> bool:
    """Whether a page says that it is a folder, so that the files beside it are what it shows."""
    said = page.matter.values.get("type") if page else None
    return isinstance(said, str) and said.strip().casefold() in _HOLDING
