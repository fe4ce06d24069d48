"""What holds for every answer at the address of a screen."""

from __future__ import annotations

from typing import Any

from admin_site import Admin, admin_site

from contentsite.admin.screen import POLICY
from contentsite.web.headers import POLICIES


def policies(admin: Admin, method: str = "GET") -> dict[tuple[str, int], Any]:
    """Return the policy of each answer: of a page, of one that is hidden, and of one that is not there."""
    found = {}
    for view in admin.browser.app.registry[POLICIES]:
        for place in ("", "/news/opened", "/hidden", "/none"):
            address = f"{place}/@@{view}"
            answer = admin.browser.request(address, method=method, expect_errors=True)
            found[address, answer.status_int] = answer.headers["Content-Security-Policy"]
    return found


def test_the_strict_policy_holds_for_each_answer_of_a_screen_and_for_its_errors() -> None:
    statuses = set()
    with admin_site() as admin:
        for name in ("", "nobody", "manager"):
            # what a Manager sends is done
            for method in ("GET", "POST")[: 1 if name == "manager" else 2]:
                admin.be(name)
                found = policies(admin, method)
                loose = {key for key, policy in found.items() if policy != POLICY}
                # where no page is found the rest of the address is no view
                assert {key for key in loose if "/none/" not in key[0]} == set()
                statuses |= {status for _address, status in found}
        answer = admin.browser.post("/news/opened/@@rename", {"new-name": "/"}, status=422)
        assert answer.headers["Content-Security-Policy"] == POLICY
    assert {200, 303, 403, 404, 405} <= statuses


def test_public_pages_have_their_own() -> None:
    with admin_site() as admin:
        admin.be("manager")
        policy = admin.browser.get("/news").headers["Content-Security-Policy"]
    assert "trusted-types" not in policy
    assert "frame-ancestors 'none'" in policy
