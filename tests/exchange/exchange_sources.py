"""Small sources for the tests of the readers."""

from __future__ import annotations

from pathlib import Path

from contentsite.exchange.item import Item, Source

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 24

_HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0"
  xmlns:excerpt="{scheme}://wordpress.org/export/{version}/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:wp="{scheme}://wordpress.org/export/{version}/">
<channel>
<title>Blog</title>
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
