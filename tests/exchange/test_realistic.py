"""Sources as people have them, imported whole: every page is looked at, every link and picture followed."""

import re
from html import unescape
from pathlib import Path

import pytest
from exchange_sources import Importer, write_files
from realistic import DOCS, HUGO, JEKYLL, WORDPRESS_FILES, wordpress

from contentsite.tree.node import path_of
from contentsite.tree.walk import nodes_in

_CODE = re.compile(r"<(pre|code|script|style)\b.*?</\1>", re.DOTALL)
_RAW = re.compile(r"\[/?[a-z][\w-]*(?: [^\]]*)?\]|\{\{|\{%|<!--|&lt;!--|wp:|\bstyle=")
_ADDRESS = re.compile(r'(?:href|src)="(/[^"]*)"')


def look(importer: Importer) -> dict[str, str]:
    """Ask for all pages and for all that they refer to; give their main parts by path."""
    importer.browser.commit()
    paths = ["/" + "/".join(path_of(n)) for n in nodes_in(importer.site) if n.state == "published"]
    mains: dict[str, str] = {}
    asked: set[str] = set()
    for path in paths:
        page = importer.browser.get(path)
        if page.content_type != "text/html":
            continue
        main = page.text[page.text.index("<main") : page.text.index("</main>")]
        mains[path] = main
        assert not _RAW.search(_CODE.sub("", main)), (path, _RAW.search(_CODE.sub("", main)))
        for address in map(unescape, _ADDRESS.findall(page.text)):
            plain = address.partition("#")[0]
            if plain not in asked:
                asked.add(plain)
                importer.browser.get(plain, status=200)
    return mains


def test_hugo(importer: Importer, tmp_path: Path) -> None:
    report = importer.markdown(write_files(tmp_path / "bees", HUGO), "/bees")
    mains = look(importer)
    bees = importer.at("/bees")
    assert (bees.title, bees.description) == ("The bee notes", "A year at the hives")
    assert [n for n in bees if bees.row(n).listed] == ["about", "posts"]
    assert importer.at("/bees/posts").sorting == "newest"
    assert "<figcaption>The <em>old</em> hive</figcaption>" in mains["/bees"]
    assert "<strong>Visits</strong>" in mains["/bees/about"]
    assert "Come in <strong>June</strong>" in mains["/bees/about"]
    assert "<figcaption>Our logo</figcaption>" in mains["/bees/about"]
    post = mains["/bees/posts/first-flight"]
    assert 'href="#s-next-steps"' in post
    assert 'href="/bees/posts/swarm"' in post
    assert "watch?v=w7Ft2ymGmfc" in post
    assert "{{ x }}" in post
    assert importer.at("/bees/posts/swarm").picture == importer.at("/bees/posts/swarm-tree.png").uid
    assert "<img" not in importer.at("/bees/posts/swarm").body
    assert not importer.at("/bees/posts/hidden").listed
    assert importer.at("/bees/posts/later").state == "draft"
    assert importer.browser.get("/who", status=301).location.endswith("/bees/about")
    reasons = " ".join(problem.reason for problem in report.problems)
    assert "gallery" in reasons
    assert "the site's pages are those in 'content'" in reasons


def test_jekyll(importer: Importer, tmp_path: Path) -> None:
    importer.markdown(write_files(tmp_path / "notes", JEKYLL), "/notes")
    mains = look(importer)
    lamp = importer.at("/notes/posts/the-lamp")
    assert lamp.title == "The lamp: a story"
    assert lamp.picture == importer.at("/notes/assets/images/lamp.png").uid
    assert "{{ lamp }}" in mains["/notes/posts/the-lamp"]
    assert 'href="/notes/about"' in mains["/notes/posts/the-lamp"]
    assert 'href="/notes/posts/the-lamp"' in mains["/notes/about"]
    assert list(importer.at("/notes/posts")) == ["second", "the-lamp"]
    assert not importer.at("/notes/assets").listed
    assert importer.at("/notes/drafts/idea").state == "draft"
    assert importer.browser.get("/2021/11/05/the-lamp.html").location.endswith("/posts/the-lamp")
    assert importer.browser.get("/about-me", status=301).location.endswith("/notes/about")


def test_docs(importer: Importer, tmp_path: Path) -> None:
    report = importer.markdown(write_files(tmp_path / "tidal", DOCS), "/tidal")
    mains = look(importer)
    assert importer.at("/tidal").title == "Tidal"
    assert [n for n in importer.at("/tidal") if importer.at("/tidal")[n].listed] == [
        "api",
        "CHANGELOG",
        "guide",
    ]
    install = mains["/tidal/guide/install"]
    assert 'href="/tidal"' in install
    assert 'href="#s-from-source"' in install
    assert "Do not run as root" in install
    assert "☑" in install
    assert 'href="/tidal/guide/install#s-from-source"' in mains["/tidal"]
    assert "<details>" in mains["/tidal/api"]
    assert importer.at("/tidal/api/client").title == "Client"
    assert "gone.md leads to nothing" in " ".join(p.reason for p in report.problems)


@pytest.mark.parametrize("with_files", [True, False])
def test_wordpress(importer: Importer, tmp_path: Path, with_files: bool) -> None:
    files = write_files(tmp_path / "up", WORDPRESS_FILES) if with_files else None
    importer.wxr(wordpress(), tmp_path / "old.xml", files, into="/old")
    mains = look(importer)
    assert list(importer.at("/old/blog")) == ["6", "the-net", "setting-out", "secret"]
    first = mains["/old/blog/setting-out"]
    assert "We sailed at dawn.<br>Nobody slept." in first
    assert 'href="/old/blog/the-net"' in first
    assert 'href="/old/about"' in first
    assert "watch?v=dQw4w9WgXcQ" in first
    assert ("<figcaption>The <em>boat</em></figcaption>" in first) == with_files
    assert ('alt="A net"' in first) == with_files
    net = importer.at("/old/media/net.png").uid if with_files else None
    assert importer.at("/old/blog/setting-out").picture == net
    assert importer.at("/old/blog/6").title == "An aside without a title."
    second = importer.at("/old/blog/the-net")
    assert (second.byline, second.tags) == ("Bo Berg", ("By sea", "boats & nets"))
    assert second.description == "What we caught"
    assert "<pre><code>a[href] { x: 1 }</code></pre>" in second.body
    assert importer.at("/old/about/crew").title == "The crew"
    assert importer.at("/old/blog/secret").state == "draft"
    for old, new in {
        "/blog/2012/03/setting-out": "/old/blog/setting-out",
        "/?p=2": "/old/blog/the-net",
        "/about/crew": "/old/about/crew",
    }.items():
        assert importer.browser.get(old, status=301).location == f"http://localhost{new}"
