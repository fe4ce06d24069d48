"""Each kind of page, as a visitor's browser and a visitor's tools see it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from exhibits import ATTACK, LAYOUTS
from playwright.sync_api import expect
from visits import Open

pytestmark = pytest.mark.browser

PAGES = {
    "/": 200,
    "/exhibits": 200,
    **{f"/exhibits/{layout}": 200 for layout in LAYOUTS},
    "/exhibits/cards/document-0": 200,
    "/exhibits/cards/newsitem-0": 200,
    "/exhibits/cards/event-0": 200,
    "/exhibits/cards/file-0": 200,
    "/exhibits/cards/image-0": 200,
    "/exhibits/cards/link-0": 200,
    "/exhibits/document": 404,
    "/@@search": 200,
    "/@@search?q=document": 200,
    "/@@search?q=document&types=Document&sort=newest": 200,
    "/@@search?q=zzz&types=Document": 200,
    "/sitemap.xml?part=x": 400,
}


@pytest.mark.parametrize("path", sorted(PAGES))
def test_axe_finds_nothing(visit: Open, path: str) -> None:
    seen = visit()
    seen.go(path, PAGES[path])
    for width in (1280, 360):
        seen.page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            seen.page.emulate_media(color_scheme=scheme)
            assert not seen.axe(), (width, scheme)


def test_axe_would_find_something(visit: Open) -> None:
    seen = visit()
    seen.go("/exhibits")
    seen.page.evaluate(
        "document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=\"/favicon.ico\">')"
    )
    assert any(found.startswith("image-alt") for found in seen.axe())


def test_nothing_is_wider_than_a_small_phone(visit: Open) -> None:
    seen = visit(320)
    for path, status in PAGES.items():
        seen.go(path, status)
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_no_script_runs_and_none_is_needed(visit: Open) -> None:
    seen = visit()
    for path, status in PAGES.items():
        seen.go(path, status)
        kinds = seen.page.eval_on_selector_all("script", "found => found.map(each => each.type)")
        assert set(kinds) <= {"application/ld+json"}, path
        marked = seen.page.evaluate(
            "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes])"
            ".filter(a => a.name.startsWith('on') || a.name == 'style').length"
        )
        assert marked == 0, path
    plain = visit(360, script=False)
    plain.go("/exhibits")
    plain.page.get_by_role("button", name="Menu").click()
    expect(plain.page.get_by_role("navigation", name="Main")).to_be_visible()


def test_keyboard_skips_to_the_content(visit: Open) -> None:
    seen = visit()
    seen.go("/exhibits/cards/document-0")
    seen.page.keyboard.press("Tab")
    skip = seen.page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    seen.page.keyboard.press("Enter")
    expect(seen.page.locator("#main")).to_be_focused()


def test_phone_menu_opens_and_closes_by_keyboard(visit: Open) -> None:
    seen = visit(360)
    seen.go("/exhibits")
    menu = seen.page.get_by_role("navigation", name="Main")
    expect(menu).to_be_hidden()
    seen.page.get_by_role("button", name="Menu").focus()
    seen.page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    expect(menu.get_by_role("link", name="Exhibits")).to_be_visible()
    assert not seen.axe()
    seen.page.keyboard.press("Escape")
    expect(menu).to_be_hidden()


def test_wide_windows_show_the_navigation(visit: Open) -> None:
    seen = visit(1280)
    seen.go("/exhibits")
    expect(seen.page.get_by_role("navigation", name="Main")).to_be_visible()
    expect(seen.page.get_by_role("button", name="Menu")).to_be_hidden()


def test_print_has_the_words_and_not_the_furniture(visit: Open) -> None:
    seen = visit()
    seen.go("/exhibits/cards/document-0")
    seen.page.emulate_media(media="print")
    expect(seen.page.locator("h1")).to_be_visible()
    expect(seen.page.locator(".prose")).to_be_visible()
    for name in ("Main", "Breadcrumb"):
        expect(seen.page.get_by_role("navigation", name=name)).to_be_hidden()


LIGHTNESS = """() => {
    const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
    const drawn = (color) => {
        canvas.fillStyle = "white";
        canvas.fillRect(0, 0, 1, 1);
        canvas.fillStyle = color;
        canvas.fillRect(0, 0, 1, 1);
        return canvas.getImageData(0, 0, 1, 1).data.slice(0, 3).reduce((a, b) => a + b) / 765;
    };
    const ground = getComputedStyle(document.documentElement).backgroundColor;
    return [drawn(ground), drawn(getComputedStyle(document.body).color)];
}"""


def test_dark_is_dark_and_paper_is_light(visit: Open) -> None:
    for scheme, media, light in (
        ("light", "screen", True),
        ("dark", "screen", False),
        ("dark", "print", True),
    ):
        seen = visit(1280, scheme)
        seen.go("/exhibits")
        seen.page.emulate_media(media=media)
        ground, words = seen.page.evaluate(LIGHTNESS)
        assert (words < 0.4 and ground > 0.9) is light, (scheme, media, ground, words)


def test_attacks_in_every_field_come_back_as_words(visit: Open) -> None:
    seen = visit()
    wanted, done = {"/attacks"}, set()
    while wanted - done:
        path = sorted(wanted - done)[0]
        done.add(path)
        seen.go(path)
        assert "{{7*7}}${7*7}{0.__class__}" in seen.page.locator("h1").inner_text(), path
        assert ATTACK[:60] in seen.page.title()
        links = seen.page.eval_on_selector_all("a[href]", "found => found.map(each => each.href)")
        assert all(urlsplit(link).scheme in ("http", "https") for link in links)
        wanted |= {
            urlsplit(link).path for link in links if re.search(r"/attacks/[a-z0-9-]+$", link)
        }
    assert len(done) == 9
    seen.go("/attacks/" + "%3Cimg%20src=x%20onerror=alert(1)%3E", 404)
    seen.go("/sitemap.xml?part=%3Cimg%20src=x%20onerror=alert(1)%3E", 400)


def test_each_link_of_the_site_leads_somewhere(visit: Open, address: str) -> None:
    seen = visit()
    wanted, done = {"/"}, set()
    while (rest := wanted - done) and len(done) < 60:
        path = min(rest)
        done.add(path)
        answer = seen.page.request.get(address + path)
        assert answer.status == 200, path
        if "html" in answer.headers["content-type"]:
            found = re.findall(r'(?:href|src)="(/[^"#]*)', answer.text())
            wanted |= {
                each.replace("&amp;", "&") for each in found if not each.startswith("/attacks")
            }
    assert len(done) > 20
