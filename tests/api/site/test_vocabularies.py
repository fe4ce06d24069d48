"""`@vocabularies`."""

from __future__ import annotations

from api_site import Api


def test_what_there_is_to_choose_from(read_api: Api) -> None:
    for each in read_api.ask("", "GET /news/@vocabularies").json:
        assert read_api.ask("", f"GET /news/@vocabularies/{each['title']}").json["items_total"]
    found = read_api.ask("", "GET /@vocabularies/Folder.sorting").json["items"]
    assert {"token": "newest", "title": "newest"} in found
    states = "GET /@vocabularies/plone.app.vocabularies.WorkflowStates"
    assert [each["token"] for each in read_api.ask("", f"{states}?title=DRA").json["items"]] == [
        "draft"
    ]
    assert len(read_api.ask("", f"{states}?token=review").json["items"]) == 1
    assert len(read_api.ask("", f"{states}?b_size=1&b_start=1").json["items"]) == 1
    read_api.ask("", "GET /@vocabularies/Nothing", status=404)
