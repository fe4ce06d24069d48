"""`@recyclebin`."""

from __future__ import annotations

from api_site import Api


def test_back_from_the_trash(api: Api) -> None:
    uid = api.site["news"]["draft"].uid
    api.ask("editor", "DELETE /news/draft", status=204)
    (item,) = api.ask("editor", "GET /@recyclebin").json["items"]
    assert item["@id"] == f"http://localhost/@recyclebin/{uid}"
    assert (item["title"], item["path"], item["deleted_by"]) == (
        "Zanzibar",
        "/news/draft",
        "Editor",
    )
    assert api.ask("manager", f"GET /@recyclebin/{uid}").json == item
    assert api.ask("reader", "GET /@recyclebin").json["items_total"] == 0
    api.ask("reader", f"POST /@recyclebin/{uid}/restore", status=404)
    back = api.ask("editor", f"POST /@recyclebin/{uid}/restore").json
    assert back["@id"] == "http://localhost/news/draft"
    assert api.ask("editor", "GET /@recyclebin").json["items"] == []


def test_to_another_place(api: Api) -> None:
    uid = api.site["news"]["draft"].uid
    api.ask("editor", "DELETE /news/draft", status=204)
    line = f"POST /@recyclebin/{uid}/restore"
    for wrong in ({"target": "/nothing"}, {"target": "/news/opened"}, {"id": "@x"}, {"x": 1}):
        api.ask("editor", line, wrong, status=400)
    api.ask("editor", line, {"id": "opened"}, status=409)
    back = api.ask("editor", line, {"target": "/", "id": "other"}).json
    assert back["@id"] == "http://localhost/other"
    api.ask("editor", f"POST /@recyclebin/{uid}/explode", status=400)


def test_for_good(api: Api) -> None:
    uid = api.site["news"]["draft"].uid
    api.ask("editor", "DELETE /news/draft", status=204)
    api.ask("", f"DELETE /@recyclebin/{uid}", status=401)
    api.ask("editor", f"DELETE /@recyclebin/{uid}", status=204)
    assert api.site.trash.get(uid) is None
    api.ask("editor", f"DELETE /@recyclebin/{uid}", status=404)
    api.ask("editor", "GET /news/@recyclebin", status=404)
