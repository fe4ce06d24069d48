"""Questions with known answers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from contentsite.catalog.order import _INDEXES
from contentsite.catalog.query import SORTS

KNOWN = {
    # words: all of them, without case and accents
    "bread": {"bread", "oven", "fair"},
    "BREAD oven": {"oven"},
    "bread flour": {"bread"},
    "cafe": {"cafe"},
    "CAFÉ": {"cafe"},
    "naive": {"cafe"},
    "größe": {"schloss"},
    "grosse": {"schloss"},
    "schloss": {"schloss"},
    "SCHLOSS": {"schloss"},
    "мельница": {"moscow"},
    "ещё": {"moscow"},
    "ЕЩЕ": {"moscow"},
    # what is emphasised inside a word, and in a list
    "flour": {"bread", "mill"},
    "stones": {"report", "n2024"},
    "newstones": set(),
    "1 < 2": {"tags"},
    "recipes": {"bread"},
    "green": {"fair"},
    # phrases and exclusions
    '"village oven"': {"oven"},
    '"oven village"': set(),
    '"old oven': {"oven"},
    "bread -oven": {"bread", "fair"},
    'mill -"water mill" -opened -mended': {"cafe", "report"},
    "bread -bread": set(),
    # compounds
    "mühle": {"muehle"},
    "schlüssel": {"schloss", "tuer"},
    "tür": {"tuer"},
    "haustürschlüssel": {"tuer"},
    "räder": {"muehle"},
    # scripts without spaces
    "東京": {"tokyo"},
    "京都": {"tokyo"},
    "京東": set(),
    "首都": {"tokyo"},
    "歴史": {"tokyo"},
    "東": {"tokyo"},
    "กาแฟ": {"bangkok"},
    "東京 首都": {"tokyo"},
    "東京 -首都": set(),
    # nothing
    "zzz": set(),
    "-": set(),
    '""': set(),
    '"': set(),
    "!?": set(),
}


@pytest.mark.parametrize("words", KNOWN)
def test_known_answers(names: Any, words: str) -> None:
    assert set(names(words)) == KNOWN[words]


def test_the_title_counts_for_more_than_the_text(names: Any) -> None:
    assert set(names("mill")[:3]) == {"n2025", "n2026", "mill"}
    assert names("mill")[-1] == "report"


def test_a_word_by_itself_comes_before_one_inside_another(names: Any) -> None:
    assert names("schlüssel") == ["schloss", "tuer"]


def test_a_word_that_is_typed_may_go_on(names: Any) -> None:
    assert names("sour", is_typing=True) == ["tags"]
    assert set(names("water gri", is_typing=True)) == {"mill"}
    assert names("gri water") == ["mill"]
    assert names("rin water") == []
    assert set(names("東", is_typing=True)) == {"tokyo"}


def test_of_few_letters_that_are_typed_titles_are_found(answer: Any, names: Any) -> None:
    # the shortest first, of these the newest
    assert names("mi", is_typing=True)[:2] == ["n2026", "n2025"]
    assert set(names("mi", is_typing=True)) == {"mill", "n2025", "n2026", "cafe"}
    assert set(names("-opened m", is_typing=True)) == {"mill", "n2025", "cafe"}
    assert names("grinds mi", is_typing=True) == ["mill"]
    assert names("grinds wh", is_typing=True) == []
    assert dict(answer("mi", is_typing=True, facets=("type",)).facets["type"])["NewsItem"] == 2
    assert set(names("mi", is_typing=True, sort="newest", types=("NewsItem",))) == {
        "n2025",
        "n2026",
    }


def test_a_draft_is_found_by_nobody_who_may_not_see_it(answer: Any) -> None:
    assert answer("unfinished").total == 0


FILTERS = [
    ({"types": ("NewsItem",)}, {"n2024", "n2025", "n2026"}),
    ({"types": ("NewsItem", "Event")}, {"n2024", "n2025", "n2026", "fair"}),
    ({"types": ("Nothing",)}, set()),
    ({"tags": ("baking",)}, {"bread", "tags"}),
    ({"tags": ("baking", "Recipes")}, {"bread"}),
    ({"states": ("draft",)}, set()),
    ({"words": "mill", "types": ("NewsItem",)}, {"n2025", "n2026"}),
    ({"types": ("NewsItem",), "since": datetime(2025, 5, 1, tzinfo=UTC)}, {"n2025", "n2026"}),
    ({"types": ("NewsItem",), "until": datetime(2025, 5, 1, tzinfo=UTC)}, {"n2024"}),
    ({"fields": {"place": "Green"}}, {"fair"}),
    ({"fields": {"place": "Blue"}}, set()),
    ({"fields": {"starts": (datetime(2026, 1, 1, tzinfo=UTC), None)}}, {"fair"}),
    ({"fields": {"starts": (None, datetime(2026, 9, 1, tzinfo=UTC))}}, set()),
    ({"fields": {"nothing": 1}}, set()),
    ({"owner": "nobody"}, set()),
    ({"within": "0" * 32}, set()),
    ({"words": "bread", "limit": 0}, set()),
    ({"words": "bread", "offset": 99}, set()),
    ({"words": "bread", "limit": -5, "offset": -5}, set()),
]


@pytest.mark.parametrize(("query", "found"), FILTERS)
def test_filters(names: Any, query: dict[str, Any], found: set[str]) -> None:
    assert set(names(**query)) == found


def test_what_is_below_a_folder(asked: Any, names: Any) -> None:
    site, _registry = asked
    en = site["en"]
    assert set(names(within=en["news"].uid)) == {"news", "n2024", "n2025", "n2026"}
    assert set(names(within=en.uid, depth=1, types=("Folder",))) == {"news"}
    assert set(names(within=en.uid, depth=1, types=("NewsItem",))) == set()
    assert set(names(within=en.uid, depth=2, types=("NewsItem",))) == {"n2024", "n2025", "n2026"}
    assert names(within=en["mill"].uid) == ["mill"]
    assert names(within=en["mill"].uid, depth=1) == []


def test_orders(names: Any) -> None:
    news = {"types": ("NewsItem",)}
    assert names(sort="newest", **news) == ["n2026", "n2025", "n2024"]
    assert names(sort="oldest", **news) == ["n2024", "n2025", "n2026"]
    assert names(sort="title", **news) == ["n2025", "n2026", "n2024"]
    assert names(sort="date", **news) == ["n2024", "n2025", "n2026"]
    assert names(sort="-date", types=("NewsItem", "Event"))[0] == "n2026"
    assert names(sort="-date", types=("NewsItem", "Event"))[-1] == "fair"
    assert names(sort="place; DROP TABLE entry", **news)
    assert names("mill", sort="newest", **news) == ["n2026", "n2025"]


def test_batches(answer: Any, names: Any) -> None:
    every = names("mill")
    assert [
        name for start in range(0, 6, 2) for name in names("mill", offset=start, limit=2)
    ] == every
    assert answer("mill", limit=1).total == len(every)


def test_facets(answer: Any) -> None:
    found = answer("bread", facets=("type", "tags", "state", "place")).facets
    assert dict(found["type"]) == {"Document": 2, "Event": 1}
    assert dict(found["tags"]) == {"baking": 1, "Recipes": 1}
    assert dict(found["state"]) == {"published": 3}
    assert dict(found["place"]) == {"Green": 1}


def test_snippets(answer: Any) -> None:
    (hit,) = answer("haustürschlüssel").hits
    assert "Der <mark>Haustürschlüssel</mark> liegt" in hit.snippet
    assert "<mark>Haustürschlüssel</mark>" in answer("schlüssel").hits[1].snippet
    assert "1 &lt; 2" in answer("warm").hits[0].snippet
    assert answer("CAFE").hits[0].title == "<mark>Café</mark> by the mill"


GRAMMAR = st.text(alphabet="ab \"*-+()^:{}[]NOTANDOR\\/.,;'ßé東\x00\u0301", max_size=40)


@settings(deadline=None, max_examples=300, suppress_health_check=[*HealthCheck])
@given(
    st.one_of(GRAMMAR, st.text(max_size=60), st.text(alphabet=st.characters(), max_size=20)),
    st.booleans(),
    st.sampled_from((*SORTS, "starts", "-x", "")),
)
@example("NEAR(a b, 2)", True, "relevance")
@example("title: bread", True, "relevance")
@example("\ud800", True, "relevance")
@example('"' * 200, False, "title")
@example("a " * 5_000, False, "relevance")
@example("-" * 5_000, False, "relevance")
def test_nothing_that_is_typed_is_an_error(
    answer: Any, words: str, is_typing: bool, sort: str
) -> None:
    found = answer(words, is_typing=is_typing, sort=sort, facets=("type",))
    assert len(found.hits) <= 20


@pytest.fixture
def broad(monkeypatch: pytest.MonkeyPatch) -> None:
    _broad(monkeypatch, 2)
    monkeypatch.setattr("contentsite.catalog.order.TITLED", 2)


def _broad(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Let so many hits be many."""
    for name in ("looked.BROAD", "search.BROAD", "search.SAMPLE", "order.SAMPLE"):
        monkeypatch.setattr(f"contentsite.catalog.{name}", number)


@pytest.mark.usefixtures("broad")
def test_of_frequent_words_the_newest_and_the_titles_are_looked_at(answer: Any, names: Any) -> None:
    every = set(names("mill", exact=True))
    found = answer("mill", limit=2)
    assert not found.is_exact
    assert {hit.node.__name__ for hit in found.hits} <= {"mill", "n2025", "n2026", "cafe"}
    assert 0 < found.total <= 10
    # where that is not enough, all are
    assert set(names("mill")) <= every
    assert set(names("mill", limit=50, sort="newest")) == every
    counted = answer("mill", exact=True, facets=("type",))
    assert counted.is_exact
    assert counted.total == len(every)
    assert answer("mill", facets=("type", "tags")).facets["type"]


def test_frequent_words_of_which_the_newest_are_not_meant(
    names: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    _broad(monkeypatch, 1)
    assert names("mill", types=("Document",)) == [
        each for each in names("mill", exact=True) if not each.startswith("n2")
    ]


@pytest.mark.usefixtures("broad")
def test_frequent_words_that_one_may_not_see_are_not_counted(answer: Any) -> None:
    assert answer("unfinished").total == 0
    assert answer("bread", within="0" * 32).total == 0
    assert answer("mill", types=("Event",)).total == 0


@pytest.mark.parametrize("sort", ["newest", "oldest", "modified", "-modified", "title"])
def test_an_order_that_is_walked_is_the_order(
    asked: Any, names: Any, monkeypatch: pytest.MonkeyPatch, sort: str
) -> None:
    site, _registry = asked
    ways: list[dict[str, Any]] = [{}, {"within": site["en"].uid}, {"types": ("NewsItem",)}]
    expected = [names("mill", sort=sort, limit=2, **way) for way in ways]
    _broad(monkeypatch, 2)
    # as if the site were large enough for it
    monkeypatch.setattr("contentsite.catalog.order.Ordering._index", _walked)
    assert [names("mill", sort=sort, limit=2, **way) for way in ways] == expected


def _walked(ordering: Any, _looked: Any) -> str | None:
    return _INDEXES.get(ordering._query.sort)


def test_what_lies_together_is_found_there_alone(
    asked: Any, names: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, _registry = asked
    _broad(monkeypatch, 1)
    news = site["en"]["news"].uid
    assert set(names("mill", within=news, limit=10)) == {"n2025", "n2026"}
    assert names("mill", within=site["en"]["cafe"].uid) == ["cafe"]
    assert names("mill", within=site["de"].uid) == []


def test_a_word_by_itself_comes_first_where_many_newer_pages_have_it_inside(
    names: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    _broad(monkeypatch, 1)
    assert names("zeit", limit=1) == ["brot"]
    assert names("zeit", limit=2) == ["brot", "muehle"]
