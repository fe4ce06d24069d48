"""Holes that show on pages: all of them are visited by a Manager, on a site in which everything is an attack."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from attacked_site import ATTACK, MARK, attack, faults, links

from contentsite.security.audit.note import note_failure
from contentsite.testing import Browser, add_user, site_app

AGAIN = re.compile(r"[?&](after|before|part)=")
MOST = 400


class Crawl:
    """All pages that a Manager comes to by links, and what the database was before and after."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.pages: dict[str, Any] = {}
        databases = browser.app.registry._zodb_databases
        self.before = databases[""].lastTransaction()
        wanted = {
            "/",
            "/@@contents",
            "/none",
            "/f-draft/@@audit",
            "/@@add/Document",
            "/sitemap.xml",
        }
        while (rest := wanted - self.pages.keys()) and len(self.pages) < MOST:
            path = min(rest)
            answer = self.pages[path] = browser.get(path, status="*")
            if answer.content_type == "text/html":
                found = {each for each in links(answer.text, path) if not AGAIN.search(each)}
                wanted |= {each for each in found if "@@sign-out" not in each}
            if "Location" in answer.headers:
                wanted.add(answer.headers["Location"].removeprefix("http://localhost"))
        self.after = databases[""].lastTransaction()


@pytest.fixture(scope="module")
def crawl() -> Iterator[Crawl]:
    with site_app() as (site, browser):
        attack(site)
        ada = add_user(site, "ada", "Manager", title=ATTACK)
        browser.commit()
        registry = browser.app.registry
        browser.post(f"/{'%3Cimg%20onerror=x%3E'}", status="*")
        note_failure(registry, ATTACK, "192.0.2.1", "id", ATTACK)
        browser.sign_in(ada)
        yield Crawl(browser)


def html(crawl: Crawl) -> dict[str, str]:
    return {path: a.text for path, a in crawl.pages.items() if a.content_type == "text/html"}


def test_the_crawl_came_everywhere(crawl: Crawl) -> None:
    screens = {path.rpartition("/")[2].partition("?")[0] for path in crawl.pages if "@@" in path}
    wanted = {
        "@@contents",
        "@@edit",
        "@@move",
        "@@delete",
        "@@audit",
        "@@jobs",
        "@@people",
        "@@sharing",
    }
    assert wanted <= screens
    assert len(html(crawl)) > 100
    assert {path: a.status_int for path, a in crawl.pages.items() if a.status_int >= 500} == {}


def test_stored_xss_in_titles_names_descriptions(crawl: Crawl) -> None:
    """SAFETY: stored XSS; ASVS 1.2.1. Read by the parser of HTML 5; tests/browser runs the same pages."""
    found = {path: told for path, text in html(crawl).items() if (told := [*faults(text)])}
    assert found == {}


def test_template_and_format_strings_come_back_verbatim(crawl: Crawl) -> None:
    """SAFETY: template and format-string escape; ASVS 1.3.7, 1.3.10."""
    told = [path for path, text in html(crawl).items() if "alert(2)" in text]
    assert len(told) > 50
    for path in told:
        text = crawl.pages[path].text
        assert MARK in text.replace("&#39;", "'"), path
        assert "49$" not in text.replace(" ", ""), path
        assert "&lt;class" not in text, path


def test_get_writes_nothing_in_the_admin(crawl: Crawl) -> None:
    """SAFETY: CSRF, "GET writes nothing"; ASVS 3.5.3."""
    assert crawl.after == crawl.before


def test_clickjacking_and_the_other_headers_on_every_answer(crawl: Crawl) -> None:
    """SAFETY: clickjacking; ASVS 3.4.3 to 3.4.6, 4.1.1."""
    for path, answer in crawl.pages.items():
        policy = answer.headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policy, path
        assert "sandbox" in policy or {"object-src 'none'", "base-uri 'none'"} <= set(
            policy.split("; ")
        )
        assert (
            "unsafe" not in policy.replace("style-src 'unsafe-inline'", "") or "sandbox" in policy
        )
        assert answer.headers["X-Content-Type-Options"] == "nosniff", path
        assert answer.headers["Referrer-Policy"], path
        assert "Access-Control-Allow-Origin" not in answer.headers, path
        assert "Server" not in answer.headers, path
        if answer.content_type.startswith("text/"):
            assert answer.charset == "UTF-8", path


def test_asvs_14_3_2_what_a_manager_sees_is_kept_nowhere(crawl: Crawl) -> None:
    for path, answer in crawl.pages.items():
        if "/@@static/" in path or path.startswith("/favicon"):
            continue
        told = answer.headers.get("Cache-Control", "")
        assert "no-store" in told or "private" in told or answer.status_int == 301, path


def test_information_leaks_no_trace_path_or_version(crawl: Crawl) -> None:
    """SAFETY: information leaks; ASVS 16.5.1."""
    for path, text in html(crawl).items():
        for leak in (
            "Traceback",
            "site-packages",
            "/tmp/",
            "waitress",
            "pyramid",
            "argon2",
            "Python/",
        ):
            assert leak not in text, (path, leak)


def test_uploads_are_not_active_content(crawl: Crawl) -> None:
    """SAFETY: uploaded SVG/HTML; ASVS 3.2.1, 5.4.1."""
    found = {path: a for path, a in crawl.pages.items() if path.endswith(("@@download", "@@image"))}
    assert found
    for path, answer in found.items():
        if answer.status_int != 200:
            continue
        assert answer.headers["Content-Security-Policy"].startswith("sandbox"), path
        told = answer.headers["Content-Disposition"]
        assert told.startswith("attachment") or answer.content_type.startswith("image/"), path
        assert "\n" not in told


@pytest.mark.parametrize(
    "attacked", ["/%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E", "/@@{x}", "/f-draft/{x}"]
)
def test_reflected_xss_in_addresses(crawl: Crawl, attacked: str) -> None:
    """SAFETY: reflected XSS."""
    answer = crawl.browser.get(attacked.format(x="%3Cscript%3Ealert(1)%3C/script%3E"), status="*")
    assert [*faults(answer.text)] == []


PARAMETERS = (
    *(
        "after",
        "before",
        "part",
        "came_from",
        "token",
        "name",
        "account",
        "user",
        "permission",
        "what",
    ),
    *(
        "find",
        "target",
        "p",
        "person",
        "place",
        "action",
        "from",
        "to",
        "below",
        "job",
        "words",
        "whom",
    ),
    *("role", "entry", "way", "mail", "title", "transition", "publish-at", "new-name", "child"),
)


def test_reflected_xss_in_queries_and_forms(crawl: Crawl) -> None:
    """SAFETY: reflected XSS: what is typed comes back as words, whatever it was typed into."""
    registry = crawl.browser.app.registry
    everything = dict.fromkeys(PARAMETERS, ATTACK)
    own, told, drawn = crawl.browser, [], 0
    for each in registry.introspector.get_category("views"):
        view = each["introspectable"]
        if view["exception_only"] or view["name"] in ("", "sign-out"):
            continue
        for path in (f"/@@{view['name']}", f"/f-published/@@{view['name']}"):
            answers = [
                own.get(path, everything, status="*"),
                own.post(path, everything, status="*"),
            ]
            for answer in answers:
                assert answer.status_int < 500, path
                if answer.content_type == "text/html":
                    told += [(path, fault) for fault in faults(answer.text)]
                    drawn += "alert(2)" in answer.text
    assert told == []
    assert drawn > 20
