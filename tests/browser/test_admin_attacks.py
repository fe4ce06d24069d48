"""The screens of the admin in a real browser, on a site in which everything is an attack."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from exhibits import ATTACK, exhibit
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import expect
from visits import Visit, watch
from webtest.http import StopableWSGIServer

from contentsite.security.acl import ALLOW, set_acl
from contentsite.security.audit.note import note_failure
from contentsite.security.cookie import NAME
from contentsite.security.people import people_of
from contentsite.security.principal import group_principal, user_principal
from contentsite.security.user import Group, User
from contentsite.testing import add_user, site_app

pytestmark = pytest.mark.browser

ASIDE = re.compile(
    r"@@sign-out|@@download|@@static|@@feed|[?&](after|before|child|field)=|/exhibits/(list|table|gallery)"
)
MOST = 100


@pytest.fixture(scope="module")
def managed(_browser_there: None) -> Iterator[tuple[str, str]]:
    """The address of such a site, and the name of a Manager's session."""
    with site_app() as (site, browser):
        exhibit(site)
        people = people_of(site)
        group = people.add_group(Group(name="attackers", title=ATTACK))
        user = people.add(User(name="attacker", title=ATTACK, mail="x'y@example.org"))
        people.put_in_groups(user, (group.uid,))
        given = [(user_principal(user.uid), "Editor"), (group_principal(group.uid), "Reader")]
        set_acl(site["attacks"], [(ALLOW, principal, role) for principal, role in given])
        site["attacks"]["document-0"].retract()
        ada = add_user(site, "ada", "Manager", title=ATTACK)
        browser.commit()
        note_failure(browser.app.registry, ATTACK, "192.0.2.1", "id", ATTACK)
        browser.sign_in(ada)
        name = browser.cookies[NAME].strip('"')
        server = StopableWSGIServer.create(browser.app, host="127.0.0.1", ident="", threads=8)
        try:
            yield f"http://127.0.0.1:{server.effective_port}", name
        finally:
            server.shutdown()


def screen_of(path: str) -> str:
    """Return the name of the screen that an address leads to."""
    return path.rpartition("@@")[2].partition("?")[0].partition("/")[0] if "@@" in path else ""


def palette(seen: Visit, path: str) -> None:
    """Let the palette of a screen show pages, people, tags and commands, all of them attacks; and the sheet of keys."""
    seen.go(path)
    page = seen.page
    if page.locator("#palette").count() == 0:
        return
    for typed in ("", "img", "#", "#<b>", "@", "@img", ATTACK[:150]):
        page.keyboard.press("Control+k")
        page.keyboard.insert_text(typed)
        expect(page.locator("#offers").get_by_role("option", selected=True)).to_be_visible()
        expect(page.locator("#offers")).not_to_have_attribute("aria-busy", "true")
        assert page.locator("#offers :is(script, img, b)").count() == 0
        page.keyboard.press("Escape")
    page.locator("main").click(position={"x": 40, "y": 2})
    page.keyboard.press("?")
    expect(page.get_by_role("heading", name="Keyboard shortcuts")).to_be_visible()


def test_stored_xss_in_the_admin_runs_nowhere(chromium: Chromium, managed: tuple[str, str]) -> None:
    """No dialog, no error, no violation of the policy, no request to another host, on any page of a Manager."""
    address, name = managed
    context = chromium.new_context(locale="en-GB", timezone_id="UTC")
    context.add_cookies([{"name": NAME, "value": name, "url": address}])
    seen = Visit(context.new_page(), address)
    watch(seen)
    wanted, done = {"/@@contents", "/attacks", "/attacks/@@contents", "/attacks/@@audit"}, set()
    while (rest := wanted - done) and len(done) < MOST:
        # screens that were not seen yet come first, and then what is attacked
        known = {screen_of(each) for each in done}
        path = min(rest, key=lambda each: (screen_of(each) in known, "attacks" not in each, each))
        done.add(path)
        seen.go(path)
        found = seen.page.eval_on_selector_all("a[href]", "all => all.map(each => each.href)")
        parts = [urlsplit(each) for each in found if each.startswith(address)]
        targets = {f"{each.path}?{each.query}" if each.query else each.path for each in parts}
        wanted |= {each for each in targets if not ASIDE.search(each)}
    screens = {
        path.rpartition("@@")[2].partition("?")[0].partition("/")[0]
        for path in done
        if "@@" in path
    }
    assert {
        "contents",
        "edit",
        "sharing",
        "audit",
        "people",
        "person",
        "groups",
        "account",
        "media",
        "settings",
        "settings-ini",
    } <= screens
    for path in ("/attacks/document-0/@@history", "/@@media", "/attacks"):
        palette(seen, path)
    context.close()
    assert seen.faults == []
