"""`@workflow`."""

from __future__ import annotations

from api_site import Api


def test_out_of_a_draft_and_back(api: Api) -> None:
    found = api.ask("editor", "GET /news/draft/@workflow").json
    assert found["state"] == {"id": "draft", "title": "Draft"}
    assert [each["@id"].rpartition("/")[2] for each in found["transitions"]] == [
        "publish",
        "submit",
    ]
    times = {"effective": "2020-01-01T00:00:00Z", "expires": "2040-01-01T00:00:00+01:00"}
    done = api.ask("editor", "POST /news/draft/@workflow/publish", times).json
    assert (done["action"], done["actor"], done["review_state"]) == (
        "publish",
        "editor",
        "published",
    )
    assert api.site["news"]["draft"].expire_at.isoformat() == times["expires"]
    api.ask("editor", "POST /news/draft/@workflow/publish", status=400)
    api.ask("editor", "POST /news/draft/@workflow/retract")
    api.ask("editor", "POST /news/draft/@workflow/publish", b"")
    assert api.site["news"]["draft"].state == "published"
    past = api.ask("editor", "GET /news/draft/@workflow").json["history"]
    assert [each["review_state"] for each in past] == ["published", "draft", "published"]
    assert {each["actor"] for each in past} == {"editor"}
    assert api.ask("reader", "GET /news/draft/@workflow").json["history"] == []


def test_who_may(api: Api) -> None:
    assert api.ask("reader", "GET /news/draft/@workflow").json["transitions"] == []
    api.ask("reader", "POST /news/draft/@workflow/publish", status=403)
    api.ask("", "POST /news/opened/@workflow/retract", status=401)
    api.ask("", "POST /news/draft/@workflow/publish", status=404)
    api.ask("reviewer", "POST /news/draft/@workflow/publish")


def test_what_cannot_be(api: Api) -> None:
    late = {"effective": "2040-01-01T00:00Z", "expires": "2030-01-01T00:00Z"}
    for wrong in (
        late,
        {"effective": "soon"},
        {"effective": 5},
        {"expires": "2040-01-01T00:00"},
        {"x": 1},
        [],
    ):
        api.ask("editor", "POST /news/draft/@workflow/publish", wrong, status=400)
    for way in ("nothing", "publish-changes/x"):
        api.ask("editor", f"POST /news/draft/@workflow/{way}", status=404 if "/" in way else 400)
    api.ask("editor", "POST /news/draft/@workflow/publish-changes", status=409)


def test_a_working_copy(api: Api) -> None:
    ways = "GET /news/opened/@workflow"
    api.ask("editor", "PATCH /news/opened", {"title": "Re"}, status=204)
    known = [each["@id"].rpartition("/")[2] for each in api.ask("editor", ways).json["transitions"]]
    assert known == ["retract", "publish-changes", "discard-changes"]
    api.ask("reader", "POST /news/opened/@workflow/publish-changes", status=403)
    api.ask("editor", "POST /news/opened/@workflow/publish-changes")
    assert api.ask("", "GET /news/opened").json["title"] == "Re"
    api.ask("editor", "PATCH /news/opened", {"title": "Again"}, status=204)
    api.ask("editor", "POST /news/opened/@workflow/discard-changes")
    assert api.site["news"]["opened"]._working is None
