"""Fingerprints: equal for equal values, others for others, short, also for what no field takes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from every_field import Everything
from hypothesis import given
from hypothesis import strategies as st
from ZODB.blob import Blob

from contentsite.editing.fingerprint import SIZE, fingerprint, fingerprint_of_text
from contentsite.schema.files import StoredFile

FIELDS = Everything.fields()


@given(st.text(), st.text())
def test_texts(one: str, two: str) -> None:
    body = FIELDS["body"]
    assert (fingerprint(body, one) == fingerprint(body, two)) is (one == two)
    assert len(fingerprint_of_text(one)) == 2 * SIZE


def test_every_kind_has_one() -> None:
    node = Everything(title="T", needed="xx")
    marks = {name: fingerprint(spec, getattr(node, name)) for name, spec in FIELDS.items()}
    assert all(len(mark) == 2 * SIZE for mark in marks.values())
    assert fingerprint(FIELDS["count"], 1) != fingerprint(FIELDS["count"], 2)
    assert fingerprint(FIELDS["words"], ("a", "b")) != fingerprint(FIELDS["words"], ("a, b",))


def test_a_moment_in_another_zone_is_another() -> None:
    noon = datetime(2026, 1, 1, 12, tzinfo=UTC)
    there = noon.astimezone(timezone(timedelta(hours=1)))
    spec = FIELDS["moment"]
    assert noon == there
    assert fingerprint(spec, noon) != fingerprint(spec, there)


def test_a_file_is_its_blob() -> None:
    one, two = (
        StoredFile(filename="a.txt", content_type="text/plain", size=1, blob=Blob())
        for _time in range(2)
    )
    two.blob._p_oid = b"\0" * 7 + b"\1"
    assert fingerprint(FIELDS["paper"], one) != fingerprint(FIELDS["paper"], two)
    assert fingerprint(FIELDS["paper"], None) != fingerprint(FIELDS["paper"], one)


def test_what_the_field_takes_no_more_has_one_too() -> None:
    assert fingerprint(FIELDS["size"], "huge") != fingerprint(FIELDS["size"], "small")
    assert fingerprint_of_text("\ud800")
