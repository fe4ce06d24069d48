"""`@batch`: all or nothing."""

from __future__ import annotations

from typing import Any

from api_site import Api


def one(method: str, path: str, body: Any = None, **more: str) -> dict[str, Any]:
    found = {"method": method, "path": path, **more}
    return found if body is None else {**found, "body": body}


def test_many_things_at_once(api: Api) -> None:
    state = api.ask("editor", "GET /news/draft").headers["ETag"]
    sent = [
        one("POST", "/", {"@type": "Folder", "title": "Box", "id": "box"}),
        one("POST", "/box", {"@type": "Document", "title": "In it"}),
        one("POST", "/box/@move", {"source": "/news/opened"}),
        one("PATCH", "/news/draft", {"title": "Other"}, if_match=state),
        one("POST", "/box/in-it/@workflow/publish"),
        one("DELETE", "/box/opened"),
    ]
    found = api.ask("editor", "POST /@batch", {"operations": sent}).json["results"]
    assert [each["status"] for each in found] == [201, 201, 200, 204, 200, 204]
    assert found[1]["location"] == "http://localhost/box/in-it"
    assert found[2]["body"][0]["target"] == "http://localhost/box/opened"
    assert list(api.site["box"]) == ["in-it"]
    assert api.site["box"]["in-it"].state == "published"
    made = {"operations": [one("POST", "/box", {"@type": "Document", "title": "Again"})]}
    short = api.ask("editor", "POST /@batch", made, Prefer="return=minimal").json["results"]
    assert short == [{"status": 201, "location": "http://localhost/box/again", "body": None}]


def test_one_that_cannot_be_done_undoes_all(api: Api) -> None:
    good = one("POST", "/news", {"@type": "Document", "title": "Born"})
    for status, bad in (
        (400, one("POST", "/news", {"@type": "Document"})),
        (400, one("PATCH", "/news/draft", {"nothing": 1})),
        (404, one("PATCH", "/nowhere", {})),
        (404, one("POST", "/news/opened", {"@type": "Document", "title": "T"})),
        (404, one("POST", "/@batch", {"operations": []})),
        (404, one("POST", "/@login", {})),
        (404, one("POST", "/news/@@edit", {})),
        (404, one("POST", "/news/@users", {})),
        (403, one("POST", "/@users", {"username": "x"})),
        (409, one("PATCH", "/news/draft", {"id": "opened"})),
        (412, one("PATCH", "/news/draft", {"title": "T"}, if_match='"x"')),
    ):
        told = api.ask("editor", "POST /@batch", {"operations": [good, bad]}, status=status).json
        assert told["operation"] == "operations.1", bad
        assert len(api.site["news"]) == 2


def test_what_is_no_batch(api: Api) -> None:
    for wrong in (
        {},
        [],
        {"operations": {}},
        {"operations": [{"method": "GET", "path": "/"}]},
        {"operations": [{"method": "POST"}]},
        {"operations": [{"method": "POST", "path": "news"}]},
        {"operations": [{"method": "POST", "path": "/", "headers": {}}]},
        {"operations": [one("DELETE", "/x")] * 5_001},
    ):
        api.ask("editor", "POST /@batch", wrong, status=400)
    api.ask("", "POST /@batch", {"operations": []}, status=401)
    assert api.ask("editor", "POST /@batch", {"operations": []}).json == {"results": []}
