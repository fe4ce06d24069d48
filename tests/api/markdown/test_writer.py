"""HTML as Markdown, and what Markdown makes of it again."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentsite.api.markdown.escaped import escaped
from contentsite.api.markdown.writer import markdown_of
from contentsite.schema.markdown import render_markdown
from contentsite.schema.sanitize import sanitize

PAIRS = (
    ("<p>One</p><p>Two</p>", "One\n\nTwo"),
    ("<h2>A</h2><p>b</p><h3>C</h3>", "## A\n\nb\n\n### C"),
    ("<p>a <em>b</em> <strong>c</strong> <del>d</del></p>", "a *b* **c** ~~d~~"),
    ('<p><a href="/x y">z</a></p>', "[z](/x%20y)"),
    ('<p><img src="/i/@@image" alt="An [x]"></p>', "![An \\[x\\]](/i/@@image)"),
    ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "- a\n- b\n  - c"),
    ('<ol start="9"><li>a</li><li>b</li></ol>', "9. a\n10. b"),
    ("<ul><li><p>a</p><p>b</p></li></ul>", "- a\n\n  b"),
    ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
    ("<pre><code>a  b\n  `c`\n</code></pre>", "```\na  b\n  `c`\n```"),
    ("<p>a <code>b_c*d &lt;e&gt;</code></p>", "a `b_c*d <e>`"),
    ("<p><code>`a``b</code></p>", "``` `a``b ```"),
    ("<p><code>a <em>b</em> <a href='/x'>c</a></code> d</p>", "`a b c` d"),
    ("<p>a <code></code>b</p>", "a b"),
    ("<p><code>a</p><p>b_c</p>", "`a`\n\nb\\_c"),
    ("<table><tr><td><code>a|b</code></td></tr></table>", "| `a\\|b` |\n| --- |"),
    ("<p>a<br>b</p>", "a\\\nb"),
    ("<hr>", "---"),
    ("<p># no heading</p>", "\\# no heading"),
    ("<p>1. no list</p>", "1\\. no list"),
    ("<p>a*b_c`d[e]&lt;f&gt;</p>", "a\\*b\\_c\\`d\\[e\\]\\<f\\>"),
    (
        "<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1|2</td></tr></tbody></table>",
        "| A | B |\n| --- | --- |\n| 1\\|2 |  |",
    ),
    ("<p>  </p>", ""),
    ("plain", "plain"),
)


@pytest.mark.parametrize(("html", "expected"), PAIRS)
def test_each_element(html: str, expected: str) -> None:
    assert markdown_of(html) == expected


@pytest.mark.parametrize("html", [html for html, _expected in PAIRS if html != "plain"])
def test_there_and_back(html: str) -> None:
    def words(text: str) -> str:
        return " ".join(re.sub(r"<[^>]*>", " ", text).split())

    assert words(render_markdown(markdown_of(sanitize(html)))) == words(sanitize(html))


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=30)
)
def test_words_mean_themselves(text: str) -> None:
    html = render_markdown(escaped(text))
    assert html == sanitize(f"<p>{text.replace('&', '&amp;').replace('<', '&lt;')}</p>\n")


def test_depth_costs_nothing() -> None:
    deep = "<blockquote>" * 3_000 + "x" + "</blockquote>" * 3_000
    assert markdown_of(deep).endswith("x")
