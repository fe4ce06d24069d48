"""Files beside pages: what is said of them, and whether listings show them."""

from pathlib import Path

from exchange_sources import Importer, by_id, picture, reasons, write_files

from contentsite.declaration import types_of
from contentsite.exchange.item import Source
from contentsite.exchange.markdown.reader import read_markdown
from contentsite.exchange.sample import add_sample
from contentsite.testing import site_app
from contentsite.tree.node import path_of
from contentsite.tree.walk import nodes_in


def read(folder: Path, files: dict[str, str | bytes]) -> Source:
    return read_markdown(write_files(folder, files), lambda source_id: source_id)


def test_a_folder_of_pictures(tmp_path: Path) -> None:
    table = (
        '+++\ntype = "Folder"\nlayout = "gallery"\n[files."b.png"]\ntitle = "Bee"\nalt = "A bee"\n'
        'caption = "It <b>hums</b>"\nlicence = "CC0"\ndescription = "On a flower"\n'
        '[files."a.png"]\ntitle = "Ay"\nlisted = false\n[files."gone.png"]\ntitle = "x"\n+++\n'
    )
    source = read(
        tmp_path,
        {"p/index.md": table, "p/a.png": picture(), "p/b.png": picture(), "p/c.png": picture()},
    )
    items = by_id(source)
    assert [i.name for i in source.items] == ["p", "b.png", "a.png", "c.png"]
    bee = items["p/b.png"]
    assert (bee.title, bee.parent, bee.listed, bee.type) == ("Bee", "p", True, "Image")
    assert bee.values == {
        "alt": "A bee",
        "caption": "It <b>hums</b>",
        "licence": "CC0",
        "description": "On a flower",
    }
    assert not items["p/a.png"].listed
    assert items["p"].type == "Folder"
    assert "p/index.md: says something of gone.png, which is not there" in reasons(source)


def test_hugo_resources(tmp_path: Path) -> None:
    matter = (
        "---\ntitle: Post\nresources:\n- src: hero.png\n  title: The hero\n  params: {alt: He}\n"
        "- src: 'more/*.png'\n  name: x-:counter\n  title: 'Number :counter'\n- 7\n---\n![h](hero.png)"
    )
    source = read(
        tmp_path,
        {"p/index.md": matter, "p/hero.png": picture(), "p/more/1.png": picture(), "q.md": "q"},
    )
    items = by_id(source)
    assert items["p/hero.png"].title == "The hero"
    assert items["p/hero.png"].values == {"alt": "He"}
    assert items["p/more/1.png"].title == "Number 2"
    assert not items["p/hero.png"].listed


def test_grav_metadata(tmp_path: Path) -> None:
    source = read(
        tmp_path,
        {
            "01.p/default.md": "![h](h.png)",
            "01.p/h.png": picture(),
            "01.p/h.png.meta.yaml": "title: From beside\nalt_text: Words\norder: 2",
            "01.p/i.png": picture(),
            "01.p/i.png.meta.yaml": "a: [",
        },
    )
    assert by_id(source)["01.p/h.png"].title == "From beside"
    assert by_id(source)["01.p/h.png"].values == {"alt": "Words"}
    assert "01.p/i.png.meta.yaml: line 1, column" in reasons(source)


def test_which_files_are_listed(tmp_path: Path) -> None:
    source = read(
        tmp_path,
        {
            "docs/a.md": "x",
            "docs/loose.pdf": b"%PDF",
            "docs/images/i.png": picture(),
            "photos/one.png": picture(),
            "photos/more/two.png": picture(),
            "album/index.md": "---\ntype: gallery\n---\n",
            "album/three.png": picture(),
        },
    )
    listed = {i.source_id: i.listed for i in source.items}
    assert listed == {
        "docs": True,
        "docs/a.md": True,
        "docs/loose.pdf": False,
        "docs/images": False,
        "docs/images/i.png": True,
        "photos": True,
        "photos/one.png": True,
        "photos/more": True,
        "photos/more/two.png": True,
        "album": True,
        "album/three.png": True,
    }
    assert by_id(source)["album"].extra == {"layout": "gallery"}


def test_pages_that_are_not_listed(tmp_path: Path) -> None:
    hidden = ["visible: false", "build: {list: never}", "_build: {list: false}", "unlisted: true"]
    hidden += ["headless: true", "nav_exclude: true", "listed: no"]
    shown = ["visible: true", "build: {render: never}", "unlisted: false", "listed: true"]
    files = {f"{n}.md": f"---\n{line}\n---\nx" for n, line in enumerate([*hidden, *shown])}
    found = {i.name: i.listed for i in read(tmp_path, dict(files)).items}
    assert [found[str(n)] for n in range(11)] == [False] * 7 + [True] * 4


def test_sorting(tmp_path: Path) -> None:
    source = read(
        tmp_path,
        {
            "_posts/2024-01-01-a.md": "a",
            "_posts/2024-01-02-b.md": "b",
            "dated/_index.md": "---\ntitle: Dated\n---\n",
            "dated/a.md": "---\ndate: 2024-01-01\n---\na",
            "dated/b.md": "---\ndate: 2024-01-02\n---\nb",
            "weighed/a.md": "---\ndate: 2024-01-01\nweight: 1\n---\na",
            "weighed/b.md": "---\ndate: 2024-01-02\nweight: 2\n---\nb",
            "asked/index.md": "---\ncontent: {order: {by: header.date, dir: asc}}\n---\n",
            "asked/a/index.md": "a",
            "named/index.md": "---\ncontent: {order: {by: title}}\n---\n",
            "named/a/index.md": "a",
            "own/index.md": "---\ntype: Folder\nsorting: title\n---\n",
            "own/a.md": "a",
        },
    )
    found = {i.source_id: i.extra.get("sorting") for i in source.items if i.type == "Folder"}
    assert found == {
        "_posts": "newest",
        "dated": "newest",
        "weighed": None,
        "asked": "oldest",
        "named": "title",
        "own": "title",
    }


def test_pictures_of_pages(importer: Importer, tmp_path: Path) -> None:
    source = write_files(
        tmp_path / "d",
        {
            "a/index.md": "---\nimage: hero.png\n---\na",
            "a/hero.png": picture(),
            "b.md": "---\ncover: {image: /a/hero.png, alt: x}\n---\nb",
            "c.md": "---\npicture: a/hero.png\nrelated: [b.md, 'a', b.md]\n---\nc",
            "d.md": "---\nimages: [https://x.example/y.png]\n---\nd",
        },
    )
    report = importer.markdown(source)
    hero = importer.at("/a-hero.png").uid
    assert [importer.at(p).picture for p in ("/a", "/b", "/c", "/d")] == [hero, hero, hero, None]
    assert importer.at("/c").related == (importer.at("/b").uid, importer.at("/a").uid)
    assert [p.reason for p in report.problems] == ["'images' fits no field of the type (1 page)"]


def test_the_sample() -> None:
    with site_app(contentsite__site__sample="false") as (site, browser):
        report = add_sample(site, types_of(browser.app.registry))  # type: ignore[arg-type]
        assert report.problems == []
        hero, chosen, news, text = site.blocks
        assert hero.picture == site["pictures"]["moonlit-viaduct.jpg"].uid
        assert hero.leads_to == f"uid:{site['ride'].uid}"
        assert (len(chosen.pages), news.folder) == (3, site["news"].uid)
        assert text.text.startswith("<h2>Why a slow train</h2>")
        assert (site["news"].sorting, site["departures"].sorting) == ("newest", "oldest")
        dates = [one.dated for one in site["news"].children()]
        assert dates == sorted(dates, reverse=True)
        assert all(one.picture for one in site["news"].children())
        assert len(site["pictures"]) == 9
        assert all(one.listed and one.alt for one in site["pictures"].children())
        browser.commit()
        for node in list(nodes_in(site)):
            if node.state == "published":
                browser.get("/" + "/".join(path_of(node)))


def test_files_named_like_those_of_the_site_itself(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"a.md": "A", "robots.txt": "Disallow: /", "b/robots.txt": "x"}
    with site_app() as (site, browser):
        Importer(site, browser).markdown(write_files(tmp_path / "s", {**files, "b/c.md": "C"}))
        assert "robots.txt" not in site
        assert "Sitemap:" in browser.get("/robots.txt").text
        kept = next(node for node in nodes_in(site) if node.__name__.startswith("robots"))
        assert browser.get("/" + "/".join(path_of(kept)) + "/@@download").body
