"""`@history`."""

from __future__ import annotations

from api_site import Api


def test_versions(api: Api) -> None:
    for title in ("One", "Two"):
        api.ask("editor", "PATCH /news/draft", {"title": title}, status=204)
    found = api.ask("editor", "GET /news/draft/@history").json
    assert [each["version"] for each in found] == [3, 2, 1]
    assert (found[0]["actor"]["id"], found[0]["changed"]) == ("editor", ["title"])
    assert len(api.ask("editor", "GET /news/draft/@history?before=3").json) == 2
    first = api.ask("editor", "GET /news/draft/@history/1").json
    assert (first["title"], first["version"]) == ("Zanzibar", 1)
    told = api.ask("editor", "PATCH /news/draft/@history", {"version": 1}).json
    assert told["message"] == "Zanzibar has been reverted to revision 1."
    assert api.site["news"]["draft"].title == "Zanzibar"


def test_what_there_is_not(api: Api) -> None:
    for wrong in ("99", "0", "x", "-1", "9" * 30):
        status = 404 if wrong == "99" else 400
        api.ask("editor", f"GET /news/draft/@history/{wrong}", status=status)
    for sent in ({}, {"version": 0}, {"version": "x"}, {"version": 1, "x": 2}):
        api.ask("editor", "PATCH /news/draft/@history", sent, status=400)
    api.ask("editor", "PATCH /news/draft/@history", {"version": 7}, status=404)
    api.ask("reader", "GET /news/draft/@history", status=403)
    api.ask("", "GET /news/opened/@history", status=401)
