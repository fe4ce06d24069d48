"""`@aliases`."""

from __future__ import annotations

from typing import Any

from api_site import Api

from contentsite.security.acl import ALLOW, set_acl
from contentsite.security.principal import user_principal
from contentsite.types.folder import Folder


def items(*paths: Any) -> dict[str, Any]:
    return {"items": [{"path": path} for path in paths]}


def test_old_addresses(api: Api) -> None:
    api.ask("editor", "POST /news/opened/@aliases", items("/first", "/old page/x"), status=204)
    found = api.ask("editor", "GET /news/opened/@aliases").json
    assert [each["path"] for each in found["items"]] == ["/first", "/old page/x"]
    assert found["items"][0]["redirect-to"] == "/news/opened"
    led = api.browser("").get("/first", status=301)
    assert led.location == "http://localhost/news/opened"
    api.browser("").get("/old%20page/x", status=301)
    api.ask("editor", "DELETE /news/opened/@aliases", items("/first", "/nothing"), status=204)
    api.browser("").get("/first", status=404)


def test_what_is_no_old_address(api: Api) -> None:
    api.ask("editor", "POST /news/@aliases", items("/mine"), status=204)
    for wrong in (
        "/news",
        "/news/opened",
        "/mine",
        "first",
        "//x",
        "/a/../b",
        "/@@x",
        "/",
        "/a/",
        5,
    ):
        api.ask("editor", "POST /news/opened/@aliases", items("/good", wrong), status=400)
    api.browser("").get("/good", status=404)
    # what is hidden is not told, and stays where it is
    section = api.site.add("section", Folder(title="Section"))
    section.publish()
    set_acl(section, [(ALLOW, user_principal(api.people["nobody"].uid), "Editor")])
    api.commit()
    api.ask("nobody", "POST /section/@aliases", items("/section/old"), status=204)
    api.ask("nobody", "POST /section/@aliases", items("/top"), status=400)
    api.ask("nobody", "POST /section/@aliases", items("/hidden/x"), status=400)
    api.ask("", "POST /news/@aliases", items("/x"), status=401)
    api.ask("reader", "GET /news/@aliases", status=403)
