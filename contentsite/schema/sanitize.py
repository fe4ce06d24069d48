"""The one allow list for HTML that people bring: by nh3, when it is set (OWASP ASVS 5.0, 1.3.1)."""

from __future__ import annotations

import re
from html import unescape

import nh3

from contentsite.sentence import _

from .href import SCHEMES

TAGS = frozenset(
    # a list of words reads better than a list of strings
    "a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption "  # noqa: SIM905
    "figure h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub summary sup "
    "table tbody td tfoot th thead time tr u ul var wbr".split()
)
ATTRIBUTES = {
    "*": {"lang", "dir", "title"},
    "a": {"href", "hreflang"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "scope", "abbr", "headers"},
    "col": {"span"},
    "colgroup": {"span"},
    "time": {"datetime"},
    "blockquote": {"cite"},
    "q": {"cite"},
    "del": {"cite", "datetime"},
    "ins": {"cite", "datetime"},
    **{heading: {"id"} for heading in ("h2", "h3", "h4", "h5", "h6")},
}
_MOST_PASSES = 5
MOST_TAGS = 20_000
"""So many tags a text may have: a parser's time grows with their square where they are nested."""
LONGEST = 2_000_000
"""So many characters the result may have: what is left open is opened again in each paragraph."""
# elements that a parser opens again until they are closed (HTML, 13.2.4.3): at most three of a kind,
# unless their attributes differ
_REOPENED = re.compile(
    # one that does not end is taken whole: looking for its end from each of its beginnings is quadratic
    r"<(b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/])[^>]*(?:>|\Z)",
    re.IGNORECASE,
)
_FEW = 20_000
# of ids only those of headings, with what no other id of a page begins with: no script can meet them
_HEADING_ID = re.compile(r"s-[\w-]{1,120}")
_DIGITS = re.compile(r"\d{1,5}")
_NUMERIC = frozenset({"width", "height", "colspan", "rowspan", "start", "value", "span"})
_TITLE_HEADING = re.compile(r"<(/?)h1(?=[\s/>])", re.IGNORECASE)
# a whole tag, as the cleaner writes it: what stands in a quoted value never begins one
_TAG = re.compile(r'<(/?[a-z][a-z0-9]*)((?: [^\s="]+="[^"]*")*)>')
_LOCAL = re.compile(r"uid:[0-9a-f]{32}(?:[/?#]\S*)?|/(?![/\\])[^\x00-\x1f]*")


def _keep(element: str, attribute: str, value: str) -> str | None:
    """Decide one attribute: pictures come from this site only, numbers are numbers, ids of headings' own."""
    if element == "img" and attribute == "src" and not _LOCAL.fullmatch(value):
        return None
    if attribute == "id" and not _HEADING_ID.fullmatch(value):
        return None
    if attribute in _NUMERIC and not _DIGITS.fullmatch(value):
        return None
    return value


_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags={"script", "style", "template", "iframe", "object", "noscript", "title"},
    attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
    attribute_filter=_keep,
    url_schemes=set(SCHEMES),
    link_rel=None,
    strip_comments=True,
)
_TEXT = nh3.Cleaner(tags=set(), attributes={}, clean_content_tags={"script", "style", "template"})
_OPENING = nh3.Cleaner(
    attributes={},
    tags=set(),
    clean_content_tags={
        "script",
        "style",
        "template",
        "figcaption",
        "pre",
        "table",
        "h1",
        "h2",
        "h3",
        "h4",
    },
)
_BLOCK = re.compile(
    r"<(?=/?(?:p|br|div|h[1-6]|li|ul|ol|d[ltd]|t[rdh]|table|blockquote|figure|figcaption|pre|hr)\b)"
)


def sanitize(html: str) -> str:
    """Return the HTML with everything removed that is not on the allow list; idempotent.

    The page's own title is its only `h1`, so an `h1` becomes an `h2`. It is cleaned until nothing
    changes any more: a browser must read in it what was judged here, and what is taken away can
    leave elements in places where a parser would not leave them. Raises ValueError for what has more
    than 20,000 tags, or 2,000,000 characters, also when what it leaves open is opened again.
    """
    html = _bounded(html)
    for _pass in range(_MOST_PASSES):
        cleaned = _cleaned(html)
        if len(cleaned) > LONGEST or cleaned.count("<") > MOST_TAGS:
            raise ValueError(_("becomes too long: tags in it are not closed"))
        if cleaned == html:
            break
        html = cleaned
    return html


def _bounded(html: str) -> str:
    """Return HTML that a parser is done with in time: tags that it could multiply lose their attributes."""
    tags = html.count("<")
    if tags > MOST_TAGS:
        raise ValueError(_("has too many tags: at most {most}", most=format(MOST_TAGS, ",")))
    if tags * tags > _FEW and tags * len(_REOPENED.findall(html)) > _FEW:
        html = _REOPENED.sub(r"<\1>", html)
    return html


def _cleaned(html: str) -> str:
    cleaned = _CLEANER.clean(_TITLE_HEADING.sub(r"<\1h2", html))
    return _TAG.sub(_shown_tag, cleaned) if "<img" in cleaned else cleaned


def _shown_tag(tag: re.Match[str]) -> str:
    """Drop a picture whose source was not kept: it could only show as a broken one."""
    return "" if tag[1] == "img" and ' src="' not in tag[2] else tag[0]


def plain_text(html: str) -> str:
    """Return the words of the HTML as plain text, with white space folded."""
    return _words(_TEXT, html)


def opening_text(html: str) -> str:
    """Return the words of the HTML's running text, without headings, tables, code and captions."""
    return _words(_OPENING, html)


def _words(cleaner: nh3.Cleaner, html: str) -> str:
    return " ".join(unescape(cleaner.clean(_BLOCK.sub(" <", html))).split())
