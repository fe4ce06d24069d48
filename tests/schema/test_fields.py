"""Field types: what they take, and how they keep it."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from contentsite.schema.fields import (
    DateTime,
    Href,
    LongText,
    Markdown,
    Of,
    Reference,
    References,
    RichText,
    Tags,
    Text,
    aware,
)


def kept(kind, value):
    return TypeAdapter(kind).validate_python(value)


def refused(kind, value):
    with pytest.raises(ValidationError) as caught:
        kept(kind, value)
    return caught.value.errors()[0]["msg"]


@pytest.mark.parametrize(
    ("kind", "given", "expected"),
    [
        (Text, "  a  ", "a"),
        (Text, "cafe\u0301", "caf\u00e9"),
        (LongText, "a\r\nb\rc", "a\nb\nc"),
        (Markdown, "  indented\r\n", "  indented\n"),
        (RichText, "<p>a<script>b</script></p>", "<p>a</p>"),
        (Tags, ["a", "", "A", "b"], ("a", "b")),
        (Href, " https://example.org/ ", "https://example.org/"),
        (Reference, None, None),
        (References, ["0" * 32], ("0" * 32,)),
    ],
)
def test_what_is_kept(kind, given, expected):
    assert kept(kind, given) == expected


@pytest.mark.parametrize(
    ("kind", "given", "reason"),
    [
        (Text, "a\nb", "must be a single line"),
        (Text, "a\u2028b", "must be a single line"),
        (Text, "a\x00b", "must not contain control characters"),
        (Text, "a" * 501, "at most 500 characters"),
        (LongText, "a\x1bb", "must not contain control characters"),
        (Tags, ["a" * 101], "at most 100 characters"),
        (Href, "javascript:alert(1)", "must begin with http:"),
        (Reference, "xyz", "should match pattern"),
        (Reference, "0" * 32 + "\n", "should match pattern"),
        (DateTime, datetime(2026, 1, 1), "needs a time zone"),  # noqa: DTZ001
        (DateTime, "0001-01-01T00:00:00+05:00", "too near to the first or last"),
        (Text, "\ud800", "string_unicode"),
    ],
)
def test_what_is_refused(kind, given, reason):
    with pytest.raises(ValidationError) as caught:
        kept(kind, given)
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    "kind", [Text, LongText, Markdown, RichText, Href, Tags], ids=lambda kind: str(kind)[:60]
)
def test_what_is_kept_is_kept_again(kind):
    @given(st.text(max_size=60))
    def check(value):
        given = [value] if kind is Tags else value
        try:
            first = kept(kind, given)
        except ValidationError:
            return
        assert kept(kind, first) == first

    check()


@pytest.mark.parametrize(
    "given",
    [
        "2026-01-01T00:00:00Z",
        "2026-01-01T00:00:00+02:00",
        "2026-01-01T00:00:00-05:30",
        1_700_000_000,
    ],
)
def test_a_moment_is_stored_with_classes_of_python_alone(given):
    value = kept(DateTime, given)
    assert b"pydantic" not in pickle.dumps(value)
    assert isinstance(value.tzinfo, timezone)
    assert value == TypeAdapter(datetime).validate_python(given)


def test_a_moment_keeps_its_zone():
    paris = datetime(2026, 7, 1, 12, tzinfo=ZoneInfo("Europe/Paris"))
    assert kept(DateTime, paris).tzinfo is paris.tzinfo
    assert aware(datetime(2026, 1, 1, tzinfo=UTC)).tzinfo is UTC
    assert kept(DateTime, "2026-01-01T00:00+02:00").utcoffset() == timedelta(hours=2)


def test_notes_take_several_values():
    assert Of("Image", "File").types == ("Image", "File")
