"""`contentsite import`: Markdown folders and WordPress exports, what is said of them, and again."""

from __future__ import annotations

from pathlib import Path

import pytest

WXR = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Old blog</title><link>https://old.example</link>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>https://old.example</wp:base_site_url>
<item><title>About us</title><link>https://old.example/about</link><dc:creator>ada</dc:creator>
<content:encoded><![CDATA[Who we are.]]></content:encoded><excerpt:encoded></excerpt:encoded>
<wp:post_id>2</wp:post_id><wp:post_date>2020-05-01 10:00:00</wp:post_date>
<wp:post_date_gmt>2020-05-01 10:00:00</wp:post_date_gmt><wp:post_name>about</wp:post_name>
<wp:status>publish</wp:status><wp:post_parent>0</wp:post_parent><wp:menu_order>1</wp:menu_order>
<wp:post_type>page</wp:post_type></item>
<item><title>A picture</title><link>https://old.example/?attachment_id=7</link>
<dc:creator>ada</dc:creator><content:encoded></content:encoded><excerpt:encoded></excerpt:encoded>
<wp:post_id>7</wp:post_id><wp:post_date>2020-05-01 10:00:00</wp:post_date>
<wp:post_date_gmt>2020-05-01 10:00:00</wp:post_date_gmt><wp:post_name>a-picture</wp:post_name>
<wp:status>inherit</wp:status><wp:post_parent>0</wp:post_parent><wp:menu_order>0</wp:menu_order>
<wp:post_type>attachment</wp:post_type>
<wp:attachment_url>https://old.example/wp-content/uploads/2020/05/note.txt</wp:attachment_url></item>
</channel></rss>
"""


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder of Markdown files."""
    folder = tmp_path / "pages"
    (folder / "02.guide").mkdir(parents=True)
    (folder / "01.welcome.md").write_text("# Welcome\n\nTo our pages.\n")
    (folder / "02.guide" / "index.md").write_text("---\ntitle: The guide\n---\nHow it is done.\n")
    (folder / "02.guide" / "01.first.md").write_text(
        "---\ntitle: First steps\ncolour: red\n---\nSee [welcome](../01.welcome.md).\n"
    )
    return folder


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """A WordPress export."""
    file = tmp_path / "export.xml"
    file.write_text(WXR)
    return file


def paths(contentsite, ini: Path) -> list[str]:
    return [line.split("\t")[0] for line in contentsite("tree", ini).out.splitlines()]


def test_a_folder_of_markdown_files_is_known_as_such(contentsite, ini, pages):
    status, out, _err = contentsite("import", ini, pages)
    assert status == 0
    assert out.startswith("3 made, 0 updated, 0 unchanged\n")
    assert paths(contentsite, ini) == ["/", "/welcome", "/guide", "/guide/first"]


def test_what_could_not_be_imported_is_listed(contentsite, ini, pages):
    out = contentsite("import", ini, pages).out
    assert "could not be imported" in out
    assert "'colour'" in out


def test_a_second_run_makes_nothing_anew(contentsite, ini, pages):
    contentsite("import", ini, pages)
    assert contentsite("import", ini, pages).out.startswith("0 made, 0 updated, 3 unchanged\n")
    (pages / "01.welcome.md").write_text("# Welcome\n\nTo our new pages.\n")
    assert contentsite("import", ini, pages).out.startswith("0 made, 1 updated, 2 unchanged\n")


def test_into_a_folder_that_is_made(contentsite, ini, pages):
    assert contentsite("import", ini, pages, "--into", "/archive/old-pages").status == 0
    lines = contentsite("tree", ini).out.splitlines()
    assert "/archive\tFolder\tpublished\tArchive" in lines
    assert "/archive/old-pages\tFolder\tpublished\tOld pages" in lines
    assert "/archive/old-pages/guide/first" in [line.split("\t")[0] for line in lines]


def test_not_into_a_page(contentsite, ini, pages):
    contentsite("import", ini, pages)
    assert contentsite("import", ini, pages, "--into", "/welcome/x") == (
        1,
        "",
        "contentsite: 'Welcome' on the way to /welcome/x cannot hold pages\n",
    )


def test_a_wordpress_export_is_known_as_such(contentsite, ini, export):
    status, out, _err = contentsite("import", ini, export, "--into", "/blog")
    assert status == 0
    assert "made" in out
    assert "/blog/about" in paths(contentsite, ini)
    assert contentsite("import", ini, export, "--into", "/blog").out.startswith("0 made, 0 updated")


def test_uploads_of_a_wordpress_site(contentsite, ini, export, tmp_path):
    upload = tmp_path / "uploads" / "2020" / "05" / "note.txt"
    upload.parent.mkdir(parents=True)
    upload.write_text("A note.")
    status, _out, _err = contentsite("import", ini, export, "--files", tmp_path / "uploads")
    assert status == 0
    assert "\tFile\t" in contentsite("tree", ini).out


def test_a_broken_export_changes_nothing_and_says_where(contentsite, ini, export):
    export.write_text(WXR.replace("</dc:creator>", "</dc:editor>", 1))
    status, out, err = contentsite("import", ini, export, "--into", "/blog")
    assert (status, out) == (1, "")
    assert str(export.name) in err
    assert "line 7" in err
    assert paths(contentsite, ini) == ["/"]


@pytest.mark.parametrize("given", ["nowhere", "one.md", "letter.txt"])
def test_what_is_no_source(contentsite, ini, tmp_path, given):
    (tmp_path / "one.md").write_text("# One")
    (tmp_path / "letter.txt").write_text("Dear reader")
    status, _out, err = contentsite("import", ini, tmp_path / given)
    assert status == 1
    assert given in err
    assert paths(contentsite, ini) == ["/"]


def test_a_format_that_is_named_is_not_guessed(contentsite, ini, pages):
    status, _out, err = contentsite("import", ini, pages, "--format", "wxr")
    assert status == 1
    assert "pages" in err
