"""`@sharing`."""

from __future__ import annotations

from typing import Any

from api_site import Api

from contentsite.security.acl import is_blocked


def test_roles_are_given_and_taken_away(api: Api) -> None:
    def roles(person: str) -> dict[str, Any]:
        found = api.ask("editor", "GET /hidden/@sharing").json
        entries = {each["id"]: each["roles"] for each in found["entries"]}
        given: dict[str, Any] = entries[person]
        return given

    assert roles("reader")["Reader"] == "acquired"
    searched = api.ask("editor", "GET /hidden/@sharing?search=nobody").json["entries"]
    assert {"id": "nobody", "login": "nobody"}.items() <= searched[-1].items()
    sent: Any = {"entries": [{"id": "nobody", "roles": {"Reader": True}}]}
    api.ask("nobody", "GET /hidden", status=403)
    api.ask("editor", "POST /hidden/@sharing", sent, status=204)
    assert roles("nobody")["Reader"] is True
    api.ask("nobody", "GET /hidden")
    shown = api.ask("editor", "GET /hidden/@sharing").json
    api.ask("editor", "POST /hidden/@sharing", {"entries": shown["entries"]}, status=204)
    sent = {"entries": [{"id": "nobody", "roles": {"Reader": False}}], "inherit": True}
    api.ask("editor", "POST /hidden/@sharing", sent, status=204)
    api.ask("nobody", "GET /hidden", status=403)


def test_nobody_gives_what_he_has_not(api: Api) -> None:
    for wrong in (
        [{"id": "nobody", "roles": {"Manager": True}}],
        [{"id": "Everyone", "roles": {"Editor": True}}],
        [{"id": "nobody here", "roles": {}}],
        [{"id": "user:0", "roles": {"Reader": True}}],
        [{"id": "nobody", "roles": {"King": True}}],
        [{"id": "nobody", "roles": 5}],
        [{"id": "nobody"}],
        "nobody",
    ):
        api.ask("editor", "POST /news/@sharing", {"entries": wrong}, status=400)
    api.ask("reader", "GET /news/@sharing", status=403)
    api.ask("", "POST /news/@sharing", {}, status=401)
    api.ask("manager", "POST /news/@sharing", {"inherit": False}, status=204)
    assert is_blocked(api.site["news"])
    last = {"entries": [{"id": "manager", "roles": {"Manager": False}}]}
    told = api.ask("manager", "POST /@sharing", last, status=409).json
    assert "nobody would be left" in told["message"].lower()
