"""Bodies made of foreign HTML: names, texts, trees, paragraphs, headings."""

import re
from collections.abc import Mapping
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentsite.exchange.html.body import make_body, title_in
from contentsite.exchange.html.rewrite import Shown
from contentsite.exchange.html.text import plain_text, plain_title, shorten
from contentsite.exchange.html.tree import parse, serialize
from contentsite.exchange.name import Names, fit_name, make_name, unique_name
from contentsite.schema.sanitize import sanitize
from contentsite.web.prose import with_ids


class Anywhere:
    """Finds all but what is called "gone"."""

    def link(self, href: str) -> str | None:
        return None if "gone" in href else href

    def picture(self, img: Mapping[str, str]) -> str | None:
        source = img["src"]
        return Shown(f"uid:{source}") if source.startswith("own") else self.link(source)


def body(markup: str, *, breaks: bool = False) -> str:
    return make_body(markup, Anywhere(), title="Title", breaks=breaks)


@pytest.mark.parametrize(
    ("given_", "made"),
    [
        ("loose <b>text</b>", "<p>loose <b>text</b></p>"),
        ("<div>a<div>b</div>c</div>", "<p>a</p>\n<p>b</p>\n<p>c</p>"),
        ("<p>a</p>loose<ul> <li>b</li> </ul>", "<p>a</p>\n<p>loose</p>\n<ul><li>b</li></ul>"),
        ("<p></p><p>&nbsp;</p><p><br></p><b></b>", ""),
        ("<li>a\n<ul><li>b</li></ul></li>", "<li>a<ul><li>b</li></ul></li>"),
        ("<blockquote>a\n\nb</blockquote>", "<blockquote><p>a</p><p>b</p></blockquote>"),
        ("<pre>a\n\n b</pre>", "<pre>a\n\n b</pre>"),
        ("<table><tr><td></td><td>a</td></tr></table>", "<table><tbody><tr><td></td><td>a</td></tr></tbody></table>"),
        ("<figure><img src=own alt=A><figcaption>C</figcaption></figure>", '<figure><img src="uid:own" alt="A"><figcaption>C</figcaption></figure>'),  # noqa: E501
        ("<figure><img src=other><figcaption>C</figcaption></figure>", '<p><a href="other">C</a></p>'),
        ("<figure><img src=gone alt=A></figure>", "<p><em>A</em></p>"),
        ("<figure><figure><img src=own1></figure><figcaption>G</figcaption></figure>", '<figure><img src="uid:own1" alt=""></figure>\n<p>G</p>'),  # noqa: E501
        ("<a href=x><img src=other alt=A></a>", '<p><a href="x">A</a></p>'),
        ("<a href=gone>t</a><a name=x></a>", "<p>t</p>"),
        ("<video><source src=/v.mp4></video>", '<p><a href="/v.mp4">/v.mp4</a></p>'),
        ("<object data=gone></object>x", "<p>x</p>"),
        ("<h1>Title</h1>x", "<p>x</p>"),
        ("<h2>title</h2>x", "<p>x</p>"),
        ("x<h2>Title</h2>", "<p>x</p>\n<h2>Title</h2>"),
        ("<h1>A</h1><h6>B</h6>", "<h2>A</h2>\n<h3>B</h3>"),
        ("<h1>Title</h1><h3>A</h3><h5>B</h5><h3>C</h3>", "<h2>A</h2>\n<h3>B</h3>\n<h2>C</h2>"),
        ("<h2>A</h2><h3> <br></h3><h3><img src=gone></h3><h4>B</h4>", "<h2>A</h2>\n<h3>B</h3>"),
        ("<h2><img src=own></h2>", '<p><img src="uid:own" alt=""></p>'),
        ("<table><tr><th></th><th>a</th></tr></table>", "<table><tbody><tr><td></td><th>a</th></tr></tbody></table>"),
        ("<center><font color=red>x</font></center><acronym>y</acronym>", "<p>x</p>\n<p><abbr>y</abbr></p>"),
        ("<p class=x style=y onclick=z>a</p>", "<p>a</p>"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
    ],
)  # fmt: skip
def test_bodies(given_: str, made: str) -> None:
    assert body(given_) == made


@pytest.mark.parametrize(
    ("given_", "target"),
    [
        ("<h4>What's new in v1.2?</h4>", "whats-new-in-v12"),
        ("<h4>What's new in v1.2?</h4>", "what-s-new-in-v1-2"),
        ("<h2>A & B</h2>", "a--b"),
        ("<h2>Notes</h2><h3>x</h3><h2>Notes</h2>", "notes-1"),
        ("<h2>Notes</h2><h3>x</h3><h2>Notes</h2>", "notes_1"),
        ("<p><a name=Here></a></p><h2>Words</h2>", "Here"),
        ("<h2 id=Own>Words</h2>", "Own"),
        ("<h2><a id=Own></a>Words</h2>", "Own"),
        ("<h2>Größe</h2>", "gr%C3%B6%C3%9Fe"),
    ],
)
def test_links_within_a_page_lead_to_the_ids_that_are_shown(given_: str, target: str) -> None:
    made = with_ids(sanitize(body(f'{given_}<p><a href="#{target}">x</a></p>')))[0]
    wanted = re.search(r'href="#([^"]*)"', made)
    assert wanted
    last = re.findall(r'<h\d id="([^"]*)"', made)[-1]
    assert unquote(wanted[1]) == last


def test_only_the_name_of_a_heading_itself_is_kept() -> None:
    assert body("<div id=a>x</div><p id=b>y</p><h2 id=c>Words</h2>") == (
        '<p>x</p>\n<p>y</p>\n<h2 id="s-c">Words</h2>'
    )


def test_breaks() -> None:
    assert body("a\nb<br>\nc\n\n<em>d\ne</em>", breaks=True) == (
        "<p>a<br>b<br>c</p>\n<p><em>d<br>e</em></p>"
    )
    assert body("<pre>a\nb</pre>", breaks=True) == "<pre>a\nb</pre>"


def test_title_in() -> None:
    assert title_in("<h2>a</h2><h1>b <em>c</em></h1>") == "b c"
    assert title_in("<h3></h3><h2>a</h2>") == "a"
    assert title_in("x") == ""


MARKUP = st.lists(
    st.sampled_from(
        [
            "<p>",
            "</p>",
            "<div>",
            "</div>",
            "<ul>",
            "<li>",
            "</ul>",
            "<b>",
            "</b>",
            "<a href=x>",
            "</a>",
            "<img src=own>",
            "<img src=other>",
            "<figure>",
            "</figure>",
            "<figcaption>",
            "x",
            "\n",
            "\n\n",
            " ",
            "<h1>",
            "</h1>",
            "<table>",
            "<td>",
            "<pre>",
            "</pre>",
            "<br>",
            "<hr>",
        ]
    ),
    max_size=30,
).map("".join)


@given(MARKUP, st.booleans())
def test_bodies_are_stable_and_well_formed(markup: str, breaks: bool) -> None:
    made = body(markup, breaks=breaks)
    stored = parse(made)
    assert stored.text().split() == parse(serialize(stored)).text().split()
    again = serialize(parse(serialize(stored)))
    # a line end at the start of `pre` goes each time
    assert again.replace("\n", "") == serialize(stored).replace("\n", "")


def test_deep_trees() -> None:
    assert "x" in body("<div><b>" * 5_000 + "x")
    assert "x" in body("<ul><li>" * 5_000 + "x")


@pytest.mark.parametrize(
    ("slug", "name"),
    [
        ("%ce%b1%CC%81", "ά"),
        ("a/b", "ab"),
        ("..", ""),
        (".", ""),
        ("@@x", "x"),
        ("+x", "x"),
        ("a\x00\nb", "ab"),
        ("%ff", "%ff"),
        ("x" * 300, "x" * 200),
    ],
)
def test_fit_name(slug: str, name: str) -> None:
    assert fit_name(slug) == name


@given(st.text())
def test_names_are_fit(text: str) -> None:
    for name in (fit_name(text), make_name(text)):
        assert "/" not in name
        assert name not in {".", ".."}
        assert not name.startswith(("@", "+"))
        assert len(name) <= 200
        assert name.isprintable() or not any(ord(c) < 32 for c in name)


def test_names_are_numbered() -> None:
    assert unique_name("a.png", {"a.png", "a-2.png"}.__contains__) == "a-3.png"
    assert unique_name(".x", {".x"}.__contains__) == ".x-2"
    assert len(unique_name("x" * 200, {"x" * 200}.__contains__)) == 200
    names = Names()
    assert [names.claim(None, "A"), names.claim(None, "a"), names.claim("p", "a")] == [
        "A",
        "a-2",
        "a",
    ]


def test_texts() -> None:
    assert plain_title("A &amp; <em>B</em>\n List<String> a < b") == "A & B List<String> a < b"
    assert plain_text("<p>a</p><p>b&nbsp;c</p><script>x</script>") == "a b c"
    assert shorten("one two three", 9) == "one two…"
    assert shorten("x" * 20, 10) == "x" * 9 + "…"


def test_frames_swallow_nothing() -> None:
    assert body("<iframe src='https://x.example'>no frames</iframe>a<iframe>b <![x]>") == (
        '<p><a href="https://x.example">https://x.example</a></p>\n<p>ab</p>'
    )
