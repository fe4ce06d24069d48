"""Makes the nodes of a Markdown tree: which page stands for which folder, in which order."""

from __future__ import annotations

from collections.abc import Iterator

from contentsite.exchange.item import HOME, Problem
from contentsite.exchange.markdown.folders import Folders, Group, holds_files, newest
from contentsite.exchange.markdown.forest import FileNode, Forest, PageNode, rank
from contentsite.exchange.markdown.name import Label, are_numbered, read_label
from contentsite.exchange.markdown.scan import PageFile, Tree
from contentsite.exchange.media import is_image, looks_like_image
from contentsite.exchange.name import Names, fit_name


class Grower:
    """Makes the nodes of one tree."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._names = Names()
        self._folders = Folders(tree)
        self._top = self._folders.top
        self.forest = Forest()

    def grow(self) -> Forest:
        """Make all nodes."""
        self._home()
        self._folder(self._top, None, "")
        self._add_files(self._top, None, "", self.forest.pages[HOME])
        for folder in self._beside():
            self._add_files(folder, folder, "", self.forest.pages[folder])
        return self.forest

    def _home(self) -> None:
        """Make the node of the page at the very top, which stands for the place imported into."""
        page, language = self._folders.index(self._top)
        home = PageNode(HOME, None, Label("", words=""), page, language)
        self.forest.pages[HOME] = home
        for folder in {"", self._top}:
            self.forest.at[folder] = HOME
        if self._top:
            self.forest.problems.append(
                Problem(
                    self._tree.root.name,
                    f"the site's pages are those in {self._top!r}: the rest was left out",
                )
            )

    def _folder(self, folder: str, above: str | None, route: str) -> None:
        """Make the nodes in one folder whose own node is `above`, in their order."""
        paths = self._tree.folders[folder]
        if above is None:
            paths = [*paths, *self._beside()]
        nodes = [*self._flat(folder, above), *self._below(paths, above)]
        for node in sorted(nodes, key=rank):
            self._place(node, route)
            if node.path in self._tree.pages:
                self._folder(node.path, node.path, node.route)

    def _beside(self) -> list[str]:
        """Give the folders beside that of the pages which have the pictures of a site."""
        paths = self._tree.folders[""] if self._top else []
        return [path for path in paths if self._folders.is_assets(path) and self._is_files(path)]

    def _is_files(self, path: str) -> bool:
        return not self._folders.has_pages(path) and self._folders.is_media(path)

    def _below(self, paths: list[str], above: str | None) -> Iterator[PageNode]:
        """Make the nodes of the folders in a folder."""
        stems = [path.rpartition("/")[2] for path in paths]
        numbered = are_numbered(stems)
        for path, stem in zip(paths, stems, strict=True):
            has_pages = self._folders.has_pages(path)
            if has_pages or self._folders.is_media(path):
                page, language = self._folders.index(path)
                node = PageNode(path, above, read_label(stem, numbered=numbered), page, language)
                node.holds_files = holds_files(page) or not has_pages
                node.listed = has_pages or not self._folders.is_assets(path)
                yield node

    def _flat(self, folder: str, above: str | None) -> Iterator[PageNode]:
        """Make the nodes of a folder's pages; of its own page those in other languages."""
        flat = dict.fromkeys(self._folders.flat(folder))
        numbered = are_numbered(list(flat))
        for base, group in self._folders.variants(folder).items():
            variant, page = newest(group)
            owner = page.path if base in flat else self._id(folder)
            self.forest.at[page.path] = owner
            if base in flat:
                label = read_label(base, numbered=numbered)
                yield PageNode(page.path, above, label, page, variant.language)
            yield from self._others(owner, group, page, above)

    def _id(self, folder: str) -> str:
        return HOME if folder in {"", self._top} else folder

    def _others(
        self, owner: str, group: Group, chosen: PageFile, above: str | None
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
            is_folder = owner == page.folder
            stem = owner.rpartition("/")[2] if is_folder else variant.base
            label = read_label(stem, numbered=True)
            translated = Label(f"{label.name}-{variant.language.lower()}", label.number)
            # beside the page that it translates: one level up, where that is a folder
            parent = self.forest.pages[owner].parent if is_folder else above
            yield PageNode(page.path, parent, translated, page, variant.language)

    def _place(self, node: PageNode, route: str) -> None:
        """Give a node its name, which its front matter may say."""
        slug = node.page.matter.values.get("slug") if node.page else None
        wanted = fit_name(str(slug).rpartition("/")[2]) if slug is not None else ""
        node.name = self._names.claim(node.parent, wanted or node.label.name)
        node.route = f"{route}/{node.name}" if route else node.name
        self.forest.pages[node.path] = node
        self.forest.at.setdefault(node.path, node.path)
        self.forest.pages[node.parent or HOME].children.append(node)

    def _add_files(self, folder: str, above: str | None, prefix: str, owner: PageNode) -> None:
        """Make the nodes of files: in their folder, or beside the one page that they belong to."""
        for file in self._tree.files[folder]:
            path = f"{folder}/{file.name}" if folder else file.name
            if looks_like_image(file.name) and not is_image(file):
                reason = "not a picture, whatever its name says: left out"
                self.forest.problems.append(Problem(path, reason))
                continue
            start = "" if file.name.startswith(prefix) else prefix
            wanted = fit_name(start + file.name) or "file"
            listed = owner.holds_files and above == owner.path
            name = self._names.claim(above, wanted)
            self.forest.files[path] = FileNode(path, above, file, name, owner, listed)
            self.forest.at[path] = path
        for one in self._tree.folders[folder]:
            page = self.forest.pages.get(one)
            if page is None:
                self._add_files(one, above, f"{prefix}{fit_name(one.rpartition('/')[2])}-", owner)
            elif self._folders.is_leaf(one):
                self._add_files(one, page.parent, f"{page.name}-", page)
            else:
                self._add_files(one, one, "", page)
