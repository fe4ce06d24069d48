"""What stands in the place of WordPress's shortcodes, and of those that its plug-ins brought."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable
from html import escape

from contentsite.exchange.html.shortcode import Dialect, Shortcode

Gallery = Callable[[Shortcode], str]

_CODE = frozenset(
    {"code", "sourcecode", "source", "cc", "highlight", "pre", "crayon", "php", "html", "xml"}
    | {"css", "js", "javascript", "jscript", "python", "ruby", "sql", "bash", "java", "cpp"}
    | {"csharp", "perl", "latex", "math"}
)
_MEDIA = frozenset({"audio", "video", "playlist", "embed", "wpvideo", "videopress", "flv"})
_KNOWN = (
    frozenset({"gallery", "caption", "wp_caption", "more", "nextpage", "contact-form"})
    | frozenset({"contact-form-7", "gravityform", "wpforms", "ninja_form", "sitemap", "archives"})
    | frozenset({"youtube", "vimeo", "googlemaps", "soundcloud", "tweet", "instagram", "spacer"})
    | frozenset({"products", "product", "forminator_form", "elementor-template", "divider"})
    | _MEDIA
)
_MEDIA_KEYS = ("src", "mp4", "mp3", "m4a", "m4v", "ogg", "ogv", "oga", "wav", "webm", "wmv", "flv")
_PICTURE = re.compile(
    r"\s*(?P<picture>(?:<p>\s*)?(?:<a\b[^>]*>\s*)?<img\b[^>]*>\s*(?:</a>)?)(?P<text>.*)", re.DOTALL
)
_URL = re.compile(r"https?://[^\s\"'<>\[\]]+")
_TITLES = ("title", "heading", "header", "caption", "label", "headline")
_LINE_START = re.compile(r"(?:^|\n|>)[ \t]*\Z")
_LINE_END = re.compile(r"[ \t]*(?:$|\r?\n|<)")


def _alone(match: re.Match[str]) -> bool:
    """Guess whether an unknown name alone is a shortcode, or an aside such as "[sic]"."""
    name, text = match["name"], match.string
    if match["attributes"].strip() or not name.islower():
        return False
    if "_" in name:
        return True
    before = text[max(0, match.start() - 80) : match.start()]
    after = text[match.end() : match.end() + 80]
    return bool(_LINE_START.search(before) and _LINE_END.match(after))


def _acceptable(match: re.Match[str]) -> bool:
    """Leave `array[key]` and links in Markdown alone."""
    before = match.string[match.start() - 1 : match.start()]
    after = match.string[match.end() : match.end() + 1]
    plain = not match["attributes"] and not match["close"]
    return not (plain and (before.isalnum() or before in {"$", ")", "_"})) and after != "("


DIALECT = Dialect(known=_KNOWN, verbatim=_CODE, accept=_acceptable, lone=_alone)


def block(markup: str) -> str:
    """Set a block apart, so that no paragraph is made around it."""
    return f"\n\n{markup}\n\n" if markup else "\n\n"


def _caption(code: Shortcode) -> str:
    match = _PICTURE.match(code.content or "")
    if match is None:
        return code.content or ""
    text = match["text"].strip() or code.first("caption")
    caption = f"<figcaption>{text}</figcaption>" if text else ""
    picture = match["picture"].removeprefix("<p>").strip()
    return block(f"<figure>{picture}{caption}</figure>")


def _link(addresses: Iterable[str]) -> str:
    links = [f'<p><a href="{escape(a)}">{escape(a)}</a></p>' for a in dict.fromkeys(addresses)]
    return block("\n".join(links))


def _addresses(code: Shortcode) -> list[str]:
    values = [code.first(*_MEDIA_KEYS), *code.attributes.values(), *code.words]
    return [found[0].rstrip(".,;)") for value in values if (found := _URL.match(value))]


def _media(code: Shortcode) -> str:
    inside = [found[0] for found in _URL.finditer(html.unescape(code.content or ""))]
    first = (_addresses(code) or inside)[:1]
    relative = [code.first(*_MEDIA_KEYS)] if code.first(*_MEDIA_KEYS) else []
    return _link(first or relative)


def _video_site(code: Shortcode) -> str:
    if links := _addresses(code):
        return _link(links[:1])
    words = [code.first("id", "", "v"), *code.words, (code.content or "").strip()]
    found = next((word for word in words if re.fullmatch(r"[\w-]{4,40}", word)), "")
    site = "https://vimeo.com/" if code.name == "vimeo" else "https://www.youtube.com/watch?v="
    return _link([site + found]) if found else code.content or ""


def _source(code: Shortcode) -> str:
    text = html.unescape(code.content or "").strip("\r\n")
    return block(f"<pre><code>{escape(text, quote=False)}</code></pre>")


def _quote(code: Shortcode) -> str:
    return block(f"<blockquote>{code.content or ''}</blockquote>")


def _button(code: Shortcode) -> str:
    address = code.first("link", "url", "href")
    text = code.content or escape(code.first("text", "title"))
    return f'<a href="{escape(address)}">{text or escape(address)}</a>' if address else text


def _unknown(code: Shortcode) -> str:
    if code.content is None:
        return _link(_addresses(code)[:1]) if _addresses(code) else ""
    title = code.first(*_TITLES)
    return (block(f"<p><strong>{escape(title)}</strong></p>") if title else "") + code.content


_HANDLERS: dict[str, Callable[[Shortcode], str]] = {
    "caption": _caption,
    "wp_caption": _caption,
    "youtube": _video_site,
    "vimeo": _video_site,
    "quote": _quote,
    "blockquote": _quote,
    "pullquote": _quote,
    "button": _button,
    **dict.fromkeys(_MEDIA, _media),
    **dict.fromkeys(_CODE, _source),
}
TRANSLATED = frozenset(_HANDLERS) | {"gallery", "playlist", "more", "nextpage"}
"""The names of which nothing is lost."""


def handler(gallery: Gallery) -> Callable[[Shortcode], str]:
    """Make the function that replaces shortcodes; `gallery` shows the pictures of a post."""

    def handle(code: Shortcode) -> str:
        if code.name == "gallery" or (code.name == "playlist" and "ids" in code.attributes):
            return block(gallery(code)) + (code.content or "")
        return _HANDLERS.get(code.name, _unknown)(code)

    return handle
