"""`POST`: new nodes."""

from __future__ import annotations

from typing import Any

import pytest
from api_site import Api

from contentsite.security.audit.log import log_of


def test_a_new_page(api: Api) -> None:
    sent = {"@type": "Document", "title": "Born", "description": "It is.", "tags": ["a", "b"]}
    made = api.ask("editor", "POST /news", sent, status=201)
    assert made.location == "http://localhost/news/born"
    node: Any = api.site["news"]["born"]
    assert (made.json["UID"], made.json["review_state"]) == (node.uid, "draft")
    assert (node.title, node.description, node.tags) == ("Born", "It is.", ("a", "b"))
    assert (node.owner, node.creator) == (api.people["editor"].uid, "Editor")
    again = api.ask("editor", "GET /news/born").headers["ETag"]
    assert made.headers["ETag"].partition(".")[0] == again.partition(".")[0]


def test_a_new_folder_has_its_entries(api: Api) -> None:
    made = api.ask("editor", "POST /", {"@type": "Folder", "title": "F", "id": "Given"}, status=201)
    assert (made.json["id"], made.json["items"], made.json["items_total"]) == ("Given", [], 0)
    assert made.location == "http://localhost/Given"


def test_types_by_their_titles(api: Api) -> None:
    made = api.ask("editor", "POST /news", {"@type": "News Item", "title": "N"}, status=201)
    assert made.json["@type"] == "NewsItem"


def test_who_may(api: Api) -> None:
    sent = {"@type": "Document", "title": "T"}
    api.ask("", "POST /news", sent, status=401)
    api.ask("", "POST /hidden", sent, status=404)
    api.ask("nobody", "POST /news", sent, status=403)
    api.ask("reader", "POST /news", sent, status=403)
    api.ask("contributor", "POST /news", sent, status=201)
    api.ask("manager", "POST /news/opened", sent, status=405)


def test_what_cannot_be_made(api: Api) -> None:
    def told(sent: Any, status: int = 400) -> list[str]:
        found = api.ask("editor", "POST /news", sent, status=status).json
        return [each["field"] for each in found.get("errors", ())]

    assert told({"title": "T"}) == ["@type"]
    assert told({"@type": "Site", "title": "T"}) == ["@type"]
    assert told({"@type": ["Document"], "title": "T"}) == ["@type"]
    assert told({"@type": "Inside", "title": "T"}) == ["@type"]
    assert told({"@type": "Document"}) == ["title"]
    assert told({"@type": "Document", "title": "T", "id": 4}) == ["id"]
    assert told({"@type": "Document", "title": "T", "id": "@x"}) == []
    assert told({"@type": "Document", "title": "T", "effective": "2026-01-01T00:00Z"}) == [
        "effective"
    ]
    assert told({"@type": "Document", "title": "T", "id": "opened"}, 409) == []
    assert told([1]) == [""]
    assert len(api.site["news"]) == 2


def test_it_is_in_the_audit_log(api: Api) -> None:
    api.ask("editor", "POST /news", {"@type": "Document", "title": "Born"}, status=201)
    node = api.site["news"]["born"]
    log = log_of(api.site)
    # a timeline has the entries of other nodes as well
    entries = (entry for stream in log.streams(node.uid, None) for _key, entry in stream)
    found = [entry for entry in entries if entry.node == node.uid]
    assert [(entry.action, entry.name) for entry in found] == [("add", "editor")]


@pytest.mark.parametrize("name", ["robots.txt", "sitemap.xml"])
def test_names_of_the_site_itself(api: Api, name: str) -> None:
    api.ask("manager", "POST /", {"@type": "Document", "title": "T", "id": name}, status=400)
