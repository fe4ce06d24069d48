"""The editor of texts loses nothing: what the sanitiser lets through comes back, to the byte where nobody wrote."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page
from serving import Served, served_to_manager
from visits import Open
from writing import editor, expect_body, fill, refresh

from contentsite.exchange.item import uid_maker
from contentsite.exchange.markdown.reader import read_markdown
from contentsite.exchange.wxr.reader import read_wxr
from contentsite.schema.markdown import render_markdown
from contentsite.schema.sanitize import ATTRIBUTES, TAGS, sanitize

pytestmark = pytest.mark.browser

REAL = Path(os.environ.get("CONTENTSITE_REAL", "/nowhere"))
END = "<p>End</p>"
# another block at the end; and a letter in each block of words, so that all of them are written anew
TRIPS = """htmls => {
  const area = document.getElementById('f-body');
  const { editor } = area.closest('rich-text');
  return htmls.map(html => {
    area.value = html;
    area.dispatchEvent(new Event('cs:refresh'));
    const untouched = area.value;
    const { view } = editor;
    const { schema } = view.state;
    const end = schema.nodes.paragraph.create(null, schema.text('End'));
    view.state.doc.check();
    view.dispatch(view.state.tr.insert(view.state.doc.content.size, end));
    const added = area.value;
    const { tr } = view.state;
    view.state.doc.descendants((node, pos) => {
      if (node.isTextblock) tr.insert(tr.mapping.map(pos + node.nodeSize - 1), schema.text('§'));
    });
    view.dispatch(tr);
    return [untouched, added, area.value];
  });
}"""
MIXED = (
    "<p><kbd>Ctrl</kbd><kbd>C</kbd> <em><strong>a</strong></em><strong><em>b</em></strong></p>",
    "<ul>\n<li>one\n<ul>\n<li>deep</li>\n</ul>\n</li>\n<li><p>two</p></li>\n</ul>\n",
    '<figure><a href="/x"><img src="/x.png" alt="" width="3"></a><figcaption>c</figcaption></figure>',
    '<table><caption>c</caption><colgroup><col span="2"></colgroup><tr><th>a</th></tr></table>',
    "<details><summary>s</summary><p>d</p></details><dl><dt>t</dt><dd>d</dd></dl>",
    '<h2 id="s-one">One</h2><p>x<sup>2</sup> <abbr title="t">a</abbr> <time datetime="2026">t</time></p>',
    "<pre>\n\n  a\n\tb <b>c</b></pre><pre><code>x\n</code></pre>",
    "words that stand alone <b>bold</b>",
    "<blockquote></blockquote><div> </div><blockquote><div><i></i></div></blockquote>",
    '<blockquote cite="/x"><p>q</p>words</blockquote><a href="/x"><h3>in a link</h3></a>',
)
_EMPTY = re.compile(r"<(?!(?:td|th|p|li|col)\b)(\w+)[^>]*></\1>")


@pytest.fixture(scope="module")
def served(_browser_there: None) -> Iterator[Served]:
    with served_to_manager(fill) as found:
        yield found


@pytest.fixture
def page(work: Open) -> Page:
    seen = work()
    seen.go("/page/@@edit")
    # pictures that there are not
    seen.expected.update(seen.address + path for path in ("/x", "/x.png"))
    editor(seen.page)
    return seen.page


def same(html: str) -> str:
    """Return HTML without what is not seen: white space, and elements with nothing in them.

    Paragraphs are left out first: who writes in a quote that was empty begins one, and it is empty again here.
    """
    html = re.sub(r"\s|</?p>", "", sanitize(html))
    while (less := _EMPTY.sub("", html)) != html:
        html = less
    return html


def check(page: Page, htmls: list[str]) -> None:
    for html, (untouched, added, written) in zip(htmls, page.evaluate(TRIPS, htmls), strict=True):
        assert untouched == html
        before, _, after = added.rpartition(END)
        # what stands in no element of its own was not written here: it may get one behind it
        assert before + after == html or not html.strip()
        without_end = written.replace("<p>End§</p>", "").replace("§", "")
        assert same(without_end) == same(html)


WORDS = st.sampled_from(["word", "a &amp; b", " ", "\n", "  x  ", "&nbsp;", "<br>", "é &lt; “q”"])
VALUES = st.sampled_from(["1", "/x", "uid:" + "a" * 32, "s-a", "a&lt;b&gt;&amp;&quot;c", "de"])


@st.composite
def elements(draw: Any, inside: st.SearchStrategy[str]) -> str:
    tag = draw(st.sampled_from(sorted(TAGS)))
    names = sorted(ATTRIBUTES.get(tag, set()) | ATTRIBUTES["*"])
    given = draw(st.dictionaries(st.sampled_from(names), VALUES, max_size=2))
    attributes = "".join(f' {name}="{value}"' for name, value in given.items())
    return f"<{tag}{attributes}>{draw(inside)}</{tag}>"


HTML = st.recursive(
    WORDS,
    lambda inside: st.lists(inside | elements(inside), max_size=4).map("".join),
    max_leaves=25,
)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(HTML.map(sanitize), min_size=5, max_size=25))
def test_what_the_allow_list_lets_through_comes_back(page: Page, htmls: list[str]) -> None:
    check(page, htmls)


def test_each_element_that_is_allowed_comes_back(page: Page) -> None:
    inner = {
        "ul": "<li>x</li>",
        "ol": "<li>x</li>",
        "tr": "<td>x</td>",
        "table": "<tr><td>x</td></tr>",
    }
    whole = [
        sanitize(f"<p>a</p>\n<{tag}>{inner.get(tag, 'x')}</{tag}>\n<p>b</p>")
        for tag in sorted(TAGS)
    ]
    check(page, whole)
    check(page, [*map(sanitize, MIXED)])


@pytest.mark.skipif(not REAL.is_dir(), reason="CONTENTSITE_REAL names no folder")
def test_texts_of_real_sites_come_back(page: Page) -> None:
    uid_of = uid_maker("real content")
    sources = (
        read_wxr(REAL / "wordpress" / "themeunittestdata.wordpress.xml", uid_of),
        read_markdown(REAL / "markdown" / "pages", uid_of),
    )
    texts = [str(item.values.get("body") or "") for source in sources for item in source.items]
    short = [text for text in texts if 0 < len(text) < 200_000]
    htmls = [sanitize(text if "<p>" in text else render_markdown(text)) for text in short]
    assert len(htmls) > 200
    for at in range(0, len(htmls), 20):
        check(page, htmls[at : at + 20])


def test_one_step_back_is_as_if_nothing_had_been(page: Page) -> None:
    refresh(page, html := "<p>one\n  two</p>\n\n<p><b>three</b></p>\n")
    editor(page).click()
    page.keyboard.type("x")
    expect_body(page, re.compile("x"))
    page.keyboard.press("Control+z")
    expect_body(page, html)
