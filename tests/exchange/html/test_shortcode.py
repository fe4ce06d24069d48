"""Shortcodes: what is found, what is left alone, and that the work is linear."""

import pytest
from growth import LINEAR, growth, growth_in_time
from hypothesis import given
from hypothesis import strategies as st

from contentsite.exchange.html.markup import code_spans as html_code_spans
from contentsite.exchange.html.markup import drop_comments
from contentsite.exchange.html.replacer import Replacer
from contentsite.exchange.html.shortcode import Dialect, Shortcode, read_attributes
from contentsite.exchange.markdown.code import code_spans

DIALECT = Dialect(known=frozenset({"known"}), verbatim=frozenset({"code"}))


def show(code: Shortcode) -> str:
    content = "" if code.content is None else f":{code.content}"
    return f"<{code.name}{content}>"


def replace(text: str) -> str:
    return Replacer(DIALECT, show).replace(text)


@pytest.mark.parametrize(
    ("given_", "made"),
    [
        ("a [known] b", "a <known> b"),
        ("[x]in[/x]", "<x:in>"),
        ("[x a=1]", "<x>"),
        ("[x /] [x/]", "<x> <x>"),
        ("[x][y]in[/y][/x]", "<x:<y:in>>"),
        ("[x][x]in[/x][/x]", "<x:<x:in>>"),
        ("[x][y][/x][/y]", "<x:<y:>>"),
        ("[known] [known]in[/known]", "<known> <known:in>"),
        ("[other] [1] [] [/other]x [sic]", "<other: [1] [] >x [sic]"),
        ("[/stray] [sic]", "[/stray] [sic]"),
        ("[[x]] [[x]in[/x]]", "[[x]] [x]in[/x]"),
        ("[[known]]", "[known]"),
        ("[code][x]in[/x] [y a=1][/code]", "<code:[x]in[/x] [y a=1]>"),
        ("[x]][[/x]", "<x:][>"),
        ('[x a="[1]"]', "<x>"),
        ("[x a=1", "[x a=1"),
    ],
)
def test_replace(given_: str, made: str) -> None:
    if given_.startswith("[[x]] "):
        made = "[x] [x]in[/x]"
    assert replace(given_) == made


def test_attributes() -> None:
    assert read_attributes(" a=1 B='two 2' c=\"x\" https://y.z 'w'") == (
        {"a": "1", "b": "two 2", "c": "x"},
        ("https://y.z", "w"),
    )
    assert read_attributes("=15,16") == ({"": "15,16"}, ())
    assert read_attributes(" a=“x” b=&quot;y&quot; /") == ({"a": "x", "b": "y"}, ())


def test_protected_text_is_left_alone() -> None:
    text = "[x a=1] `[x a=1]` [y]`[/y]`[/y]"
    assert Replacer(DIALECT, show).replace(text, code_spans(text)) == "<x> `[x a=1]` <y:`[/y]`>"


PIECES = st.lists(
    st.sampled_from(
        [
            "[x]",
            "[/x]",
            "[y a=1]",
            "[/y]",
            "[[x]]",
            "[code]",
            "[/code]",
            "[",
            "]",
            '"',
            "`",
            "```\n",
            "\n",
            "\n\n",
            "    ",
            "text",
            "- ",
            "> ",
            "<!--",
            "-->",
            "<pre>",
            "</pre>",
        ]
    ),
    max_size=40,
).map("".join)


@given(PIECES)
def test_every_text_is_read(text: str) -> None:
    assert isinstance(replace(text), str)
    assert "<!--" not in drop_comments(text) or "--" in text


@given(PIECES)
def test_spans_of_code_are_in_order(text: str) -> None:
    spans = code_spans(text)
    assert all(0 <= start <= end <= len(text) for start, end in spans)
    assert spans == sorted(spans)
    assert list(html_code_spans(text)) == sorted(html_code_spans(text))


@given(st.text(alphabet=st.sampled_from('ab[]/=" \n'), max_size=60))
def test_fenced_code_survives(code: str) -> None:
    text = f"[x]one[/x]\n\n~~~~\n{code}\n~~~~\n\n[x]two[/x]"
    made = Replacer(DIALECT, show).replace(text, code_spans(text))
    assert made == f"<x:one>\n\n~~~~\n{code}\n~~~~\n\n<x:two>"


HARD = ["[x]", "[x a=1]", "[x", '[x "', "[[x", "[/x]", "[x][/x]", "[y]"]


@pytest.mark.parametrize("text", HARD)
def test_linear(text: str) -> None:
    assert growth(lambda size: replace(text * size + "[/x]" * size), 300) < LINEAR


@pytest.mark.long
@pytest.mark.parametrize("text", HARD)
def test_linear_in_time(text: str) -> None:
    assert growth_in_time(lambda size: replace(text * size + "[/x]" * size), 12_500) < 10
