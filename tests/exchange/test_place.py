"""Where an import goes, and what the page at the top of a source gives to that place."""

from pathlib import Path

import pytest
from exchange_sources import Importer, entry, write_files, wxr

from contentsite.exchange.place import PlaceError, place_at
from contentsite.schema.blocks import block_classes
from contentsite.tree.move import move
from contentsite.tree.trashing import restore, trash
from contentsite.types.blocks import Callout, Cards, Hero, Prose, Quote
from contentsite.types.document import Document
from contentsite.types.folder import Folder

HOME = "---\ntitle: The Docs\ndescription: All of it\n---\nWelcome, see [a](a.md)."


def test_missing_folders_are_made_when_asked(importer: Importer) -> None:
    place = place_at(importer.site, "a/b-c//d")
    assert len(importer.site) == 0
    made = place.make()
    assert made.uid == place.uid
    assert importer.at("/a/b-c/d") is made
    assert importer.at("/a/b-c").title == "B c"
    again = place_at(importer.site, "/a/b-c/d")
    assert (again.uid, again.missing, again.is_own) == (place.uid, (), True)
    assert place_at(importer.site, "/a/x").make().uid != place.uid


def test_a_folder_that_was_moved_is_found(importer: Importer) -> None:
    made = place_at(importer.site, "/a").make()
    importer.site.add("b", Folder(title="B"))
    move(made, importer.at("/b"))
    assert place_at(importer.site, "/a").make() is made


def test_what_is_in_the_trash_stays_there(importer: Importer, tmp_path: Path) -> None:
    pages: dict[str, str | bytes] = {"a.md": "A", "b/index.md": "B", "b/c.md": "C"}
    source = write_files(tmp_path / "docs", pages)
    importer.markdown(source, "/docs")
    docs = importer.at("/docs")
    item, page = trash(docs["b"]), trash(docs["a"])
    importer.browser.commit()
    write_files(source, {"a.md": "A, changed", "b/d.md": "D"})
    report = importer.markdown(source, "/docs")
    assert {problem.reason for problem in report.problems} == {
        "its node is in the trash; left there",
        "it belongs below a node that is in the trash, or whose class is not installed; left out",
    }
    assert (report.made, report.updated, len(docs)) == (0, 0, 0)
    restore(importer.site, item)
    restore(importer.site, page)
    report = importer.markdown(source, "/docs")
    assert (report.made, report.updated, report.problems) == (1, 1, [])
    trash(docs)
    with pytest.raises(PlaceError, match="/docs is in the trash"):
        place_at(importer.site, "/docs")


@pytest.mark.parametrize("path", ["/page", "/page/below", "/@@x", "/a/.."])
def test_no_place(importer: Importer, path: str) -> None:
    importer.site.add("page", Document(title="A page"))
    with pytest.raises(PlaceError):
        place_at(importer.site, path)


def test_a_new_folder_takes_all(importer: Importer, tmp_path: Path) -> None:
    source = write_files(tmp_path / "docs", {"index.md": HOME, "a.md": "[up](index.md)"})
    report = importer.markdown(source, "/docs")
    docs = importer.at("/docs")
    assert (docs.title, docs.description, list(docs)) == ("The Docs", "All of it", ["a"])
    assert f'<a href="uid:{docs.uid}">up</a>' in importer.at("/docs/a").body
    assert (report.made, report.updated) == (1, 1)
    assert importer.markdown(source, "/docs").unchanged == 2
    write_files(source, {"index.md": "# Other\n\nnew"})
    importer.markdown(source, "/docs")
    assert (docs.title, docs.body) == ("Other", "<p>new</p>")


def test_what_people_wrote_stays(importer: Importer, tmp_path: Path) -> None:
    source = write_files(tmp_path / "docs", {"README.md": HOME, "a.md": "x"})
    folder = importer.site.add("docs", Folder(title="Mine", body="<p>mine</p>"))
    report = importer.markdown(source, "/docs")
    assert (folder.title, folder.body, list(folder)) == ("Mine", "<p>mine</p>", ["a"])
    assert "'Mine' has a text of its own" in report.problems[0].reason
    empty = importer.site.add("empty", Folder(title="Mine, too"))
    importer.markdown(source, "/empty")
    assert (empty.title, empty.description) == ("Mine, too", "All of it")
    assert "Welcome" in empty.body
    report = importer.markdown(source, "/empty")
    assert (report.updated, report.problems) == (0, [])


def test_the_root_of_a_site(importer: Importer, tmp_path: Path) -> None:
    source = write_files(tmp_path / "docs", {"_index.md": HOME, "a.md": "x"})
    importer.markdown(source)
    hero, text = importer.site.blocks
    assert (importer.site.title, hero.headline, hero.lead) == ("A site", "The Docs", "All of it")
    assert f'"uid:{importer.at("/a").uid}"' in text.text
    assert importer.markdown(source).updated == 0


def test_a_page_that_says_it_is_the_site(importer: Importer, tmp_path: Path) -> None:
    home = (
        '+++\ntype = "Site"\ntitle = "New"\ntheme_hue = 20\nfooter = "Foot"\n'
        '[[blocks]]\nkind = "cards"\npages = ["a.md", "gone.md"]\nfolder = "b"\n'
        '[[blocks]]\nkind = "callout"\ntext = "**See** [a](a.md), [this](no.md)"\n'
        '[[blocks]]\nkind = "sphere"\n'
        '[[blocks]]\nkind = "cards"\nmost = 99\n'
        '[[blocks]]\nkind = "hero"\nleads_to = "a.md"\n+++\ntext'
    )
    source = write_files(tmp_path / "docs", {"index.md": home, "a.md": "x", "b/c.md": "y"})
    importer.site.update({"blocks": (Quote(words="old"),)})
    report = importer.markdown(source)
    site = importer.site
    page, kinds = importer.at("/a").uid, ", ".join(sorted(block_classes()))
    assert (site.title, site.footer, site.theme_hue) == ("New", "<p>Foot</p>", 20)
    assert site.blocks == (
        Cards(pages=(page,), folder=importer.at("/b").uid),
        Callout(
            text=f'<p><strong>See</strong> <a href="uid:{page}">a</a>, this</p>',
        ),
        Hero(leads_to=f"uid:{page}"),
        Prose(text="<p>text</p>"),
    )
    assert {(p.where, p.reason) for p in report.problems} == {
        (".", "no.md leads to nothing in this folder: its text was kept"),
        (".", "blocks.0.pages: gone.md leads to nothing in the source; left out"),
        (".", f"blocks.2: there is no such kind of block; it is one of: {kinds}; left out"),
        (".", "blocks.3.most: Input should be less than or equal to 24; left out"),
    }
    assert "Site" not in {type(one).__name__ for one in site.children()}


def test_a_blog_names_the_folder_it_comes_into(importer: Importer, tmp_path: Path) -> None:
    text = wxr(entry(1)).replace(
        "<generator>Blog</generator>",
        "<title>Ada &amp;amp; co</title><description>A tagline</description>",
    )
    importer.wxr(text, tmp_path / "a.xml", into="/blog")
    blog = importer.at("/blog")
    assert (blog.title, blog.description, blog.language) == ("Ada & co", "A tagline", "el-GR")
    assert list(blog) == ["news"]
