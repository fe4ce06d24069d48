"""Deep trees and large folders: no recursion, nothing quadratic, small records."""

from __future__ import annotations

from itertools import islice

import pytest
from stored import Stored

from contentsite.tree.check import check_tree
from contentsite.tree.copy import copy
from contentsite.tree.move import move, rename
from contentsite.tree.node import path_of
from contentsite.tree.repair import repair
from contentsite.tree.walk import nodes_in, walk
from contentsite.types.document import Document
from contentsite.types.folder import Folder

DEEP = 2_500
LARGE = 20_000


@pytest.fixture(scope="module")
def deep(tmp_path_factory):
    stored = Stored(tmp_path_factory.mktemp("deep"), cache_size=20_000)
    top = Folder(title="d")
    for _level in range(DEEP):
        # from below, since what is added to a deep place has to look up to the top
        above = Folder(title="d")
        above.add("d", top)
        top = above
    stored.site.add("top", top)
    stored.site.add("z", Folder(title="z"))
    stored.look()
    yield stored
    stored.close()


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    stored = Stored(tmp_path_factory.mktemp("large"))
    folder = stored.site.add("f", Folder(title="f"))
    text = (
        "A description that uses all of the hundred and sixty characters that a row keeps of it; "
        * 2
    )
    for number in range(LARGE):
        folder.add(name_of(number), Document(title=f"Page number {number}", description=text[:160]))
        if number % 5_000 == 4_999:
            stored.look()
    stored.look()
    yield stored
    stored.close()


def name_of(number: int) -> str:
    return f"page-{number:06}"


def test_a_deep_tree(deep):
    site = deep.site
    assert sum(1 for _ in walk(site)) == DEEP + 3
    assert list(check_tree(site)) == []
    move(site["top"], site["z"])
    site = deep.look()
    rename(site["z"]["top"], "new")
    copy(site["z"]["new"], site)
    site = deep.look()
    assert sum(1 for _ in nodes_in(site["new"])) == DEEP + 1
    *_, last = nodes_in(site["new"])
    assert len(path_of(last)) == DEEP + 1
    assert last.update({"title": "last"})
    assert list(repair(site)) == []
    site.remove("new")
    site["z"].remove("new")
    site = deep.look()
    assert list(check_tree(site)) == []
    assert len(list(site.uids())) == 2
    # some readings of each object: millions, if anything were quadratic
    loads, _stores = deep.connection.getTransferCounts()
    assert loads <= 100 * DEEP


def test_a_reorder_in_a_large_folder_is_small(large):
    written = []
    for number in range(1, 120):
        size = large.size()
        large.site["f"].reorder(name_of(number * 7), name_of(LARGE - number * 150))
        large.look()
        written.append(large.size() - size)
    written.sort()
    assert written[len(written) // 2] <= 8_000
    assert written[-1] <= 16_000


def test_a_reorder_in_a_part_that_is_full_is_small(large):
    written = []
    for number in range(300):
        size = large.size()
        # each lands beside the one before it: leaves fill up, and are split
        large.site["f"].reorder(name_of(9_000 + number), name_of(8_000 + number // 3))
        large.look()
        written.append(large.size() - size)
    assert max(written) <= 16_000


def test_crowding_one_place_stays_small(large):
    written = []
    for number in range(1, 120):
        size = large.size()
        large.site["f"].reorder(name_of(LARGE - number), name_of(100))
        large.look()
        written.append(large.size() - size)
    assert max(written) <= 16_000
    names = list(islice(large.site["f"], 400))
    assert names[names.index(name_of(100)) - 1] == name_of(LARGE - 119)


def test_a_page_of_a_large_folder_loads_little_wherever_it_is(large):
    for after in (None, large.site["f"].order.key(name_of(LARGE // 2))):
        large.connection.cacheMinimize()
        folder = large.site["f"]
        large.connection.getTransferCounts(clear=True)
        assert len(list(islice(folder.rows(after), 50))) == 50
        assert large.connection.getTransferCounts()[0] <= 12


def test_an_edit_in_a_large_folder_is_small(large):
    size = large.size()
    large.site["f"][name_of(500)].update({"title": "New"})
    large.look()
    assert large.size() - size <= 12_000
