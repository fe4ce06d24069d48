"""Front matter in its three forms."""

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentsite.exchange.markdown.frontmatter import FrontMatterError, split_matter


@pytest.mark.parametrize(
    ("source", "values", "text", "line"),
    [
        ("---\na: b\n---\ntext\n", {"a": "b"}, "text\n", 4),
        ("---\na: b\n...\ntext", {"a": "b"}, "text", 4),
        ("---\n---\ntext", {}, "text", 3),
        ("--- \n# only a comment\n---  \ntext", {}, "text", 4),
        ("+++\na = 'b'\n+++\ntext", {"a": "b"}, "text", 4),
        ('{\n"a": "b"\n}\n\ntext', {"a": "b"}, "\ntext", 4),
        ('{"a": "b"}', {"a": "b"}, "", 1),
        ("plain", {}, "plain", 1),
        ("", {}, "", 1),
        ("---\n\ntext after a rule\n", {}, "---\n\ntext after a rule\n", 1),
        ("---\njust text\n---\n", {}, "---\njust text\n---\n", 1),
        ("---title\n", {}, "---title\n", 1),
        ("{% include x %}", {}, "{% include x %}", 1),
        ("---\n1: x\n---\n", {"1": "x"}, "", 4),
    ],
)
def test_split(source: str, values: dict[str, Any], text: str, line: int) -> None:
    matter = split_matter(source)
    assert (dict(matter.values), matter.text, matter.line) == (values, text, line)


@pytest.mark.parametrize(
    ("source", "line", "column"),
    [
        ("---\na: b\nc: [\n---\n", 4, 1),
        ("---\na: b: c\n---\n", 2, 5),
        ("---\n\ta: b\n---\n", 2, 1),
        ("---\na: !!python/object:os.system {}\n---\n", 2, 4),
        ("---\na: b\n", 1, 1),
        ("+++\na = 'b'\nb = \n+++\n", 3, 5),
        ('{"a": 1,\n "b" 2}', 2, 6),
        ("---\na: &x [*x]\n---\n", 2, 1),
        ("---\na: " + "[" * 5000 + "\n---\n", 2, 1),
        ("---\ndate: 2024-99-99\n---\n", 2, 7),
        ("---\na: b\nc:\n  - 2024-02-30 10:00:00\n---\n", 4, 5),
    ],
)
def test_broken(source: str, line: int, column: int) -> None:
    with pytest.raises(FrontMatterError) as caught:
        split_matter(source)
    assert (caught.value.line, caught.value.column) == (line, column)


def test_aliases_that_grow_without_end_are_refused() -> None:
    levels = "".join(
        f"{a}: &{a} [*{b}, *{b}, *{b}, *{b}, *{b}, *{b}]\n"
        for b, a in zip("abcdefg", "bcdefgh", strict=True)
    )
    with pytest.raises(FrontMatterError, match="too large"):
        split_matter(f"---\na: &a [1, 2]\n{levels}---\n")


@given(st.text(max_size=80))
def test_every_text_is_split_or_refused(text: str) -> None:
    for mark in ("---", "+++"):
        with contextlib.suppress(FrontMatterError):
            assert split_matter(f"{mark}\n{text}\n{mark}\nrest").text.endswith("rest")
