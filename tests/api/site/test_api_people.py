"""`@users`, `@groups` and `@roles`."""

from __future__ import annotations

from typing import Any

from api_site import Api

from contentsite.security.password import verify
from contentsite.security.people import people_of

SECRET = "correct horse battery"


def test_people(api: Api) -> None:
    sent = {"username": "ada", "fullname": "Ada N", "email": "ada@example.org", "roles": ["Editor"]}
    made = api.ask("manager", "POST /@users", sent, status=201)
    assert made.location == made.json["@id"] == "http://localhost/@users/ada"
    assert (made.json["roles"], made.json["groups"]["items"]) == (["Editor"], [])
    assert [each["id"] for each in api.ask("manager", "GET /@users?query=ada").json["items"]] == [
        "ada"
    ]
    two = api.ask("manager", "GET /@users?limit=2").json
    assert (len(two["items"]), two["items_total"]) == (2, len(people_of(api.site)))
    change = {"fullname": "Ada Novak", "roles": ["Reader"], "password": SECRET}
    api.ask("manager", "PATCH /@users/ada", change, status=204)
    user: Any = people_of(api.site).named("ada")
    assert user.title == "Ada Novak"
    assert verify(user.password, SECRET)
    assert api.ask("manager", "GET /@users/ada").json["roles"] == ["Reader"]
    api.ask("manager", "DELETE /@users/ada", status=204)
    api.ask("manager", "GET /@users/ada", status=404)


def test_what_nobody_is_called(api: Api) -> None:
    for wrong in (
        {},
        {"username": ""},
        {"username": "a b"},
        {"username": 5},
        {"username": "ada", "email": "no"},
        {"username": "ada", "roles": ["King"]},
        {"username": "ada", "password": "short"},
        {"username": "ada", "uid": "x"},
    ):
        api.ask("manager", "POST /@users", wrong, status=400)
    api.ask("manager", "POST /@users", {"username": "Editor"}, status=409)
    api.ask("manager", "PATCH /@users/editor", {"username": "reader"}, status=409)
    for name in ("", "  "):
        told = api.ask("manager", "PATCH /@users/editor", {"username": name}, status=400).json
        assert told["message"] == "A name is needed."
    api.ask("manager", "PATCH /@users/manager", {"password": SECRET}, status=403)
    api.ask("manager", "PATCH /@users/manager", {"roles": []}, status=409)
    api.ask("manager", "DELETE /@users/manager", status=409)
    assert people_of(api.site).named("ada") is None


def test_people_are_for_those_who_manage_them(api: Api) -> None:
    assert api.ask("editor", "GET /@users/editor").json["fullname"] == "Editor"
    api.ask("editor", "GET /@users/manager", status=403)
    for line in ("GET /@users", "DELETE /@users/reader", "GET /@groups", "GET /@roles"):
        api.ask("editor", line, status=403)
        api.ask("", line, status=401)
        api.ask("manager", line.replace("/@", "/news/@"), status=404)


def test_groups(api: Api) -> None:
    sent = {
        "groupname": "desk",
        "title": "The desk",
        "roles": ["Reviewer"],
        "users": {"nobody": True},
    }
    made = api.ask("manager", "POST /@groups", sent, status=201).json
    assert (made["roles"], made["members"]["items"]) == (["Reviewer"], ["nobody"])
    assert api.ask("manager", "GET /@groups").json == [made]
    change = {"users": {"nobody": False, "reader": True}, "title": "Desk", "roles": []}
    api.ask("manager", "PATCH /@groups/desk", change, status=204)
    found = api.ask("manager", "GET /@groups/desk").json
    assert (found["title"], found["roles"], found["members"]["items"]) == ("Desk", [], ["reader"])
    api.ask("manager", "POST /@groups", {"groupname": "desk"}, status=409)
    for name in ("", "  "):
        api.ask("manager", "PATCH /@groups/desk", {"groupname": name}, status=400)
    for wrong in (
        {"groupname": " "},
        {},
        {"groupname": "x", "users": {"none": True}},
        {"groupname": "x", "roles": ["King"]},
    ):
        api.ask("manager", "POST /@groups", wrong, status=400)
    api.ask("manager", "DELETE /@groups/desk", status=204)
    api.ask("manager", "GET /@groups/desk", status=404)
    assert "Editor" in [each["id"] for each in api.ask("manager", "GET /@roles").json]


def test_addresses_of_people_are_written_as_addresses(api: Api) -> None:
    for what, name in (("groups", "groupname"), ("users", "username")):
        made = api.ask("manager", f"POST /@{what}", {name: "\u00fcb"}, status=201)
        assert made.location == made.json["@id"] == f"http://localhost/@{what}/%C3%BCb"
        api.ask("manager", f"GET /@{what}/%C3%BCb")
