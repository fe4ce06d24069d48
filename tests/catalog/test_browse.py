"""The children of a folder by the catalog: against a list of all that is sorted and filtered here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from trees import HOUR, NOW, WHO, nodes, plant

from contentsite.catalog import browse, parts, titles
from contentsite.catalog.ask import Asking
from contentsite.catalog.children import CHILD_SORTS, Child, Children
from contentsite.catalog.fold import fold, words
from contentsite.security.acl import ALLOW, set_acl
from contentsite.security.decide import may
from contentsite.security.principal import ANONYMOUS
from contentsite.security.role import EDIT, VIEW
from contentsite.testing import site_app
from contentsite.tree.walk import nodes_in
from contentsite.types.document import Document
from contentsite.types.folder import Folder
from contentsite.versions.working import as_edited, edit
from contentsite.workflow.workflow import workflows_of

FILTERS: tuple[dict[str, Any], ...] = (
    {},
    {"words": "OAK"},
    {"words": "elan n"},
    {"words": "birch"},
    {"words": "東"},
    {"types": ("Folder",)},
    {"states": ("draft", "review")},
    {"types": ("Document",), "states": ("published",), "words": "o"},
    {"changed_only": True},
    {"changed_only": True, "words": "n1"},
)


@pytest.fixture(scope="module")
def site_and_browser() -> Iterator[Any]:
    with site_app() as both:
        yield both


class Reader:
    """Somebody who reads a folder, by the catalog and by himself."""

    def __init__(self, registry: Any, site: Any, who: Any, now: Any) -> None:
        self.asking = Asking(registry, site, who, now)
        self.who, self.now, self.workflows = who, now, workflows_of(registry)

    def may(self, node: Any, permission: str) -> bool:
        return may(node, self.who, permission, self.now, self.workflows)

    def is_changed(self, node: Any) -> bool:
        return node._working is not None and self.who.uid != "" and self.may(node, EDIT)

    def seen(self, folder: Any) -> list[Any]:
        return [node for node in folder.children() if self.may(node, VIEW)]

    def is_meant(self, node: Any, asked: Children) -> bool:
        there = [node.title, as_edited(node).title] if self.is_changed(node) else [node.title]
        return (
            any(
                all(any(each.startswith(w) for each in words(title)) for w in words(asked.words))
                for title in there
            )
            and (not asked.types or type(node).__name__ in asked.types)
            and (not asked.states or node.state in asked.states)
            and (not asked.changed_only or self.is_changed(node))
        )

    def key(self, node: Any, sort: str) -> tuple[Any, ...]:
        """Return what a node is sorted by."""
        title = (" ".join(words(node.title)), node._p_oid)
        if sort == "modified":
            return (self.changed(node), node._p_oid)
        state = self.workflows[node.__workflow__].state(node.state).title
        first = {"title": "", "type": type(node).__name__, "state": state, "author": node.creator}
        return (fold(first[sort]), *title)

    def changed(self, node: Any) -> Any:
        # of what has a list of its own the catalog does not say who sees its working copy
        is_known = self.is_changed(node) and node.acl is None and node.publish_at is None
        return node._working.moment if is_known and node.expire_at is None else node.modified

    def listed(self, folder: Any, asked: Children) -> list[str]:
        found = [node for node in self.seen(folder) if self.is_meant(node, asked)]
        found.sort(key=lambda node: self.key(node, asked.sort), reverse=asked.descending)
        return [node.__name__ for node in found]

    def walked(self, folder: Any, **question: Any) -> list[str]:
        """Go through all batches, and back again."""
        found: list[str] = []
        batch = self.asking.children(folder, Children(**question))
        while True:
            assert batch is not None
            assert batch.is_fresh
            found += [child.node.__name__ for child in batch.children]
            if not batch.next:
                break
            batch = self.asking.children(folder, Children(**question, after=batch.next))
        back = [child.node.__name__ for child in batch.children]
        while batch.previous:
            batch = self.asking.children(folder, Children(**question, before=batch.previous))
            assert batch is not None
            back = [child.node.__name__ for child in batch.children] + back
        assert back == found
        return found

    def check(self, folder: Any, question: dict[str, Any]) -> None:
        asked = Children(limit=2, **question)
        expected = self.listed(folder, asked)
        assert self.walked(folder, limit=2, **question) == expected, (self.who.uid, question)
        batch = self.asking.children(folder, asked)
        assert batch is not None
        seen = self.seen(folder)
        if batch.numbers.is_exact:
            assert batch.numbers.total == len(expected)
            assert batch.numbers.changed == sum(map(self.is_changed, seen))
            assert batch.numbers.types == Counter(type(node).__name__ for node in seen)
            assert batch.numbers.states == Counter(node.state for node in seen)
        assert [child.is_changed for child in batch.children] == [
            self.is_changed(child.node) for child in batch.children
        ]

    def check_all(self, site: Any) -> None:
        for number, folder in enumerate(
            node for node in nodes_in(site) if isinstance(node, Folder)
        ):
            assert self.asking.number_in(folder) in (len(self.seen(folder)), None)
            for each, question in enumerate(FILTERS):
                sort = CHILD_SORTS[(number + each) % len(CHILD_SORTS)]
                descending = (number + each) % 2 == 0
                self.check(folder, {**question, "sort": sort, "descending": descending})


FEW = settings(
    max_examples=15, deadline=None, suppress_health_check=[*HealthCheck], derandomize=True
)


@FEW
@given(st.lists(nodes, min_size=4, max_size=10))
def test_one_finds_what_one_may_see_in_order(
    site_and_browser: Any, descriptions: list[dict[str, Any]]
) -> None:
    site, browser = site_and_browser
    plant(site, descriptions)
    browser.commit()
    for now in (NOW, NOW + HOUR):
        for who in WHO:
            Reader(browser.app.registry, site, who, now).check_all(site)


@FEW
@given(st.lists(nodes, min_size=6, max_size=10))
def test_a_large_folder_is_walked(
    site_and_browser: Any, descriptions: list[dict[str, Any]]
) -> None:
    site, browser = site_and_browser
    plant(site, [{**each, "parent": 0} for each in descriptions])
    browser.commit()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(titles, "BROAD", 1)
        patch.setattr(browse, "SCAN", 3)
        patch.setattr(parts, "SAMPLE", 2)
        for who in WHO:
            Reader(browser.app.registry, site, who, NOW).check_all(site)


@pytest.fixture
def folder(site_and_browser: Any) -> Any:
    site, browser = site_and_browser
    for name in [*site]:
        site.remove(name)
    folder = site.add("folder", Folder(title="Folder"))
    folder.publish()
    for name, title in (("a", "Annual report"), ("b", "report, the second"), ("c", "Reporters")):
        folder.add(name, Document(title=title)).publish()
    browser.commit()
    return folder


def ask(site_and_browser: Any, folder: Any, who: Any = ANONYMOUS, **question: Any) -> Any:
    site, browser = site_and_browser
    return Asking(browser.app.registry, site, who, NOW).children(folder, Children(**question))


def titles_of(children: tuple[Child, ...]) -> list[str]:
    return [child.node.title for child in children]


def test_words_of_a_title_may_go_on(site_and_browser: Any, folder: Any) -> None:
    found = ask(site_and_browser, folder, words="rep")
    assert titles_of(found.children) == ["Annual report", "report, the second", "Reporters"]
    assert found.numbers.total == 3
    assert titles_of(ask(site_and_browser, folder, words="REPORT sec").children) == [
        "report, the second"
    ]
    assert ask(site_and_browser, folder, words="port").numbers.total == 0
    assert ask(site_and_browser, folder, words="!").numbers.total == 3


def test_of_a_word_that_very_many_titles_have_no_number_is_made_up(
    site_and_browser: Any, folder: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(titles, "BROAD", 1)
    estimated = ask(site_and_browser, folder, words="rep").numbers
    assert (estimated.is_exact, estimated.is_least) == (False, False)
    monkeypatch.setattr(titles, "COUNTED", 2)
    numbers = ask(site_and_browser, folder, words="rep").numbers
    assert (numbers.total, numbers.is_exact, numbers.is_least) == (2, False, True)


def test_what_moves_in_and_out_is_counted(site_and_browser: Any, folder: Any) -> None:
    site, browser = site_and_browser
    other = site.add("other", Folder(title="Other"))
    other.publish()
    node = folder["a"]
    folder.remove("a")
    browser.commit()
    assert ask(site_and_browser, folder).numbers.total == 2
    other.add("a", node)
    browser.commit()
    assert ask(site_and_browser, folder).numbers.total == 2
    assert ask(site_and_browser, other, words="annual").numbers.types == {"Document": 1}
    node.update({"title": "Yearly"})
    browser.commit()
    assert ask(site_and_browser, other, words="annual").numbers.total == 0
    assert ask(site_and_browser, other, words="yearly").numbers.total == 1


def test_authors_and_working_copies(site_and_browser: Any, folder: Any) -> None:
    _site, browser = site_and_browser
    for name, author in (("a", "Zoë"), ("b", "ada"), ("c", "Bo")):
        folder[name].creator = author
        folder[name].touch("creator")
    set_acl(folder, [(ALLOW, "user:a", "Editor")])
    edit(folder["c"], {"title": "Journalists"})
    browser.commit()
    editor = WHO[1]
    by_author = ask(site_and_browser, folder, editor, sort="author")
    assert [child.node.creator for child in by_author.children] == ["ada", "Bo", "Zoë"]
    assert by_author.numbers.changed == 1
    newest = ask(site_and_browser, folder, editor, sort="modified", descending=True)
    assert newest.children[0] == Child(folder["c"], is_changed=True)
    found = ask(site_and_browser, folder, editor, words="journal", changed_only=True)
    assert titles_of(found.children) == ["Reporters"]
    assert ask(site_and_browser, folder, words="journal").numbers.total == 0
    assert ask(site_and_browser, folder).numbers.changed == 0


def test_types_are_sorted_by_their_titles(site_and_browser: Any, folder: Any) -> None:
    site, browser = site_and_browser
    folder.add("f", Folder(title="Inner")).publish()
    browser.commit()
    asking = Asking(browser.app.registry, site, ANONYMOUS, NOW)
    titled = {"Document": "Zettel", "Folder": "Abteilung"}
    found = asking.children(folder, Children(sort="type"), lambda title: titled.get(title, title))
    assert found is not None
    assert titles_of(found.children)[0] == "Inner"
    assert titles_of(ask(site_and_browser, folder, sort="type").children)[-1] == "Inner"


@settings(deadline=None, suppress_health_check=[*HealthCheck])
@given(st.text(max_size=40), st.sampled_from(CHILD_SORTS))
@example("[" * 5_000, "title")
@example("[" * 4_000, "title")
@example('["", "", "a", 1]', "modified")
@example('["", "", 99999999999999999999999, 1]', "modified")
@example('["", "", "\\ud800", 1]', "title")
@example("{}", "title")
def test_a_key_that_is_none_is_told(
    site_and_browser: Any, folder: Any, text: str, sort: Any
) -> None:
    if text:
        with pytest.raises(ValueError, match=r"key"):
            ask(site_and_browser, folder, after=text, sort=sort)


def test_a_folder_that_the_catalog_does_not_know_is_empty(site_and_browser: Any) -> None:
    site, browser = site_and_browser
    new = Folder(title="New")
    site.add("new", new)
    browser.commit()
    site.remove("new")
    browser.commit()
    found = ask(site_and_browser, new)
    assert found.children == ()
    assert found.numbers.total == 0
