"""What every screen has where scripts run: the theme, messages."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect
from serving import Served, served_to_manager
from visits import Open

from contentsite.tree.root import Root
from contentsite.types.document import Document

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def served(_browser_there: None) -> Iterator[Served]:
    def fill(site: Root) -> None:
        site.add("page", Document(title="A page"))

    with served_to_manager(fill) as found:
        yield found


def test_the_theme_is_switched_and_kept(work: Open) -> None:
    page = (seen := work()).page
    seen.go("/@@contents")
    expect(page.locator("html[data-ready]")).to_have_count(1)
    page.get_by_role("button", name="Light or dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    # the site itself draws it so: nothing is white for a moment
    assert 'data-theme="dark"' in seen.go("/page/@@edit").text()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


@pytest.mark.parametrize("path", ["/@@contents", "/page/@@edit"])
def test_all_that_a_screen_imports_is_named_by_it(work: Open, path: str) -> None:
    """So no file is found late, by way of another; and none is loaded under two names."""
    page = (seen := work()).page
    html = seen.go(path).text()
    expect(page.locator("html[data-ready]")).to_have_count(1)
    page.wait_for_load_state("networkidle")
    loaded = page.evaluate(
        "performance.getEntriesByType('resource').map((each) => new URL(each.name))"
        ".filter((url) => url.pathname.endsWith('.js')).map((url) => url.pathname + url.search)"
    )
    named = re.findall(r'(?:modulepreload" href|module" src)="([^"]+)"', html)
    assert len(named) == len(set(named)) > 5
    assert sorted(loaded) == sorted(named)


def test_what_only_a_script_can_do_is_not_there_without(work: Open) -> None:
    page = (seen := work(script=False)).page
    seen.go("/@@contents")
    expect(page.get_by_role("button", name="Light or dark")).to_have_count(0)
