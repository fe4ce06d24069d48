"""`@copy` and `@move`."""

from __future__ import annotations

from typing import Any

import pytest
from api_site import Api

from contentsite.types.document import Document
from contentsite.types.folder import Folder

TOP = "http://localhost"


@pytest.fixture
def two(api: Api) -> Api:
    api.site.add("target", Folder(title="Target")).publish()
    api.commit()
    return api


def test_copies(two: Api) -> None:
    sent = {"source": ["/news/opened", f"{TOP}/news/draft"]}
    found = two.ask("editor", "POST /target/@copy", sent).json
    assert found == [
        {"source": f"{TOP}/news/opened", "target": f"{TOP}/target/opened"},
        {"source": f"{TOP}/news/draft", "target": f"{TOP}/target/draft"},
    ]
    made: Any = two.site["target"]["opened"]
    assert (made.state, made.owner) == ("draft", two.people["editor"].uid)
    again = two.ask("editor", "POST /target/@copy", {"source": {"UID": made.uid}}).json
    assert again[0]["target"] == f"{TOP}/target/opened-2"


def test_moves(two: Api) -> None:
    found = two.ask("editor", "POST /target/@move", {"source": "/news"}).json
    assert found == [{"source": f"{TOP}/news", "target": f"{TOP}/target/news"}]
    assert two.ask("", "GET /news/opened", status=301).location == f"{TOP}/target/news/opened"
    # something below what was moved before, all at once
    sent = {"source": ["/target/news/opened", "/target/news"]}
    told = two.ask("editor", "POST /@move", sent).json
    assert [each["target"] for each in told] == [f"{TOP}/opened", f"{TOP}/news"]


def test_what_cannot_be_moved(two: Api) -> None:
    def told(person: str, folder: str, source: Any, status: int = 400) -> str:
        found = two.ask(person, f"POST {folder}/@move", {"source": source}, status=status).json
        return str(found["message"])

    assert "in itself" in told("editor", "/news", "/news")
    two.site["news"].add("inner", Folder(title="Inner"))
    two.site["target"].add("opened", Document(title="Other"))
    two.commit()
    assert "in itself" in told("editor", "/news/inner", "/news")
    assert "same name" in told("editor", "/target", "/news/opened")
    assert "already" in told("editor", "/news", "/news/opened")
    assert "cannot be moved" in told("manager", "/news", "/")
    assert "may see" in told("editor", "/news", "/nothing")
    assert "may see" in told("contributor", "/target", "/closed")
    assert "away" in told("contributor", "/target", "/news/draft", 403)
    for wrong in (None, 5, {}, {"UID": 4}, [[]]):
        told("editor", "/target", wrong)
    two.ask("editor", "POST /target/@move", {}, status=400)
    two.ask("editor", "POST /target/@move", {"source": "/news/draft", "x": 1}, status=400)
    two.ask("editor", "POST /news/opened/@move", {"source": "/news/draft"}, status=404)
    # one of two: nothing is done
    told("editor", "/target", ["/news/draft", "/nothing"])
    assert "draft" in two.site["news"]


def test_a_state_of_the_folder(two: Api) -> None:
    state = two.ask("editor", "GET /target").headers["ETag"]
    two.site["target"].update({"title": "Other"})
    two.commit()
    sent = {"source": "/news/draft"}
    two.ask("editor", "POST /target/@copy", sent, status=412, If_Match=state)
