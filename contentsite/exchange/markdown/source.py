"""Makes plain Markdown of a page: shortcodes, templates and dialects gone, code untouched."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from contentsite.exchange.html.replacer import Replacer
from contentsite.exchange.markdown.code import code_spans, outside
from contentsite.exchange.markdown.footnotes import write_footnotes
from contentsite.exchange.markdown.lines import rewrite_lines
from contentsite.exchange.markdown.links import PageLinks
from contentsite.exchange.markdown.scan import PageFile
from contentsite.exchange.markdown.shortcodes import DIALECT, replace_hugo, replace_shortcode
from contentsite.exchange.markdown.template import Template, drop_statements
from contentsite.exchange.media import looks_like_image

_WIKI = re.compile(
    r"(?P<embed>!?)\[\[(?P<name>[^\[\]\n|#<>\"]{0,300})(?P<fragment>#[^\[\]\n|]{0,200})?"
    r"(?:\\?\|(?P<text>[^\[\]\n]{0,300}))?\]\](?![(\[])"
)
_PLUGIN = re.compile(r"\[plugin:[\w-]+\]\((?P<target>[^)\s]*)[^)\n]*\)")
_TOUCHING = re.compile(r"(\[/[\w-]{1,60}\])(?=\[[\w-]{1,60}[\s=\]])")
"""Two shortcodes without a space between them, whose contents must not run together."""
_OBSIDIAN_COMMENT = re.compile(r"%%(?:(?!%%).){0,10000}%%", re.DOTALL)
_NO_TEMPLATE = {"", "false", "0", "no"}


@dataclass(slots=True)
class Cleaner:
    """Cleans the text of one page; `lost` counts what has no equivalent."""

    page: PageFile
    links: PageLinks
    is_jekyll: bool = False
    is_obsidian: bool = False
    lost: Counter[str] = field(default_factory=Counter)

    def clean(self) -> str:
        """Give the page's text in plain Markdown with HTML."""
        text = self.page.matter.text
        if self._has_template():
            text = Template(self.page.matter.values, self._note).clean(text)
        else:
            text = drop_statements(text)
        text = drop_comments(text)
        text = self._outside(text, self._inline)
        if self._has_shortcodes():
            replacer = Replacer(DIALECT, replace_shortcode)
            text = replacer.replace(text, code_spans(text, with_shortcodes=False))
        return write_footnotes(rewrite_lines(text))

    def _note(self, what: str) -> None:
        self.lost[what] += 1

    def _has_template(self) -> bool:
        process = self.page.matter.values.get("process")
        asked = process.get("twig") if isinstance(process, dict) else ""
        return self.is_jekyll or str(asked).lower() not in {*_NO_TEMPLATE, "none"}

    def _has_shortcodes(self) -> bool:
        core = self.page.matter.values.get("shortcode-core")
        return not (isinstance(core, dict) and core.get("active") is False)

    def _inline(self, text: str) -> str:
        text = replace_hugo(text, lambda name: self._note(f"{{{{< {name} >}}}}"))
        if "[[" in text:
            text = _WIKI.sub(self._wiki, text)
        if self.is_obsidian and "%%" in text:
            text = _OBSIDIAN_COMMENT.sub("", text)
        text = _TOUCHING.sub(r"\1 ", text)
        return _PLUGIN.sub(self._plugin, text) if "[plugin:" in text else text

    def _wiki(self, match: re.Match[str]) -> str:
        name = match["name"].strip()
        target = self.links.wiki(name) if name else match["fragment"]
        if target is None and not self.is_obsidian:
            return match[0]  # an escaped shortcode, or brackets of the text itself
        text = (match["text"] or name or match["fragment"] or "").strip()
        if target is None:
            self.links.missing.append(match[0])
            return text
        if match["embed"] and looks_like_image(name):
            alt = "" if text == name or text.replace("x", "").isdecimal() else text
            return f"![{alt}]({target})"
        return f"[{text}]({target})"

    def _plugin(self, match: re.Match[str]) -> str:
        """Link what a plug-in of Grav would have put in this place."""
        target = match["target"]
        self._note("[plugin:...]")
        if target.startswith(("https://", "http://")):
            return f"<{target}>"
        path, mark, fragment = target.partition("#")
        found = self.links.find(path) or self.links.find(f"/{path}")
        if found is None:
            self.links.missing.append(target)
            return ""
        return f"[{self.links.title(found)}]({self.links.uid(found)}{mark}{fragment})"

    @staticmethod
    def _outside(text: str, change: Callable[[str], str]) -> str:
        pieces = outside(text, code_spans(text))
        return "".join(piece if is_code else change(piece) for is_code, piece in pieces)


def drop_comments(text: str) -> str:
    """Take HTML comments out of Markdown; those in code are code."""
    spans = code_spans(text) if "<!--" in text else []
    starts = [start for start, _ in spans]
    parts: list[str] = []
    position = search = 0
    while (start := text.find("<!--", search)) >= 0:
        index = bisect_right(starts, start) - 1
        if index >= 0 and start < spans[index][1]:
            search = spans[index][1]
            continue
        end = text.find("-->", start + 4)
        parts.append(text[position:start])
        if end < 0:
            return "".join(parts) + text[start + 4 :]
        position = search = end + 3
    return "".join(parts) + text[position:]
