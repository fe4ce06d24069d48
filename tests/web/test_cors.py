"""Scripts of other sites: those of the setting use the JSON face by a header, and nobody by a cookie."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from contentsite.security.role import PERMISSIONS
from contentsite.security.token import make_token
from contentsite.settings import SettingsError
from contentsite.testing import SECRET, Browser, add_user, site_app
from contentsite.versions.working import as_edited
from contentsite.web.cors import is_welcome

OWN = "https://app.example.org"
ASKED = {"Access-Control-Request-Method": "PATCH"}
ALLOWED = "Access-Control-Allow-Origin"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with site_app(contentsite__api__origins=f"{OWN} http://127.0.0.1:3000") as (site, found):
        add_user(site, "ada", "Manager")
        site.publish()
        found.commit()
        yield found


@pytest.mark.parametrize("path", ["/", "/++api++/", "/none", "/++api++/@none"])
def test_a_preflight(browser: Browser, path: str) -> None:
    answer = browser.options(path, headers={"Origin": OWN, **ASKED}, status=204)
    assert answer.headers[ALLOWED] == OWN
    assert "PATCH" in answer.headers["Access-Control-Allow-Methods"]
    assert "Authorization" in answer.headers["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert "Origin" in answer.headers["Vary"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "https://app.example.org.evil"])
def test_others_get_none(browser: Browser, origin: str) -> None:
    answer = browser.options("/++api++", headers={"Origin": origin, **ASKED}, status="*")
    assert answer.status_int >= 400
    read = browser.get("/++api++", headers={"Origin": origin})
    assert not {name for name in (*answer.headers, *read.headers) if "Access-Control" in name}


def test_what_may_be_read(browser: Browser) -> None:
    for headers in ({"Origin": OWN}, {}):
        answer = browser.get("/++api++", headers=headers)
        assert answer.headers["Vary"] == "Accept, Origin"
        assert answer.headers.get(ALLOWED) == headers.get("Origin")
    assert (
        "ETag"
        in browser.get("/++api++", headers={"Origin": OWN}).headers["Access-Control-Expose-Headers"]
    )
    wrong = browser.get("/++api++/none", headers={"Origin": OWN}, status=404)
    assert wrong.headers[ALLOWED] == OWN


def test_pages_are_for_nobody_else(browser: Browser) -> None:
    answer = browser.get("/", headers={"Origin": OWN})
    assert ALLOWED not in answer.headers


def test_without_the_setting_there_is_nothing() -> None:
    with site_app() as (_site, browser):
        answer = browser.get("/++api++", headers={"Origin": OWN}, status="*")
        assert ALLOWED not in answer.headers
        browser.options("/++api++", headers={"Origin": OWN, **ASKED}, status=405)


def test_a_write_by_a_token_is_done_and_one_by_a_cookie_refused() -> None:
    with site_app(contentsite__api__origins=OWN) as (site, browser):
        ada = add_user(site, "ada", "Manager")
        _token, secret = make_token(ada, "x", PERMISSIONS, datetime.now(UTC), 1)
        browser.commit()
        browser.sign_in(ada)
        foreign = {"Origin": OWN, "Sec-Fetch-Site": "cross-site"}
        refused = browser.patch_json("/++api++", {"title": "No"}, headers=foreign, status=403)
        assert "another site" in refused.json["message"]
        by_token = foreign | {"Authorization": f"Bearer {secret}"}
        browser.patch_json("/++api++", {"title": "Yes"}, headers=by_token, status=204)
        by_form = browser.post("/@@edit", {}, headers=by_token, status=403)
        assert "another site" in by_form.text
        other = by_token | {"Origin": "https://evil.example"}
        browser.patch_json("/++api++", {"title": "No"}, headers=other, status=403)
        browser.commit()
        assert as_edited(site).title == "Yes"


def test_who_is_welcome() -> None:
    origins, asked = frozenset({OWN}), {"HTTP_ORIGIN": OWN, "PATH_INFO": "/++api++/@login"}
    assert is_welcome(asked, origins)
    assert not is_welcome(asked | {"HTTP_COOKIE": "a=b"}, origins)
    assert not is_welcome(asked | {"PATH_INFO": "/@@edit"}, origins)
    assert not is_welcome({"PATH_INFO": "/++api++"}, origins)
    assert not is_welcome(asked, frozenset())


@pytest.mark.parametrize(
    "wrong", ["*", "app.example.org", "https://a.example/", "https://A.example"]
)
def test_what_is_no_origin(wrong: str) -> None:
    with (
        pytest.raises(SettingsError, match="is no origin"),
        site_app(contentsite__api__origins=wrong, contentsite__security__secret=SECRET),
    ):
        pass
