"""The dialog by which nodes are chosen: what it shows, to whom, and what its parts answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from admin_site import Admin, admin_site

from contentsite.types.document import Document
from contentsite.types.folder import Folder


@pytest.fixture
def admin() -> Iterator[Admin]:
    with admin_site(contentsite__catalog__index="true") as found:
        found.be("editor")
        yield found


def choices(answer: Any) -> dict[str, bool]:
    """Return the titles that can be seen, and whether each can be chosen."""
    return {
        each["data-title"]: not each.has_attr("disabled")
        for each in answer.html.select("input[name=chosen]")
    }


def test_the_tree_is_open_where_one_is(admin: Admin) -> None:
    answer = admin.browser.get("/news/opened/@@chooser?purpose=refer")
    assert choices(answer) == {
        "A new site": True,
        "News": True,
        "Opened": True,
        "Zanzibar": True,
        "Quagga": True,
    }
    # a folder of which nothing is shown can be opened
    assert "/hidden/@@chooser-branch?purpose=refer" in answer


def test_what_is_of_another_type_stands_there_and_says_why(admin: Admin) -> None:
    answer = admin.browser.get("/news/@@chooser?purpose=refer&type=Folder")
    assert choices(answer)["News"]
    assert not choices(answer)["Opened"]
    assert "wanted: Folder" in answer


def test_nobody_sees_more_than_he_may(admin: Admin) -> None:
    admin.be("nobody")
    assert choices(admin.browser.get("/news/@@chooser?purpose=refer")) == {
        "A new site": True,
        "News": True,
        "Opened": True,
    }
    answer = admin.browser.get("/news/@@chooser-hits?purpose=refer&q=Zanzibar")
    assert choices(answer) == {}
    assert "Nothing was found" in answer
    admin.browser.get("/hidden/@@chooser-branch?purpose=refer", status=403)


def test_words_find_nodes_anywhere(admin: Admin) -> None:
    answer = admin.browser.get("/@@chooser-hits?purpose=refer&q=okap")
    assert choices(answer) == {"Okapi": True}
    assert "/hidden/child" in answer
    assert choices(admin.browser.get("/@@chooser-hits?purpose=refer&q=okap&type=Folder")) == {}


def test_a_branch_comes_in_parts(admin: Admin) -> None:
    news = admin.site["news"]
    for number in range(60):
        news.add(f"n-{number}", Document(title=f"Number {number}"))
    admin.commit()
    answer = admin.browser.get("/news/@@chooser-branch?purpose=refer")
    assert len(choices(answer)) == 50
    more = answer.html.select_one("[data-more]")
    assert more.text == "12 more"
    rest = admin.browser.get(more["data-more"])
    assert list(choices(rest))[-1] == "Number 59"
    assert len(choices(rest)) == 12
    assert rest.html.select_one("[data-more]") is None


def test_a_branch_of_very_many_counts_no_more_than_it_must(admin: Admin) -> None:
    news = admin.site["news"]
    for number in range(500):
        news.add(f"n-{number}", Document(title=f"Number {number}"))
    admin.commit()
    more = admin.browser.get("/news/@@chooser-branch?purpose=refer").html.select_one("[data-more]")
    assert more.text == "Load more"


def test_the_few_folders_among_very_many_pages_are_found(admin: Admin) -> None:
    news = admin.site["news"]
    for number in range(900):
        news.add(f"n-{number}", Document(title=f"Number {number}"))
    news.add("far", Folder(title="Far behind"))
    admin.commit()
    answer = admin.browser.get("/news/@@chooser-branch?purpose=move&child=opened")
    assert list(choices(answer)) == ["Far behind"]
    assert answer.html.select_one("[data-more]") is None


def test_the_way_is_shown_wherever_it_stands(admin: Admin) -> None:
    news = admin.site["news"]
    for number in range(60):
        news.add(f"n-{number}", Folder(title=f"Number {number}"))
    admin.commit()
    assert "Number 59" in choices(admin.browser.get("/news/n-59/@@chooser?purpose=refer"))


@pytest.mark.parametrize("query", ["", "purpose=", "purpose=nonesuch", "purpose=refer&rest=x"])
def test_what_makes_no_sense_is_refused(admin: Admin, query: str) -> None:
    admin.browser.get(f"/news/@@chooser-branch?{query}", status=400)
