"""The bar above a public page, for those who work on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from admin_site import Admin, admin_site

from contentsite.security.acl import ALLOW, set_acl
from contentsite.security.principal import user_principal
from contentsite.versions.working import edit


@pytest.fixture
def admin() -> Iterator[Admin]:
    with admin_site() as found:
        yield found


def bar(admin: Admin, address: str, **options: Any) -> Any:
    return admin.browser.get(address, **options).html.select_one(".tools")


def links(admin: Admin, address: str) -> list[str]:
    found = bar(admin, address)
    return [link["href"] for link in found.select("li a")] if found else []


def test_those_who_may_work_on_a_page_are_led_to_its_screens(admin: Admin) -> None:
    admin.be("editor")
    here = ["/news/@@edit", "/news/@@contents", "/news/@@add", "/news/@@history"]
    assert links(admin, "/news") == here
    assert links(admin, "/news/opened") == [
        "/news/opened/@@edit",
        "/news/@@add",
        "/news/opened/@@history",
    ]
    for address in [*here, bar(admin, "/").a["href"]]:
        admin.browser.get(address)
    admin.be("contributor")
    assert links(admin, "/news") == ["/news/@@contents", "/news/@@add"]
    assert links(admin, "/news/opened") == ["/news/@@add"]


def test_it_says_the_state_and_signs_out(admin: Admin) -> None:
    admin.be("editor")
    assert bar(admin, "/news/draft").select_one(".state").text == "Draft"
    assert bar(admin, "/news/opened").select_one(".state")["class"] == ["state", "live"]
    edit(admin.site["news"]["opened"], {"title": "Other"})
    admin.site["news"]["draft"].publish(datetime(2099, 1, 1, tzinfo=UTC))
    admin.commit()
    said = bar(admin, "/news/opened").select_one(".state").text
    assert said == "Published, with unpublished changes"
    assert bar(admin, "/news/draft").select_one(".state").text == "Published, not shown now"
    admin.browser.get("/news/opened").forms[0].submit()
    assert bar(admin, "/news/opened") is None


def test_visitors_and_readers_get_nothing_of_it(admin: Admin) -> None:
    """What a visitor gets is the same, byte by byte, and sets no cookie, whoever else is signed in."""
    before = {path: admin.browser.get(path) for path in ("/", "/news", "/news/opened")}
    admin.be("manager")
    for path in before:
        assert "bar.css" in admin.browser.get(path).text
    admin.be("")
    for path, page in before.items():
        again = admin.browser.get(path)
        assert again.body == page.body
        assert "Set-Cookie" not in again.headers
        for word in ("tools", "bar.css", "csrf", "@@edit", "sign-out"):
            assert word not in again.text
    for name in ("reader", "nobody"):
        admin.be(name)
        assert bar(admin, "/news") is None
        assert admin.browser.get("/news").body == before["/news"].body


def test_it_stands_on_no_error_preview_version_or_past(admin: Admin) -> None:
    admin.be("manager")
    edit(admin.site["news"]["opened"], {"title": "Other"})
    admin.commit()
    state = admin.browser.get("/news/opened/@@state").html
    preview = next(each["href"] for each in state.select("a") if "@@preview" in each["href"])
    moment = datetime.now(UTC).isoformat()
    for address in (preview, "/news/opened/@@version?number=1", f"/@@at/{moment}/news"):
        assert bar(admin, address) is None, address
    assert bar(admin, "/news/none", status=404) is None


def test_it_is_for_those_who_work_on_this_page_only(admin: Admin) -> None:
    who = admin.people["nobody"]
    set_acl(admin.site["news"]["opened"], [(ALLOW, user_principal(who.uid), "Editor")])
    admin.commit()
    admin.be("nobody")
    assert links(admin, "/news") == []
    assert links(admin, "/news/opened") == ["/news/opened/@@edit", "/news/opened/@@history"]
