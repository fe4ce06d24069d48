"""Listings of folders that are too large to be counted."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from api_site import Api

from contentsite.catalog.ask import Asking
from contentsite.catalog.catalog import Catalog
from contentsite.catalog.children import Children
from contentsite.security.principal import ANONYMOUS
from contentsite.types.document import Document
from contentsite.types.folder import Folder


def fill(api: Api, drafts: tuple[int, ...]) -> None:
    folder = api.site.add("many", Folder(title="Many"))
    folder.publish()
    for number in range(9):
        node = folder.add(f"n{number}", Document(title=f"N{number}"))
        if number not in drafts:
            node.publish()
    api.commit()


def followed(api: Api, person: str, address: str) -> tuple[list[str], list[int]]:
    """Return the titles of all batches, and what each said of the number."""
    titles: list[str] = []
    totals: list[int] = []
    while address:
        found: Any = api.ask(person, f"GET {address}").json
        titles += [item["title"] for item in found["items"]]
        totals.append(found["items_total"])
        address = found.get("batching", {}).get("next", "").removeprefix("http://localhost")
    return titles, totals


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a folder of nine be a large one."""
    monkeypatch.setattr("contentsite.api.content.listing.COUNTED", 3)
    monkeypatch.setattr("contentsite.api.content.listing.SCAN", 4)


@pytest.mark.usefixtures("small")
def test_nothing_is_hidden(api: Api) -> None:
    fill(api, ())
    for person in ("", "manager"):
        titles, totals = followed(api, person, "/many?b_size=4")
        assert titles == [f"N{number}" for number in range(9)]
        assert totals == [9, 9, 9]


@pytest.mark.usefixtures("small")
def test_something_is_hidden(api: Api) -> None:
    fill(api, (1, 3, 4, 5, 6))
    titles, totals = followed(api, "", "/many?b_size=2")
    assert titles == ["N0", "N2", "N7", "N8"]
    assert totals == [4, 4, 4]
    assert followed(api, "manager", "/many?b_size=4")[1] == [9, 9, 9]
    counted = api.ask("", "GET /many?b_start=2&b_size=2").json
    assert len(counted["items"]) <= 2


@pytest.mark.usefixtures("small")
def test_something_is_hidden_and_there_is_no_catalog_yet(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Catalog, "is_ready", lambda _self, _db: False)
    fill(api, (1, 3, 4, 5, 6))
    titles, totals = followed(api, "", "/many?b_size=2")
    assert titles == ["N0", "N2", "N7", "N8"]
    # what is known so far where something hidden was met, and right at the end
    assert totals == [3, 3, 4]
    asking = Asking(api.registry, api.site, ANONYMOUS, datetime.now(UTC))
    assert asking.children(api.site["many"], Children()) is None
