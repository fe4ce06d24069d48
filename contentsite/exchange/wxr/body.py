"""Makes the body of a post: blocks, shortcodes and the classic editor's lines become HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from html import escape

from contentsite.exchange.html.body import make_body
from contentsite.exchange.html.markup import code_spans, drop_comments
from contentsite.exchange.html.replacer import Replacer
from contentsite.exchange.html.shortcode import Shortcode
from contentsite.exchange.html.text import describe, plain_title
from contentsite.exchange.item import Problem, UidOf
from contentsite.exchange.media import is_image
from contentsite.exchange.wxr.blocks import Blocks, has_blocks
from contentsite.exchange.wxr.entry import Entry
from contentsite.exchange.wxr.links import PostLinks
from contentsite.exchange.wxr.shortcodes import DIALECT, TRANSLATED, handler
from contentsite.exchange.wxr.site import Site, is_picture


def _picture(entry: Entry) -> str:
    address, alt = entry.get("wp:attachment_url"), entry.meta.get("_wp_attachment_image_alt", "")
    caption = entry.get("excerpt:encoded")
    label = alt or plain_title(entry.get("title"))
    image = f'<img src="{escape(address)}" class="wp-image-{entry.id}" alt="{escape(label)}">'
    return f"<figure>{image}{f'<figcaption>{caption}</figcaption>' if caption else ''}</figure>"


def _file(entry: Entry) -> str:
    address, title = entry.get("wp:attachment_url"), plain_title(entry.get("title"))
    return f'<p><a href="{escape(address)}">{escape(title or address)}</a></p>'


class BodyMaker:
    """Makes bodies of the posts of one site; what is lost is added to `problems`."""

    def __init__(self, site: Site, reusable: Iterable[Entry], uid_of: UidOf) -> None:
        self._site = site
        self._reusable = {entry.id: entry.get("content:encoded") for entry in reusable}
        self._uid_of = uid_of
        self._attached: dict[str, list[Entry]] = {}
        for one in sorted(site.attachments(), key=lambda one: one.order):
            self._attached.setdefault(one.parent, []).append(one)
        self.problems: list[Problem] = []

    def make(self, entry: Entry, title: str) -> str:
        """Make the HTML of one post."""
        links = PostLinks(self._site, entry, self._uid_of)
        blocks = Blocks(self._reusable.get)
        shortcodes = Replacer(DIALECT, handler(lambda code: self._gallery(code, entry)))
        source = entry.fields.get("content:encoded", "").replace("\r\n", "\n")
        is_blocks = has_blocks(source)
        text = blocks.replace(source) if is_blocks else drop_comments(source)
        text = shortcodes.replace(text, code_spans(text))
        body = make_body(text, links, title=title, breaks=not is_blocks)
        self._report(entry, links, blocks.lost, shortcodes.met)
        return body

    def describe(self, entry: Entry) -> str:
        """Make the description from a post's excerpt, "" without one."""
        excerpt = drop_comments(entry.get("excerpt:encoded"))
        return describe(Replacer(DIALECT, lambda code: code.content or "").replace(excerpt))

    def featured(self, entry: Entry) -> str:
        """Give the address of a post's featured image, "" where it has none that can be shown."""
        number = entry.meta.get("_thumbnail_id", "").strip()
        file = self._site.files.get(number)
        return f"uid:{self._uid_of(number)}" if file is not None and is_image(file) else ""

    def _gallery(self, code: Shortcode, entry: Entry) -> str:
        numbers = code.first("ids", "include").replace(" ", "").split(",")
        named = [self._site.entries[n] for n in numbers if n in self._site.entries]
        left_out = set(code.first("exclude").replace(" ", "").split(","))
        parent = code.first("id") or entry.id
        found = named or [
            one
            for one in self._attached.get(parent, [])
            if one.id not in left_out and is_picture(one)
        ]
        return "\n\n".join(_picture(e) if is_picture(e) else _file(e) for e in found)

    def _report(
        self, entry: Entry, links: PostLinks, blocks: Counter[str], codes: Counter[str]
    ) -> None:
        lost = Counter({name: n for name, n in codes.items() if name not in TRANSLATED})
        if lost:
            names = ", ".join(f"[{name}] × {n}" for name, n in lost.most_common())
            reason = f"shortcodes with no equivalent here, their content kept: {names}"
            self.problems.append(Problem(entry.where, reason))
        if blocks:
            names = ", ".join(f"{name} × {n}" for name, n in blocks.most_common())
            self.problems.append(Problem(entry.where, f"blocks that WordPress filled: {names}"))
        for address in dict.fromkeys(links.missing):
            reason = f"link to {address}, which is not in the export: its text was kept"
            self.problems.append(Problem(entry.where, reason))
