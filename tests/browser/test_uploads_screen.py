"""Files sent to a folder: many with their progress, one cancelled, a network that fails, refusals that say why."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PIL import Image as Picture
from playwright.sync_api import Page, Route, expect
from serving import Served, served_to_manager
from visits import Open, Visit

from contentsite.tree.root import Root
from contentsite.types.folder import Folder

pytestmark = pytest.mark.browser


@pytest.fixture
def served(_browser_there: None) -> Iterator[Served]:
    """A site with a folder, that takes requests of up to 1 MB."""

    def fill(site: Root) -> None:
        site.add("docks", Folder(title="Docks"))

    with served_to_manager(fill, contentsite__web__max_body="1000000") as found:
        yield found


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with seven texts, a picture, and a file that is too large."""
    for number in range(7):
        (tmp_path / f"paper-{number}.txt").write_text(f"Words {number}\n" * 2_000, encoding="utf-8")
    stream = io.BytesIO()
    Picture.new("RGB", (40, 30), "teal").save(stream, "PNG")
    (tmp_path / "lake.png").write_bytes(stream.getvalue())
    (tmp_path / "film.mp4").write_bytes(b"\0" * 1_200_000)
    return tmp_path


def opened(work: Open, width: int = 1280, scheme: str = "light") -> Visit:
    seen = work(width, scheme)
    seen.go("/docks/@@contents")
    expect(seen.page.locator("html[data-ready=explorer]")).to_have_count(1)
    return seen


def choose(page: Page, *files: Path) -> None:
    with page.expect_file_chooser() as chooser:
        page.locator("[data-upload]").first.click()
    chooser.value.set_files([*map(str, files)])


def titles(page: Page) -> list[str]:
    return sorted(page.locator("#rows th > a span").all_text_contents())


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (360, "light")])
def test_many_files_one_cancelled_one_too_large(
    work: Open, files: Path, width: int, scheme: str
) -> None:
    seen = opened(work, width, scheme)
    page, held, let_go = seen.page, list[Route](), Event()
    page.route(
        "**/@@upload", lambda route: (Route.continue_ if let_go.is_set() else held.append)(route)
    )
    choose(page, *sorted(files.iterdir()))
    lines = page.locator(".uploads li")
    expect(lines).to_have_count(9)
    expect(lines.filter(has_text="film.mp4")).to_contain_text("this site takes up to 1.0 MB")
    expect(lines.get_by_role("progressbar")).to_have_count(8)
    # three at a time are on their way, the others wait
    expect(lines.filter(has_text="waiting")).to_have_count(5)
    assert not seen.axe()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Cancel paper-6.txt").click()
    with page.expect_event("requestfailed") as cancelled:
        page.get_by_role("button", name="Cancel paper-0.txt").click()
    expect(lines).to_have_count(7)
    let_go.set()
    for route in held:
        # what is let go of as it is cancelled may reach the site all the same
        if route.request != cancelled.value:
            route.continue_()
    expect(lines).to_have_count(1)
    expect(page.locator("#rows tr")).to_have_count(6)
    assert titles(page) == ["Lake", "Paper 1", "Paper 2", "Paper 3", "Paper 4", "Paper 5"]
    lines.get_by_role("button", name="Close").click()
    expect(page.locator(".uploads")).to_have_count(0)


def test_a_network_that_fails_is_tried_again(work: Open, files: Path) -> None:
    seen = opened(work)
    page = seen.page
    seen.expected.add(seen.address + "/docks/@@upload")
    page.route("**/@@upload", lambda route: route.abort("connectionreset"))
    choose(page, files / "paper-1.txt", files / "paper-2.txt")
    lines = page.locator(".uploads li")
    expect(lines.filter(has_text="The connection was lost.")).to_have_count(2)
    page.unroute("**/@@upload")
    lines.first.get_by_role("button", name="Try again").click()
    expect(lines).to_have_count(1)
    assert titles(page) == ["Paper 1"]
    seen.faults.clear()


def test_by_a_plain_form(work: Open, files: Path) -> None:
    seen = work(script=False)
    page = seen.page
    seen.go("/docks/@@contents")
    page.locator("[data-upload]").first.click()
    page.locator("input[type=file]").set_input_files([files / "paper-1.txt", files / "lake.png"])
    page.get_by_role("button", name="Upload").click()
    expect(page.locator(".said")).to_contain_text("2 entries were added.")
    assert titles(page) == ["Lake", "Paper 1"]


def test_what_is_too_large_for_the_site_is_told_without_script(work: Open, files: Path) -> None:
    seen = work(script=False)
    page = seen.page
    seen.go("/docks/@@upload")
    seen.expected.add(seen.address + "/docks/@@upload")
    page.locator("input[type=file]").set_input_files([files / "film.mp4"])
    page.get_by_role("button", name="Upload").click()
    expect(page.locator("body")).to_contain_text("too large")
