"""Settings in a browser: what comes of them is seen while one types."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect
from serving import Served, served_to_manager
from visits import Open

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def served(_browser_there: None) -> Iterator[Served]:
    with served_to_manager(lambda site: None) as found:
        yield found


def test_the_hue_is_tried_by_a_slider(work: Open) -> None:
    page = (seen := work()).page
    seen.go("/@@settings-theme")
    slider = page.get_by_role("slider", name="Hue")
    before = page.locator(".sample-button").first.evaluate(
        "e => getComputedStyle(e).backgroundColor"
    )
    with page.expect_response("**/@@settings-theme?hue=196"):
        slider.press("ArrowRight")
    expect(page.get_by_label("Hue").first).to_have_value("196")
    with page.expect_response("**/@@settings-theme?hue=20"):
        page.locator("[name=f-theme_hue]").fill("20")
    expect(page.locator("html")).to_have_attribute("data-hue", "020")
    expect(slider).to_have_value("20")
    after = page.locator(".sample-button").first.evaluate(
        "e => getComputedStyle(e).backgroundColor"
    )
    assert before != after
    light, dark = (
        page.locator(f".sample.{way}").evaluate("e => getComputedStyle(e).backgroundColor")
        for way in ("light", "dark")
    )
    assert light != dark
    assert not seen.axe()
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".said [role=status]")).to_contain_text("They hold at once")
    expect(page.locator("html")).to_have_attribute("data-hue", "020")


def test_the_entry_of_a_search_engine_follows_what_is_typed(work: Open) -> None:
    page = (seen := work(360)).page
    seen.go("/@@settings")
    page.get_by_label("Title").fill("<b>The Owl Line</b>")
    expect(page.locator(".snippet-title")).to_have_text("<b>The Owl Line</b>")
    assert page.locator(".snippet-title b").count() == 0
