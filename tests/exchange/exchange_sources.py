"""Small sources for the tests of the readers."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image as Drawing

from contentsite.declaration import types_of
from contentsite.exchange.item import Item, Source
from contentsite.exchange.load import Report, load
from contentsite.exchange.markdown.reader import read_markdown
from contentsite.exchange.place import place_at
from contentsite.exchange.scope import source_uids
from contentsite.exchange.wxr.reader import read_wxr
from contentsite.tree.walk import walk


def picture(colour: str = "teal", kind: str = "PNG") -> bytes:
    """Give the bytes of a small picture."""
    stream = BytesIO()
    Drawing.new("RGB", (12, 8), colour).save(stream, kind)
    return stream.getvalue()


PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 24

_HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0"
  xmlns:excerpt="{scheme}://wordpress.org/export/{version}/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:wp="{scheme}://wordpress.org/export/{version}/">
<channel>
<generator>Blog</generator>
<link>https://blog.example</link>
<language>el-GR</language>
<wp:wxr_version>{version}</wp:wxr_version>
<wp:base_blog_url>https://blog.example</wp:base_blog_url>
<wp:author><wp:author_login>ada</wp:author_login>
<wp:author_display_name><![CDATA[Ada L.]]></wp:author_display_name></wp:author>
"""


def wxr(*entries: str, version: str = "1.2", scheme: str = "http") -> str:
    """Give the text of an export."""
    head = _HEAD.format(version=version, scheme=scheme)
    return head + "\n".join(entries) + "\n</channel>\n</rss>\n"


def entry(
    number: int, title: str = "Title", body: str = "", kind: str = "post", **more: str
) -> str:
    """Give one `<item>`; `more` are elements of the `wp` namespace, and `link`, `guid`, `inner`."""
    slug = more.pop("post_name", f"slug-{number}")
    link = more.pop("link", f"https://blog.example/2024/05/{slug}/")
    guid = more.pop("guid", f"https://blog.example/?p={number}")
    inner, excerpt = more.pop("inner", ""), more.pop("excerpt", "")
    fields = {"status": "publish", "post_date_gmt": "2024-05-01 10:00:00", **more}
    extra = "".join(f"<wp:{key}><![CDATA[{value}]]></wp:{key}>" for key, value in fields.items())
    return (
        f"<item><title>{title}</title><link>{link}</link><guid>{guid}</guid>"
        f"<dc:creator>ada</dc:creator><content:encoded><![CDATA[{body}]]></content:encoded>"
        f"<excerpt:encoded><![CDATA[{excerpt}]]></excerpt:encoded>"
        f"<wp:post_id>{number}</wp:post_id><wp:post_name>{slug}</wp:post_name>"
        f"<wp:post_type>{kind}</wp:post_type>{extra}{inner}</item>"
    )


def attachment(number: int, path: str, **more: str) -> str:
    """Give the `<item>` of an upload."""
    address = f"https://blog.example/wp-content/uploads/{path}"
    return entry(
        number, kind="attachment", status="inherit", attachment_url=address, guid=address, **more
    )


def meta(key: str, value: str) -> str:
    """Give a `<wp:postmeta>`."""
    return (
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key>"
        f"<wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
    )


def write_tree(folder: Path, **files: str | bytes) -> Path:
    """Write files; in their names "__" stands for "/" and a name may be given through a dict."""
    return write_files(folder, {name.replace("__", "/"): text for name, text in files.items()})


def write_files(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Write files by path."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def by_id(source: Source) -> dict[str, Item]:
    """Give the items by source_id."""
    return {item.source_id: item for item in source.items}


def reasons(source: Source) -> str:
    """Give all problems as one text."""
    return "\n".join(f"{problem.where}: {problem.reason}" for problem in source.problems)


class Killed(Exception):  # noqa: N818
    """Stands for the end of a process between two commits."""


class Importer:
    """Imports sources into a site in memory, and looks at what came of it."""

    def __init__(self, site: Any, browser: Any) -> None:
        self.site, self.browser = site, browser

    def markdown(self, folder: Path, into: str = "/", **options: Any) -> Report:
        """Import a folder of Markdown files."""
        return self._load(read_markdown, folder, "markdown", into, **options)

    def wxr(
        self, text: str, path: Path, files: Path | None = None, into: str = "/", **options: Any
    ) -> Report:
        """Import the text of an export."""
        path.write_text(text)
        return self._load(
            lambda p, uid_of: read_wxr(p, uid_of, files), path, "wxr", into, **options
        )

    def _load(
        self, read: Any, source: Path, kind: str, into: str, commits: int | None = None
    ) -> Report:
        place = place_at(self.site, into)
        uid_of = source_uids(place.uid, source, kind)
        left = [commits]

        def commit() -> None:
            if left[0] == 0:
                raise Killed
            self.browser.commit()
            left[0] = None if left[0] is None else left[0] - 1

        types = types_of(self.browser.app.registry)
        try:
            return load(
                read(source, uid_of), place, types, uid_of, commit=commit, progress=lambda *_: None
            )
        except Killed:
            self.browser.manager.abort()
            self.browser.manager.begin()
            raise

    def at(self, path: str) -> Any:
        """Give the node at a path."""
        here = self.site
        for name in filter(None, path.split("/")):
            here = here[name]
        return here

    def tree(self) -> dict[str, tuple[Any, ...]]:
        """Give all there is, in order: for comparisons. Dates of the import itself are left out."""
        return {
            step.path: (
                type(step.node).__name__,
                step.node.uid,
                step.node.state,
                step.node.listed,
                step.node.creator,
                {k: v for k, v in step.node.field_values().items() if k not in {"image", "file"}},
                list(step.node) if hasattr(step.node, "children") else None,
            )
            for step in walk(self.site)
        } | {"redirects": (dict(self.site.redirects),)}

    def last_change(self) -> bytes:
        """Give the number of the last transaction."""
        found: bytes = self.site._p_jar.db().lastTransaction()
        return found
