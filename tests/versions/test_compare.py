"""Two versions are compared field by field."""

from __future__ import annotations

import pytest

from contentsite.versions.compare import compare
from contentsite.versions.history import NoVersion, version_of
from contentsite.versions.words import GONE, NEW


def test_fields_that_differ(kept):
    page = kept.page(body="<p>The night train.</p>")
    page.update({"body": "<p>The day train.</p>", "tags": ("x",)})
    kept.commit()
    tags, body = sorted(compare(page, 1, 2), key=lambda each: each.kind, reverse=True)
    assert (tags.before, tags.after, tags.parts) == ((), ("x",), ())
    assert [part for part in body.parts if part.kind in (GONE, NEW)] == [
        (GONE, "night"),
        (NEW, "day"),
    ]
    assert compare(page, 2, 2) == ()
    with pytest.raises(NoVersion):
        compare(page, 1, 3)


def test_a_link_that_leads_elsewhere_differs(kept):
    page = kept.page(body='<p><a href="/a">Here</a></p>')
    page.update({"body": '<p><a href="/b">Here</a></p>'})
    kept.commit()
    (body,) = compare(page, 1, 2)
    assert {"a", "b"} == {part.text for part in body.parts if part.kind in (GONE, NEW)}


def test_a_field_that_is_gone_is_told(kept):
    page = kept.page()
    page.update({"title": "B"})
    kept.commit()
    # as of a type that has lost it since
    version_of(page, 1)._own["hall"] = "The Old Granary"
    page.update({"title": "C"})
    found = compare(page, 1, 3)
    assert [(each.name, each.kind, each.before, each.after) for each in found] == [
        ("title", "text", "A page", "C"),
        ("hall", "", "The Old Granary", None),
    ]
