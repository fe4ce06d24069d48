"""The way from a public page to its screens."""

from __future__ import annotations

from admin_site import Admin, admin_site


def links(admin: Admin, address: str, status: int = 200) -> list[str]:
    page = admin.browser.get(address, status=status).html
    return [link["href"] for link in page.select(".tools a")]


def test_those_who_may_work_on_a_page_are_led_to_its_screens() -> None:
    with admin_site() as admin:
        assert links(admin, "/news") == []
        admin.be("nobody")
        assert links(admin, "/news") == ["/news/@@contents"]
        assert links(admin, "/news/opened") == []
        admin.be("editor")
        assert links(admin, "/news") == ["/news/@@contents", "/news/@@edit"]
        assert links(admin, "/news/opened") == ["/news/opened/@@edit"]
        assert links(admin, "/") == ["/@@contents", "/@@edit"]
        assert links(admin, "/news/none", 404) == []
        for address in links(admin, "/news"):
            admin.browser.get(address)
