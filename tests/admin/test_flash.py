from __future__ import annotations

from admin_site import Admin

from contentsite.admin.flash import COOKIE


def told(admin: Admin, value: str) -> str:
    admin.browser.set_cookie(COOKIE, value)
    found = admin.browser.get("/news/@@contents").html.select_one(".said")
    return found.text.strip() if found else ""


def test_a_key_says_a_sentence_once(admin: Admin) -> None:
    assert told(admin, "purged") == "It was deleted for good."
    assert admin.browser.get("/news/@@contents").html.select_one(".said") is None


def test_a_node_is_named_to_those_who_may_see_it(admin: Admin) -> None:
    uid = admin.site["news"].uid
    assert told(admin, f"saved.{uid}") == "“News” was saved."
    admin.be("nobody")
    assert told(admin, f"saved.{admin.site['hidden'].uid}") == ""
    assert told(admin, f"saved.{'0' * 32}") == ""


def test_nothing_else_is_said(admin: Admin) -> None:
    for value in (
        "nonesuch",
        "saved",
        "saved.x",
        "deleted",
        "deleted.",
        "deleted deleted",
        "x" * 3000,
        "{title}",
    ):
        assert told(admin, value.replace(" ", "+")) == ""


def test_a_redirect_on_the_way_keeps_it(admin: Admin) -> None:
    admin.browser.set_cookie(COOKIE, "purged")
    assert "It was deleted for good." in admin.browser.get("/news/@@contents/", status=301).follow()
