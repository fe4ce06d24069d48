"""Importing into a site: what is made, what is updated, and what happens when it is cut short."""

from pathlib import Path
from urllib.parse import quote

import pytest
from exchange_sources import Importer, Killed, attachment, entry, picture, write_files, wxr

from contentsite.declaration import types_of
from contentsite.exchange import load as load_module
from contentsite.exchange import prepare
from contentsite.exchange.item import Problem, uid_maker
from contentsite.exchange.markdown.reader import read_markdown
from contentsite.exchange.place import PlaceError
from contentsite.testing import site_app
from contentsite.tree.check import check_tree
from contentsite.tree.move import move
from contentsite.types.document import Document
from contentsite.types.site import Site


def said(problems: list[Problem]) -> str:
    return "\n".join(f"{one.where}: {one.reason}" for one in problems)


TREE: dict[str, str | bytes] = {
    "01.guide/index.md": "---\ntitle: Guide\n---\nStart [here](02.b.md)",
    "01.guide/01.a.md": "---\naliases: [/old/a]\n---\n# A\n\n![pic](pic.png)",
    "01.guide/02.b.md": "# B\n\n[a](01.a.md)",
    "01.guide/pic.png": picture(),
    "02.last.md": "# Last",
}


def test_a_second_import_changes_nothing(importer: Importer, tmp_path: Path) -> None:
    source = write_files(tmp_path / "docs", TREE)
    first = importer.markdown(source, "/docs")
    assert (first.made, first.updated, first.problems) == (5, 0, [])
    tree, change = importer.tree(), importer.last_change()
    second = importer.markdown(source, "/docs")
    assert (second.made, second.updated, second.unchanged) == (0, 0, 5)
    assert importer.tree() == tree
    assert importer.last_change() == change


def test_pages_and_pictures_are_served(importer: Importer, tmp_path: Path) -> None:
    importer.markdown(write_files(tmp_path / "docs", TREE), "/docs")
    browser = importer.browser
    page = browser.get("/docs/guide/a")
    assert 'href="/docs/guide/a"' in browser.get("/docs/guide/b").text
    address = next(part for part in page.text.split('"') if "pic.png" in part)
    served = browser.get(address)
    assert served.content_type == "image/png"
    assert browser.get("/old/a", status=301).location.endswith("/docs/guide/a")


def test_a_changed_source_updates(importer: Importer, tmp_path: Path) -> None:
    source = write_files(tmp_path / "docs", TREE)
    importer.markdown(source)
    uid = importer.at("/guide/a").uid
    write_files(
        source,
        {
            "01.guide/01.a.md": "# A, again",
            "01.guide/00.new.md": "# New first",
            "01.guide/01.between.md": "# Between",
            "01.guide/pic.png": picture("red"),
        },
    )
    report = importer.markdown(source)
    assert (report.made, report.updated) == (2, 2)
    assert importer.at("/guide/a").title == "A, again"
    assert importer.at("/guide/a").uid == uid
    assert list(importer.at("/guide"))[:4] == ["new", "a", "between", "b"]


def test_what_was_moved_in_the_site_stays_there(importer: Importer, tmp_path: Path) -> None:
    source = write_files(tmp_path / "docs", TREE)
    importer.markdown(source, "/docs")
    move(importer.at("/docs/guide"), importer.site)
    importer.browser.commit()
    report = importer.markdown(source, "/docs")
    assert (report.made, report.updated) == (0, 0)
    move(importer.at("/docs"), importer.at("/guide"))
    importer.browser.commit()
    assert importer.markdown(source, "/docs").made == 0


@pytest.mark.parametrize("commits", [0, 1, 2, 3, 5])
def test_an_import_that_was_killed_goes_on(
    importer: Importer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, commits: int
) -> None:
    monkeypatch.setattr(load_module, "BATCH", 2)
    files: dict[str, str | bytes] = {
        f"{n:02}.part/{k:02}.page.md": f"---\naliases: /old/{n}/{k}\n---\n# P{n}{k}"
        for n in range(3)
        for k in range(4)
    }
    source = write_files(tmp_path / "docs", {**files, **TREE})
    with pytest.raises(Killed):
        importer.markdown(source, "/docs", commits=commits)
    with pytest.raises(Killed):
        importer.markdown(source, "/docs", commits=1)
    importer.markdown(source, "/docs")
    resumed = importer.tree()
    importer.site.remove("docs")
    for address, _uid in list(importer.site.redirects):
        del importer.site.redirects._rules[address]
    importer.browser.commit()
    importer.markdown(source, "/docs")
    assert importer.tree() == resumed
    assert list(resumed) == list(importer.tree())


def test_a_page_that_got_children_becomes_a_folder(importer: Importer, tmp_path: Path) -> None:
    def pages(*more: str) -> str:
        links = 'x <a href="/one/">one</a>'
        return wxr(
            entry(1, "One", kind="page", link="https://blog.example/one/", post_name="one"),
            entry(2, "Two", links, kind="page", link="https://blog.example/two/", post_name="two"),
            *more,
        )

    importer.wxr(pages(), tmp_path / "a.xml")
    before = importer.at("/one")
    order = list(importer.site)
    child = entry(3, "Child", kind="page", post_name="child", post_parent="1")
    report = importer.wxr(pages(child), tmp_path / "a.xml")
    after = importer.at("/one")
    assert (report.made, report.updated) == (1, 1)
    assert (type(after).__name__, after.uid, after.created) == (
        "Folder",
        before.uid,
        before.created,
    )
    assert list(importer.site) == order
    assert list(after) == ["child"]
    assert importer.browser.get("/?p=1", status=301).location.endswith("/one")
    assert importer.wxr(pages(child), tmp_path / "a.xml").unchanged == 3
    again = importer.wxr(pages(), tmp_path / "a.xml")
    assert (again.updated, type(importer.at("/one")).__name__) == (0, "Folder")


def test_one_source_in_two_places_makes_two_sets(importer: Importer, tmp_path: Path) -> None:
    source = write_files(tmp_path / "docs", TREE)
    importer.markdown(source, "/one")
    report = importer.markdown(source, "/two/deep")
    assert report.made == 5
    assert "the old address /old/a leads to /one/guide/a already" in said(report.problems)
    assert importer.at("/one/guide/a").uid != importer.at("/two/deep/guide/a").uid
    one, two = importer.at("/one/guide/b"), importer.at("/two/deep/guide/b")
    assert importer.at("/two/deep/guide/a").uid in two.body
    assert importer.at("/one/guide/a").uid in one.body


def test_names_that_are_taken(importer: Importer, tmp_path: Path) -> None:
    importer.site.add("last", Document(title="Was here before"))
    importer.site.add("pic.png", Document(title="So was this"))
    source = write_files(tmp_path / "docs", {"last.md": "---\naliases: /last\n---\nx"})
    write_files(source, {"pic.png": picture()})
    report = importer.markdown(source)
    assert importer.at("/last").title == "Was here before"
    assert importer.at("/last-2").title == "Last"
    assert importer.at("/pic-2.png").title == "pic"
    assert "the old address /last is that of a page here: it stays so" in said(report.problems)


def test_greek_names_and_every_alias(importer: Importer, tmp_path: Path) -> None:
    slug = "%ce%b5%cf%80%ce%af%cf%80%ce%b5%ce%b4%ce%bf"
    posts = [
        entry(1, "Επίπεδο", post_name=slug, link=f"https://blog.example/2024/05/{slug}/"),
        entry(2, "Old", inner="", post_name="x", link="https://blog.example/2024/05/x/"),
    ]
    importer.wxr(wxr(*posts), tmp_path / "a.xml", into="/blog")
    assert importer.at("/blog/news/επίπεδο").title == "Επίπεδο"
    leads = dict(iter(importer.site.redirects))
    assert f"/2024/05/{'επίπεδο'}" in leads
    for alias, uid in leads.items():
        answer = importer.browser.get(quote(alias, safe="/?=&"))
        assert answer.status_code == 301
        found = importer.browser.get(answer.location)
        assert importer.site.find(uid).title in found.text


def test_values_that_do_not_fit(importer: Importer, tmp_path: Path) -> None:
    source = write_files(
        tmp_path / "docs",
        {
            "e.md": "---\ntype: event\ntitle: E\nstarts: never\nends: 2024-05-01\nplace: [1]\n"
            "website: nowhere\ncolour: red\n---\n",
            "r.md": "---\ntype: event\nstarts: 2024-05-02\nends: 2024-05-01\n---\nx",
            "t.md": "---\ntype: dragon\n---\nx",
            "s.md": "---\ntype: Site\n---\nx",
            "f/index.md": "---\ntype: event\n---\nx",
            "f/child.md": "x",
            "l.md": "---\ntype: link\ntarget: f/child.md\n---\n",
        },
    )
    report = importer.markdown(source)
    problems = said(report.problems)
    for word in ("starts: ", "place: ", "website: must be", "ends: must not be before the start"):
        assert word in problems
    assert "'colour' fits no field of the type (1 page)" in problems
    assert "'dragon' is not a type of this site; imported as Document" in problems
    assert "'Site' stands at the top of a site only" in problems
    assert "'Event' cannot hold pages" in problems
    assert importer.at("/e").starts is None
    assert importer.at("/e").ends.year == 2024
    assert (importer.at("/r").starts.day, importer.at("/r").ends) == (2, None)
    assert importer.at("/l").target == f"uid:{importer.at('/f/child').uid}"


def test_a_picture_that_cannot_be_read_is_a_file(importer: Importer, tmp_path: Path) -> None:
    source = write_files(tmp_path / "d", {"a.md": "![x](p.png)", "p.png": picture()[:40]})
    write_files(source, {"doc.pdf": b"%PDF-1.4 text"})
    report = importer.markdown(source)
    assert "imported as a file to download" in said(report.problems)
    assert type(importer.at("/p.png")).__name__ == "File"
    with importer.at("/p.png").file.blob.open("r") as stream:
        assert stream.read() == picture()[:40]
    assert importer.browser.get("/a").status_code == 200
    with importer.at("/doc.pdf").file.blob.open("r") as stream:
        assert stream.read() == b"%PDF-1.4 text"


def test_a_file_that_went_away_is_reported(importer: Importer, tmp_path: Path) -> None:
    source = write_files(tmp_path / "d", {"a.md": "a", "p.txt": "x"})
    read = read_markdown(source, uid_maker("x"))
    (source / "p.txt").unlink()
    types = types_of(importer.browser.app.registry)
    found, problems = prepare.prepare(read, types, Site, uid_maker("x"))
    assert [one.item.source_id for one in found] == ["a.md"]
    assert "cannot be read" in said(problems)


def test_wordpress_files(importer: Importer, tmp_path: Path) -> None:
    files = write_files(tmp_path / "up", {"2024/05/cat.png": picture(), "a.pdf": b"%PDF"})
    text = (
        '[caption id="attachment_5"]<img src="/wp-content/uploads/2024/05/cat.png"> Cat[/caption]'
    )
    importer.wxr(
        wxr(entry(1, "Post", text), attachment(5, "2024/05/cat.png"), attachment(6, "a.pdf")),
        tmp_path / "a.xml",
        files,
    )
    page = importer.browser.get("/news/slug-1")
    assert "<figcaption>Cat</figcaption>" in page.text
    assert not importer.at("/media").listed
    assert importer.at("/media/cat.png").listed
    assert importer.at("/news").sorting == "newest"
    old = "/wp-content/uploads/2024/05/cat.png"
    assert importer.browser.get(old, status=301).location.endswith("/media/cat.png")


def test_sticky_posts_are_reported_once(importer: Importer, tmp_path: Path) -> None:
    posts = [entry(n, f"P{n}", is_sticky="1") for n in (1, 2)]
    report = importer.wxr(wxr(*posts), tmp_path / "a.xml")
    assert said(report.problems).count("sticky") == 1
    assert "P1, P2: 2 sticky" in said(report.problems) or "P2, P1: 2 sticky" in said(
        report.problems
    )


def test_types_of_plugins(tmp_path: Path) -> None:
    text = "# Soup\n\nSee [the pie](pie.md#x), `[a](pie.md)` and [gone](gone.md).\n"
    source = write_files(
        tmp_path / "book",
        {
            "soup.md": f"---\ntype: recipe\nhero: img/s.png\nsource: pie.md\nportions: 4\n---\n{text}",
            "pie.md": "---\ntype: Recipe\nportions: many\nhero: nowhere.png\n---\n*Pie*",
            "tale.md": "---\ntype: story\n---\n*Tale*",
            "ch/index.md": "---\ntype: volume\n---\n*Chapter*",
            "ch/one.md": "One",
            "img/s.png": picture(),
        },
    )
    with site_app("recipe_plugin", contentsite__site__sample="false") as (site, browser):
        importer = Importer(site, browser)
        report = importer.markdown(source)
        soup, pie = importer.at("/soup"), importer.at("/pie")
        assert soup.title == "Soup"
        assert f"[the pie](uid:{pie.uid}#x), `[a](pie.md)` and [gone](gone.md)" in soup.body
        assert (soup.hero, soup.source) == (importer.at("/img/s.png").uid, f"uid:{pie.uid}")
        assert (soup.portions, pie.portions) == (4, 1)
        assert pie.body == "*Pie*"
        assert importer.at("/tale").body == "<p><em>Tale</em></p>"
        assert importer.at("/ch").body == "*Chapter*"
        assert list(importer.at("/ch")) == ["one"]
        problems = said(report.problems)
        assert "pie.md: hero: nowhere.png leads to nothing in the source; left out" in problems
        assert "portions: " in problems
        assert importer.markdown(source).updated == 0
        assert browser.get("/soup").status_code == 200


def test_what_a_plugin_switched_off_made_stays(tmp_path: Path) -> None:
    book: dict[str, str | bytes] = {
        "1.first.md": "First",
        "2.soup.md": "---\ntype: recipe\naliases: /old/soup\ncolour: red\n---\n*Soup*",
        "3.ch/index.md": "---\ntype: volume\n---\n*Chapter*",
        "3.ch/1.one.md": "One",
        "3.ch/2.two.md": "Two",
        "4.last.md": "Last",
    }
    source = write_files(tmp_path / "book", book)
    more: dict[str, str | bytes] = {
        "2.soup.md": "---\ntype: recipe\n---\n*Changed*",
        "3.ch/1.one.md": "---\naliases: /old/one\n---\nOne, changed",
        "3.ch/2.two/index.md": "Two",
        "3.ch/2.two/deep.md": "Deep",
        "3.ch/3.new.md": "---\naliases: /old/new\n---\nNew",
        "3.ch/4.more/index.md": "More",
        "3.ch/4.more/page.md": "Page",
        "3.zbetween.md": "Between",
    }
    settings = {
        "zodbconn__uri": f"datafs://{tmp_path}/Data.fs",
        "contentsite__site__sample": "false",
    }
    with site_app("recipe_plugin", **settings) as (site, browser):
        assert Importer(site, browser).markdown(source).made == 6
        uids = {name: site[name].uid for name in ("soup", "ch")}
    with site_app(**settings) as (site, browser):
        importer = Importer(site, browser)
        change = importer.last_change()
        report = importer.markdown(source)
        assert (report.made, report.updated, report.unchanged) == (0, 0, 6)
        left = "its node is of a class that is not installed; left as it is"
        below = "its node is below one whose class is not installed; left as it is"
        assert [one.reason for one in report.problems] == [left, left, below, below]
        assert importer.last_change() == change
        (source / "3.ch/2.two.md").unlink()
        write_files(source, more)
        report = importer.markdown(source)
        problems = said(report.problems)
        assert problems.count(left) == 2
        out = "it belongs below a node that is in the trash, or whose class is not installed; left out"
        assert problems.count(out) == len(("two", "deep", "new", "more", "page"))
        assert (report.made, report.updated, report.unchanged) == (1, 0, 5)
        assert list(site) == ["first", "soup", "ch", "zbetween", "last"]
        assert "/old/one" not in dict(iter(site.redirects))
    with site_app("recipe_plugin", **settings) as (site, browser):
        assert {name: site[name].uid for name in uids} == uids
        assert [fault.path for fault in check_tree(site)] == []
        importer = Importer(site, browser)
        report = importer.markdown(source)
        assert report.problems == []
        assert importer.at("/soup").body == "*Changed*"
        assert importer.at("/ch/one").body == "<p>One, changed</p>"
        assert importer.at("/ch/more/page").title == "Page"
        assert importer.markdown(source).updated == 0


def test_a_place_that_was_moved_below_what_is_switched_off(tmp_path: Path) -> None:
    source = write_files(
        tmp_path / "docs", {"a.md": "A", "ch/index.md": "---\ntype: volume\n---\n"}
    )
    settings = {
        "zodbconn__uri": f"datafs://{tmp_path}/Data.fs",
        "contentsite__site__sample": "false",
    }
    with site_app("recipe_plugin", **settings) as (site, browser):
        importer = Importer(site, browser)
        importer.markdown(source)
        importer.markdown(write_files(tmp_path / "more", {"b.md": "B"}), "/more")
        move(importer.at("/more"), importer.at("/ch"))
        browser.commit()
    with site_app(**settings) as (site, browser):
        with pytest.raises(PlaceError, match="/more was moved below a node whose class is not"):
            Importer(site, browser).markdown(tmp_path / "more", "/more")
        assert list(site) == ["a", "ch"]
