"""A node: its fields, its state, and what it inherits."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from pydantic import ValidationError

from contentsite.tree.node import language_of, lineage, path_of, root_of
from contentsite.types.document import Document
from contentsite.types.event import Event
from contentsite.types.folder import Folder
from contentsite.types.image import Image
from contentsite.types.news_item import NewsItem

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def nested(site):
    return (
        site.add("a", Folder(title="a")).add("b", Folder(title="b")).add("c", Document(title="c"))
    )


def test_where_it_stands(seen):
    nested(seen.site)
    site = seen.look()
    node = site["a"]["b"]["c"]
    assert path_of(node) == ("a", "b", "c")
    assert path_of(site) == ()
    assert root_of(node) is site
    assert [here.__name__ for here in lineage(node)] == ["c", "b", "a", ""]


def test_an_update_is_stored(seen):
    seen.site.add("a", Document(title="a", body="<p>old</p>"))
    node = seen.look()["a"]
    before = node.modified
    assert node.update({"title": "b", "body": "<p>old</p>"}) == ("title",)
    node = seen.look()["a"]
    assert (node.title, node.body) == ("b", "<p>old</p>")
    assert node.modified > before
    with pytest.raises(ValidationError):
        node.update({"title": "c", "tags": 5})
    assert seen.look()["a"].title == "b"


def test_what_changes_nothing_writes_nothing(stored):
    stored.site.add("a", Document(title="a"))
    node = stored.look()["a"]
    assert node.update({"title": "a"}) == ()
    assert not node._p_changed
    size = stored.size()
    stored.look()
    assert stored.size() == size


def test_a_field_added_later_has_its_default(stored):
    stored.site.add("a", Document(title="a"))
    del stored.site["a"].related
    assert stored.look()["a"].related == ()


@pytest.mark.parametrize(
    ("at", "until", "expected"),
    [
        (None, None, True),
        (NOW, None, True),
        (NOW + HOUR, None, False),
        (None, NOW, False),
        (None, NOW + HOUR, True),
        (NOW - HOUR, NOW + HOUR, True),
        (NOW - 2 * HOUR, NOW - HOUR, False),
    ],
)
def test_the_window_of_publication(at, until, expected):
    node = Document(title="x")
    assert not node.is_live(NOW)
    node.publish(at, until)
    assert node.is_live(NOW) is expected
    node.retract()
    assert (node.state, node.publish_at, node.expire_at) == ("draft", None, None)


def test_a_window_has_a_zone():
    naive = datetime(2026, 1, 1)  # noqa: DTZ001
    for window in ((naive, None), (None, naive)):
        with pytest.raises(ValueError, match="time zone"):
            Document(title="x").publish(*window)


def test_children_inherit_the_language(seen):
    nested(seen.site)
    site = seen.look()
    assert language_of(site["a"]["b"]["c"], "en") == "en"
    site["a"].language = "el"
    site = seen.look()
    assert language_of(site["a"]["b"]["c"], "en") == "el"
    assert language_of(site, "en") == "en"


def test_the_day_it_stands_under():
    node, day = Document(title="x"), datetime(2026, 5, 1, tzinfo=UTC)
    assert node.dated == node.created
    node.publish(day)
    assert node.dated == day
    assert Event(title="x", starts=day).dated == day
    assert NewsItem(title="x", date=day).dated == day
    node.date = date(2026, 2, 2)
    assert node.dated == date(2026, 2, 2)


def test_a_few_words():
    assert Document(title="x", description="D", body="<p>B</p>").summary() == "D"
    assert Document(title="x", body="<h2>H</h2><p>B</p>").summary() == "B"
    assert Document(title="x").summary() == ""
    assert Image(title="x", alt="a").summary() == ""


def test_references_lead_to_nodes_of_the_right_type(seen):
    page = seen.site.add("page", Document(title="Page")).uid
    picture = seen.site.add("picture", Image(title="Picture")).uid
    site = seen.look()
    assert site["page"].update({"picture": picture, "related": [page]})
    with pytest.raises(ValidationError, match="'Page' is no Image") as caught:
        site["page"].update({"title": "New", "picture": page})
    assert caught.value.errors()[0]["loc"] == ("picture",)
    site = seen.look()
    assert site["page"].title == "Page"
    # what is not there yet may come
    assert site["page"].update({"picture": "0" * 32})
    assert Document(title="alone").update({"picture": page})


def test_a_node_alone_can_be_changed():
    node = Document(title="x")
    assert node.update({"title": "y"}) == ("title",)
