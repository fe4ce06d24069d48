"""What is around a node: breadcrumbs, navigation, actions, types, and what holds for the site."""

from __future__ import annotations

import pytest
from api_site import Api

from contentsite.types.document import Document
from contentsite.types.folder import Folder

TOP = "http://localhost"


def test_breadcrumbs(read_api: Api) -> None:
    found = read_api.ask("", "GET /news/opened/@breadcrumbs").json
    assert [(each["@id"], each["title"]) for each in found["items"]] == [
        (f"{TOP}/news", "News"),
        (f"{TOP}/news/opened", "Opened"),
    ]
    assert found["root"] == TOP
    assert read_api.ask("", "GET /@breadcrumbs").json["items"] == []
    read_api.ask("", "GET /hidden/@breadcrumbs", status=404)


def test_navigation(api: Api) -> None:
    deep = api.site["news"].add("deep", Folder(title="Deep"))
    deep.publish()
    deep.add("page", Document(title="Page")).publish()
    api.commit()

    def names(depth: int) -> str:
        entries = api.ask("editor", f"GET /news/@navigation?depth={depth}").json["items"]
        return str([each["title"] for each in entries]) + str(entries)

    assert names(1).startswith("['A new site', 'News']")
    assert "Deep" not in names(1)
    assert "Deep" in names(2)
    assert "Page" not in names(2)
    assert "Page" in names(3)
    # also to those who may see them: navigation is what is public
    assert "Zanzibar" not in names(3)
    prefixed = api.ask("editor", "GET /@navigation?expand.navigation.depth=3").json
    assert "Page" in str(prefixed)
    for wrong in ("0", "11", "x"):
        api.ask("", f"GET /@navigation?depth={wrong}", status=400)


@pytest.mark.parametrize(
    ("person", "objects", "buttons", "user"),
    [
        ("", "view", "", "login"),
        ("reader", "view folderContents", "copy", "preferences"),
        ("contributor", "view folderContents add", "copy", "preferences"),
        (
            "editor",
            "view folderContents add edit history local_roles",
            "cut copy rename delete",
            "preferences",
        ),
        (
            "manager",
            "view folderContents add edit history local_roles",
            "cut copy rename delete",
            "preferences people",
        ),
    ],
)
def test_actions(read_api: Api, person: str, objects: str, buttons: str, user: str) -> None:
    found = read_api.ask(person, "GET /news/@actions").json
    ids = {name: [each["id"] for each in found[name]] for name in found if name != "@id"}
    assert ids == {
        "object": objects.split(),
        "object_buttons": buttons.split(),
        "user": user.split(),
    }
    for each in (*found["object"], *found["object_buttons"], *found["user"]):
        read_api.browser(person).get(each["url"].removeprefix(TOP) or "/")


def test_types(read_api: Api) -> None:
    found = {each["id"]: each for each in read_api.ask("editor", "GET /news/@types").json}
    assert found["Document"]["addable"]
    assert found["Entry"]["addable"]
    assert not found["Site"]["addable"]
    assert not any(each["addable"] for each in read_api.ask("", "GET /news/@types").json)
    assert not any(
        each["addable"] for each in read_api.ask("editor", "GET /news/opened/@types").json
    )


def test_the_schema_of_each_type(read_api: Api) -> None:
    for each in read_api.ask("", "GET /@types").json:
        found = read_api.ask("", f"GET {each['@id'].removeprefix(TOP)}").json
        assert found["properties"]
        for line in found["fieldsets"]:
            assert set(line["fields"]) <= set(found["properties"])
    every = read_api.ask("", "GET /@types/Everything").json
    assert every["required"] == ["title"]
    assert every["properties"]["count"]["maximum"] == 99
    assert every["properties"]["size"]["enum"] == ["small", "large"]
    assert every["properties"]["line"]["description"] == "One line of words."
    assert every["properties"]["title"]["maxLength"] == 500
    assert "GivenNode" in every["$defs"]
    read_api.ask("", "GET /@types/Nothing", status=404)
    read_api.ask("", "GET /@types/Document/more", status=404)


def test_the_site(read_api: Api) -> None:
    found = read_api.ask("", "GET /news/@navroot").json["navroot"]
    assert (found["@type"], found["@id"]) == ("Site", TOP)
    assert read_api.ask("", "GET /@site").json["plone.site_title"] == "A new site"


def test_components_come_with_the_node(read_api: Api) -> None:
    found = read_api.ask("", "GET /news/opened?expand=breadcrumbs,navroot&expand=types").json
    parts = found["@components"]
    assert len(parts["breadcrumbs"]["items"]) == 2
    assert parts["navroot"]["navroot"]["title"] == "A new site"
    assert parts["types"][0]["id"]
    assert list(parts["navigation"]) == ["@id"]
    deep = read_api.ask("", "GET /news?expand=navigation&expand.navigation.depth=2").json
    assert deep["@components"]["navigation"]["items"][1]["items"][0]["title"] == "Opened"
    read_api.ask("", "GET /news?expand=navigation&expand.navigation.depth=x", status=400)
    # what may not be asked for stays a link
    shut = read_api.ask("", "GET /news?expand=aliases,nothing").json["@components"]
    assert "nothing" not in shut


def test_methods_that_there_are_not(read_api: Api) -> None:
    told = read_api.ask("editor", "POST /news/@breadcrumbs", {}, status=405)
    assert told.headers["Allow"] == "GET, HEAD"
    read_api.ask("editor", "GET /@nothing", status=404)
    read_api.ask("editor", "POST /news/@login", {}, status=404)
    read_api.ask("", "POST /hidden/@breadcrumbs", {}, status=404)
