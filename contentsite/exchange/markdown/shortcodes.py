"""What stands in the place of shortcodes in Markdown: Grav's in brackets, Hugo's in braces."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from markdown_it import MarkdownIt

from contentsite.exchange.html.shortcode import Dialect, Shortcode, read_attributes
from contentsite.exchange.html.text import plain_text
from contentsite.exchange.markdown.code import CODE_NAMES

_LONE = frozenset({"center", "left", "right", "columns", "column", "ui-tabs", "toc", "lorem", "fa"})
_LANGUAGE = re.compile(r"(?:^|\s)(?:lang(?:uage)?-)?([\w+#.-]+)")
_TITLES = ("title", "heading", "summary", "label", "caption", "header")
_NOTICES = frozenset({"notice", "callout", "admonition", "alert", "hint"})
"""Shortcodes of Hugo's themes whose second word is a title."""
_INLINE = frozenset({"u", "mark", "color", "size", "span", "safe-email", "fa", "version", "lang"})


def _acceptable(match: re.Match[str]) -> bool:
    """Leave links, references, footnotes and escaped brackets to Markdown."""
    text = match.string
    before = text[match.start() - 1 : match.start()]
    after = text[match.end() : match.end() + 1]
    if match["attributes"].startswith(":") or before in {"\\", "!"}:
        return False
    if match["escape"] and not match["escaped"] and "=" not in match["attributes"]:
        return False
    return after not in {"(", ":"} or bool(match["close"])


DIALECT = Dialect(known=_LONE, verbatim=CODE_NAMES - {"raw"}, accept=_acceptable)


def fence(text: str, language: str = "", indent: str = "") -> str:
    """Write code as a fenced block that no backticks inside can end."""
    longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
    marks = "`" * max(3, longest + 1)
    lines = "\n".join(f"{indent}{line}" if line else "" for line in _dedent(text, indent))
    return f"{marks}{language}\n{lines}\n{indent}{marks}\n{indent}"


def _dedent(text: str, indent: str) -> list[str]:
    return [line.removeprefix(indent) for line in text.split("\n")]


def _code(code: Shortcode) -> str:
    inside = code.content or ""
    if "\n" not in inside.strip("\n") and not code.indent and code.first("inline"):
        return f"`` {inside} ``"
    classes = code.first("classes", "class", "lang", "language", "syntax", "")
    found = _LANGUAGE.match(classes)
    body = inside.strip("\n").rstrip()
    start = "" if code.indent else "\n\n"
    return start + fence(body, found[1] if found else "", code.indent) + "\n"


def replace_shortcode(code: Shortcode) -> str:
    """Give the Markdown that a shortcode in brackets becomes: what it encloses, under its title."""
    if code.name in DIALECT.verbatim:
        return _code(code)
    if code.content is None:
        address = next((w for w in (*code.attributes.values(), *code.words) if _is_web(w)), "")
        return f"<{address}>" if address else ""
    title = code.first(*_TITLES)
    if code.name in _INLINE or ("\n" not in code.content and not title):
        return code.content
    heading = f"\n\n{code.indent}**{escape(title, quote=False)}**\n\n" if title else "\n\n"
    return f"{heading}{code.indent}{code.content.strip(' ')}\n\n"


def _is_web(text: str) -> bool:
    return text.startswith(("https://", "http://")) and " " not in text


_INLINE_MARKDOWN = MarkdownIt("commonmark", {"html": False})
_HUGO = re.compile(
    r"\{\{(?P<mark>[<%])[ \t\r\n]*(?P<close>/?)[ \t]*(?P<name>[\w/.-]{1,60}+)"
    r"(?P<rest>(?:[^<>%\"`{}]|\"[^\"]{0,2000}+\"|`[^`]{0,2000}+`|%(?!\}\}))*+)/?[%>]\}\}"
)


def replace_hugo(text: str, note: Callable[[str], None]) -> str:
    """Replace Hugo's shortcodes in a piece of text that is no code; `note` hears of those lost."""

    def one(match: re.Match[str]) -> str:
        pairs, words = read_attributes(match["rest"])
        code = Shortcode(match["name"].lower(), pairs, words)
        if match["close"]:
            return "\n```\n" if code.name == "highlight" else ""
        return _hugo(code, note)

    return _HUGO.sub(one, text) if "{{" in text else text


def _hugo(code: Shortcode, note: Callable[[str], None]) -> str:
    word = code.words[0] if code.words else ""
    if code.name in {"figure", "img", "image"}:
        caption = code.first("caption", "title")
        words = _INLINE_MARKDOWN.renderInline(caption)
        alt = escape(code.first("alt") or plain_text(words))
        picture = f'<img src="{escape(code.first("src", "link") or word)}" alt="{alt}">'
        text = f"<figcaption>{words}</figcaption>" if caption else ""
        return f"\n<figure>{picture}{text}</figure>\n"
    if code.name in {"ref", "relref"}:
        return word or code.first("path")
    if code.name == "highlight":
        return f"\n```{word or code.first('lang')}"
    if code.name in {"youtube", "vimeo"}:
        site = "https://vimeo.com/" if code.name == "vimeo" else "https://www.youtube.com/watch?v="
        return f"<{site}{word or code.first('id')}>"
    note(code.name)
    title = code.first(*_TITLES) or (
        code.words[1] if code.name in _NOTICES and code.words[1:] else ""
    )
    return f"\n**{escape(title, quote=False)}**\n" if title else ""
