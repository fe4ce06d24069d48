"""Walks a folder of Markdown: what is a page, what a file beside it, what neither."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

from contentsite.exchange.item import Problem
from contentsite.exchange.markdown.frontmatter import (
    FrontMatterError,
    Matter,
    read_yaml,
    split_matter,
)
from contentsite.exchange.media import is_inside

PAGE_SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".mkd"})
_NO_FOLDERS = frozenset(
    {"__macosx", "node_modules", "_layouts", "_includes", "_sass", "_data", "_site", "_plugins"}
    | {"__pycache__"}
)
_NO_FILES = frozenset(
    {"thumbs.db", "desktop.ini", "gemfile", "gemfile.lock", "license", "makefile"}
)
_NO_SUFFIXES = frozenset(
    {".yaml", ".yml", ".toml", ".lock", ".twig", ".php", ".py", ".rb", ".js", ".mjs", ".ts"}
    | {".css", ".scss", ".sass", ".less", ".html", ".htm", ".tpl", ".j2", ".canvas", ".ini"}
)
_DEEPEST = 100
"""Folders nested deeper than this are left out."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(slots=True)
class PageFile:
    """One Markdown file, read."""

    path: str
    """Where it lies, from the top of the tree: "01.basics/docs.md"."""
    matter: Matter

    def forget_text(self) -> None:
        """Let go of the text, which is in an item now: trees may be large."""
        self.matter = replace(self.matter, text="")

    @property
    def folder(self) -> str:
        """The path of its folder, "" at the top."""
        return self.path.rpartition("/")[0]

    @property
    def stem(self) -> str:
        """Its file name without the last suffix."""
        return self.path.rpartition("/")[2].rpartition(".")[0]


@dataclass(slots=True)
class Tree:
    """Everything that was found, each folder by its path."""

    root: Path
    pages: dict[str, list[PageFile]] = field(default_factory=dict)
    files: dict[str, list[Path]] = field(default_factory=dict)
    folders: dict[str, list[str]] = field(default_factory=dict)
    """The folders in each folder."""
    problems: list[Problem] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    """Pages whose front matter cannot be read, with file, line and column."""
    is_jekyll: bool = False
    is_obsidian: bool = False


def decode(data: bytes) -> tuple[str, int | None]:
    """Decode a text file; the second value is the place of the first byte that is no UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace"), None
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        return data.decode("cp1252", errors="replace"), error.start


class _Scanner:
    def __init__(self, root: Path) -> None:
        self.tree = Tree(root)
        self.skipped: Counter[str] = Counter()

    def scan(self, folder: Path, name: str) -> None:
        """Take in one folder and all below it."""
        tree = self.tree
        tree.pages[name], tree.files[name], tree.folders[name] = [], [], []
        for entry in self._entries(folder, name):
            path = f"{name}/{entry.name}" if name else entry.name
            self._note(entry)
            reason = self._refused(entry, path)
            if reason:
                tree.problems.append(Problem(path[-300:], f"{reason}: left out"))
            elif not self._wanted(entry):
                self.skipped["folders" if entry.is_dir() else "files"] += 1
            elif entry.is_dir():
                tree.folders[name].append(path)
                self.scan(entry, path)
            elif entry.suffix.lower() in PAGE_SUFFIXES:
                self._read(entry, path)
            elif entry.is_file():
                tree.files[name].append(entry)

    def _entries(self, folder: Path, name: str) -> list[Path]:
        try:
            return sorted(folder.iterdir(), key=lambda path: (path.name.casefold(), path.name))
        except OSError as error:
            self.tree.problems.append(Problem(name, f"cannot be read: {error.strerror}"))
            return []

    def _refused(self, entry: Path, path: str) -> str:
        """Say why a link, or a folder deep down, is left out; "" for all that may be read."""
        if entry.is_symlink() and not is_inside(entry, self.tree.root):
            return "a link that leads out of the folder"
        if entry.is_symlink() and entry.is_dir():
            return "a link to another folder"
        return "nested too deep" if path.count("/") > _DEEPEST else ""

    def _note(self, entry: Path) -> None:
        self.tree.is_jekyll = self.tree.is_jekyll or entry.name in {"_posts", "_config.yml"}
        self.tree.is_obsidian = self.tree.is_obsidian or entry.name == ".obsidian"

    def _wanted(self, entry: Path) -> bool:
        name = entry.name.lower()
        if name.startswith((".", "~$")) or name.endswith("~"):
            return False
        if entry.is_dir():
            return name not in _NO_FOLDERS
        return name not in _NO_FILES and entry.suffix.lower() not in _NO_SUFFIXES

    def _read(self, file: Path, path: str) -> None:
        try:
            text, bad = decode(file.read_bytes())
        except OSError as error:
            self.tree.problems.append(Problem(path, f"cannot be read: {error.strerror}"))
            return
        if bad is not None:
            reason = f"not UTF-8 (byte {bad}): read as Windows-1252"
            self.tree.problems.append(Problem(path, reason))
        text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
        try:
            page = PageFile(path, _with_defaults(split_matter(text), file))
        except FrontMatterError as error:
            place = f"{path}: line {error.line}, column {error.column}"
            self.tree.broken.append(f"{place}: {error.reason}")
            return
        self.tree.pages[page.folder].append(page)


def _with_defaults(matter: Matter, file: Path) -> Matter:
    """Add what Grav's `frontmatter.yaml` beside a page says of it."""
    beside = file.with_name("frontmatter.yaml")
    if not beside.is_file() or beside.is_symlink():
        return matter
    values = read_yaml(decode(beside.read_bytes())[0]) or {}
    return Matter({**values, **matter.values}, matter.text, matter.line)


def scan(root: Path) -> Tree:
    """Read all pages of a folder and list the files beside them; broken pages are in `broken`."""
    scanner = _Scanner(root)
    scanner.scan(root, "")
    if scanner.skipped:
        counted = ", ".join(f"{number} {what}" for what, number in scanner.skipped.items())
        reason = f"{counted} of settings, programs and themes, or hidden: left out"
        scanner.tree.problems.append(Problem(root.name, reason))
    return scanner.tree
