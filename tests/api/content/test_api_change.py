"""`PATCH` and `DELETE`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from api_site import Api

from contentsite.types.document import Document
from contentsite.types.image import Image
from contentsite.versions.history import versions_of


def test_a_draft_is_changed_itself(api: Api) -> None:
    answer = api.ask("editor", "PATCH /news/draft", {"title": "Zebra"}, status=204)
    node = api.site["news"]["draft"]
    assert (node.title, node._working) == ("Zebra", None)
    assert [each.changed for each in versions_of(node)] == [("title",), ()]
    found = api.ask("editor", "GET /news/draft").headers["ETag"]
    assert found.startswith(answer.headers["ETag"].rstrip('"') + ".")


def test_what_is_published_waits(api: Api) -> None:
    sent, prefer = {"title": "Reopened"}, {"Prefer": "return=representation"}
    found = api.ask("editor", "PATCH /news/opened", sent, **prefer)
    assert (found.json["title"], found.json["version"]) == ("Reopened", "working_copy")
    assert found.headers["Preference-Applied"] == "return=representation"
    assert api.ask("", "GET /news/opened").json["title"] == "Opened"
    assert api.site["news"]["opened"]._working.values == sent


def test_what_was_read_may_be_sent_back(api: Api) -> None:
    page = api.site["news"]["opened"]
    text = f'<p><a href="uid:{api.site["hidden"].uid}">x</a></p>'
    page.update({"body": text, "related": (api.site["hidden"].uid, page.uid)})
    api.commit()
    before = page._p_serial
    for address in ("/news/opened", "/news", "/"):
        found = api.ask("editor", f"GET {address}")
        state = found.headers["ETag"]
        api.ask("editor", f"PATCH {address}", found.json, status=204, If_Match=state)
    assert page._p_serial == before


def test_what_one_may_not_see_stays(api: Api) -> None:
    page = api.site["news"]["draft"]
    page.owner = api.people["nobody"].uid
    uid = api.site["hidden"].uid
    picture = api.site["hidden"].add("picture", Image(title="P"))
    text = f'<p><a href="uid:{uid}">x</a></p>'
    page.update({"body": text, "related": (uid,), "picture": picture.uid})
    api.commit()
    found = api.ask("nobody", "GET /news/draft").json
    assert (found["related"], found["picture"]) == ([], None)
    body = {"data": found["body"]["data"] + "<p>more</p>"}
    sent = {"related": ["/news/opened"], "picture": None, "body": body}
    api.ask("nobody", "PATCH /news/draft", sent, status=204)
    opened = api.site["news"]["opened"]
    assert page.related == (opened.uid, uid)
    assert page.picture == picture.uid
    assert f"uid:{uid}" in page.body


def test_links_are_kept_by_identity(api: Api) -> None:
    opened = api.site["news"]["opened"]
    sent = '<p><a href="http://localhost/news/opened#part">a</a> <a href="/news/@@feed">b</a></p>'
    api.ask("editor", "PATCH /news/draft", {"body": {"data": sent}}, status=204)
    body = api.site["news"]["draft"].body
    assert f'href="uid:{opened.uid}#part"' in body
    assert 'href="/news/@@feed"' in body


def test_a_state_that_is_not_there_any_more(api: Api) -> None:
    state = api.ask("editor", "GET /news/draft").headers["ETag"]
    api.ask("manager", "PATCH /news/draft", {"title": "Mine"}, status=204, If_Match=state)
    refused = api.ask("editor", "PATCH /news/draft", {"title": "M"}, status=412, If_Match=state)
    assert refused.json["changed"] == ["title"]
    present = refused.headers["ETag"]
    for tag in (f"W/{present}", f'"x", {present}', "*"):
        api.ask("editor", "PATCH /news/draft", {"title": "Mine"}, status=204, If_Match=tag)
    for tag in ('"nonsense"', "nonsense", f'"{"f" * 32}"', f'"{"9" * 16}"'):
        api.ask("editor", "DELETE /news/draft", status=412, If_Match=tag)
    api.ask("editor", "DELETE /news/draft", status=204, If_Match=present)


def test_another_name(api: Api) -> None:
    api.ask("editor", "PATCH /news/opened", {"id": "first"}, status=204)
    assert "first" in api.site["news"]
    api.ask("editor", "PATCH /news/first", {"id": "draft"}, status=409)
    api.ask("editor", "PATCH /news/first", {"id": "@@x"}, status=400)
    api.ask("editor", "PATCH /news/first", {"id": 5}, status=400)
    api.ask("manager", "PATCH /", {"id": "x"}, status=400)
    own = api.site["news"]["first"]
    own.owner = api.people["nobody"].uid
    api.commit()
    api.ask("nobody", "PATCH /news/first", {"id": "other"}, status=403)
    api.ask("nobody", "PATCH /news/first", {"exclude_from_nav": True}, status=403)
    api.ask("nobody", "PATCH /news/first", {"exclude_from_nav": False, "title": "O"}, status=204)


def test_details_and_the_window(api: Api) -> None:
    sent = {"language": "pt-br", "exclude_from_nav": True, "expires": "2040-01-01T00:00:00+00:00"}
    api.ask("editor", "PATCH /news/opened", sent, status=204)
    node = api.site["news"]["opened"]
    assert (node.language, node.listed) == ("pt-BR", False)
    assert node.expire_at == datetime(2040, 1, 1, tzinfo=UTC)
    assert node.publish_at is None
    found = api.ask("editor", "GET /news/opened").json
    assert found["language"] == {"token": "pt-BR", "title": "pt-BR"}
    assert found["expires"] == sent["expires"]
    for wrong in ("soon", "2040-01-01T00:00:00", 5):
        api.ask("editor", "PATCH /news/opened", {"expires": wrong}, status=400)
    api.ask("editor", "PATCH /news/opened", {"effective": "2050-01-01T00:00:00Z"}, status=400)
    api.ask("editor", "PATCH /news/draft", {"effective": sent["expires"]}, status=400)
    api.ask("editor", "PATCH /news/opened", {"@type": "Event"}, status=400)


ORDER = ("a", "b", "c", "d")
MOVES: tuple[tuple[str, Any, str], ...] = (
    ("c", "top", "cabd"),
    ("a", "bottom", "bcda"),
    ("a", 1, "bacd"),
    ("a", 2, "bcad"),
    ("a", 99, "bcda"),
    ("d", -1, "abdc"),
    ("d", -99, "dabc"),
    ("a", -1, "abcd"),
    ("b", 0, "abcd"),
)
NO_MOVES = (
    {},
    {"obj_id": "x", "delta": 1},
    {"obj_id": "a", "delta": "left"},
    {"obj_id": "a", "delta": 10**9},
    {"obj_id": "a", "delta": 1, "subset_ids": ["b", "a"]},
    {"obj_id": "a", "delta": 1, "subset_ids": ["a", "gone"]},
    "a",
    None,
)


def test_order(api: Api) -> None:
    folder = api.site["news"]
    for name in list(folder):
        folder.remove(name)
    for name in ORDER:
        folder.add(name, Document(title=name))
    api.commit()
    for name, delta, expected in MOVES:
        sent = {"ordering": {"obj_id": name, "delta": delta, "subset_ids": list(ORDER)}}
        api.ask("editor", "PATCH /news", sent, status=204)
        assert "".join(folder) == expected
        for each in ORDER:
            folder.reorder(each, None)
        api.commit()
    for wanted in NO_MOVES:
        api.ask("editor", "PATCH /news", {"ordering": wanted}, status=400)
        assert "".join(folder) == "abcd"
    wanted = {"ordering": {"obj_id": "a", "delta": 1}}
    api.ask("editor", "PATCH /news/a", wanted, status=400)
    folder.update({"sorting": "title"})
    api.commit()
    api.ask("editor", "PATCH /news", wanted, status=400)


def test_deleted_is_in_the_trash(api: Api) -> None:
    uid = api.site["news"]["draft"].uid
    api.ask("reader", "DELETE /news/draft", status=403)
    api.ask("", "DELETE /news/draft", status=404)
    api.ask("", "DELETE /news/opened", status=401)
    api.ask("editor", "DELETE /news/draft", status=204)
    assert api.site.trash.get(uid).by == api.people["editor"].uid
    api.ask("editor", "GET /news/draft", status=404)
    api.ask("manager", "DELETE /", status=400)
