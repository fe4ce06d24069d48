"""Folders of Markdown: trees, links, titles, states and bodies."""

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from exchange_sources import PNG, by_id, reasons, write_files
from growth import LINEAR, growth, growth_in_time

from contentsite.exchange.item import Item, Source, SourceError
from contentsite.exchange.markdown import frontmatter
from contentsite.exchange.markdown.reader import read_markdown


def uid_of(source_id: str) -> str:
    return source_id


def read(folder: Path, files: dict[str, str | bytes]) -> Source:
    return read_markdown(write_files(folder, files), uid_of)


def page(folder: Path, text: str, **others: str) -> Item:
    return by_id(read(folder, {"p.md": text, **others}))["p.md"]


def body(folder: Path, text: str) -> str:
    return str(page(folder, text).values["body"])


def places(source: Source) -> dict[str, tuple[str | None, str, str]]:
    return {item.source_id: (item.parent, item.name, item.type) for item in source.items}


def test_grav(tmp_path: Path) -> None:
    source = read(
        tmp_path,
        {
            "02.content/chapter.md": "---\ntitle: Content\n---\n# Content",
            "02.content/02.headers/docs.md": "---\ntitle: B\n---\n![x](pic.png?width=3&classes=y)",
            "02.content/02.headers/pic.png": PNG,
            "02.content/01.pages/docs.md": "---\ntitle: A\n---\n[b](../headers#top) [c](/content)",
            "01.basics/default.md": "---\ntitle: Basics\n---\n[x](/content/pages) [l](02.gone)",
            "themes/docs.md": "---\nmenu: Themes\n---",
        },
    )
    assert places(source) == {
        "01.basics": (None, "basics", "Document"),
        "02.content": (None, "content", "Folder"),
        "02.content/01.pages": ("02.content", "pages", "Document"),
        "02.content/02.headers": ("02.content", "headers", "Document"),
        "themes": (None, "themes", "Document"),
        "02.content/02.headers/pic.png": ("02.content", "headers-pic.png", "Image"),
    }
    items = by_id(source)
    assert items["01.basics"].values["body"] == '<p><a href="uid:02.content/01.pages">x</a> l</p>'
    assert items["02.content/01.pages"].values["body"] == (
        '<p><a href="uid:02.content/02.headers#top">b</a> <a href="uid:02.content">c</a></p>'
    )
    assert items["02.content/02.headers"].values["body"] == (
        '<p><img src="uid:02.content/02.headers/pic.png" alt="x"></p>'
    )
    assert items["themes"].title == "Themes"


def test_numbers_in_grav_may_be_followed_by_digits(tmp_path: Path) -> None:
    names = [i.name for i in read(tmp_path, {"01.2fa/docs.md": "a", "02.x/docs.md": "b"}).items]
    assert names == ["2fa", "x"]


def test_dates_are_no_numbers(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {f"{day}/docs.md": "x" for day in ("2017-06-17", "2018-06-11")}
    assert [i.name for i in read(tmp_path, files).items] == ["2017-06-17", "2018-06-11"]


def test_newest_version_is_the_page(tmp_path: Path) -> None:
    source = read(
        tmp_path,
        {
            "01.a/docs.md": "old",
            "01.a/docs.9.md": "newer",
            "01.a/docs.17.md": "newest",
            "02.b/docs.md": "b [a](../a)",
        },
    )
    items = by_id(source)
    assert items["01.a"].values["body"] == "<p>newest</p>"
    assert len(items) == 2
    assert reasons(source).count("an older version of 01.a/docs.17.md") == 2


def test_numbered_notes_elsewhere_are_pages_of_their_own(tmp_path: Path) -> None:
    source = read(tmp_path, {"notes.1.md": "a", "notes.2.md": "b", "x.md": "c"})
    assert len(source.items) == 3


def test_translations_stand_beside(tmp_path: Path) -> None:
    source = read(
        tmp_path,
        {"01.a/default.en.md": "# Hello", "01.a/default.de.md": "# Hallo", "02.b/default.md": "b"},
    )
    found = {(i.name, i.language, i.title) for i in source.items}
    assert found == {("a", "en", "Hello"), ("a-de", "de", "Hallo"), ("b", "", "B")}


def test_hugo(tmp_path: Path) -> None:
    source = read(
        tmp_path,
        {
            "_index.md": '+++\ntitle = "Home"\n+++\n[F]({{< relref "posts/first.md" >}})',
            "posts/_index.md": '{\n"title": "Posts"\n}\nall',
            "posts/first.md": '+++\ntitle = "First"\ndate = 2024-01-31T10:00:00+02:00\n+++\nx',
            "posts/bundle/index.md": "---\ntitle: B\nweight: 1\n---\n![A](pic.png) [dl](doc.pdf)",
            "posts/bundle/pic.png": PNG,
            "posts/bundle/img/two.png": PNG,
            "posts/bundle/doc.pdf": b"%PDF",
        },
    )
    assert places(source) == {
        ".": (None, "", "Folder"),
        "posts": (None, "posts", "Folder"),
        "posts/bundle": ("posts", "bundle", "Document"),
        "posts/first.md": ("posts", "first", "News Item"),
        "posts/bundle/doc.pdf": ("posts", "bundle-doc.pdf", "File"),
        "posts/bundle/pic.png": ("posts", "bundle-pic.png", "Image"),
        "posts/bundle/img/two.png": ("posts", "bundle-img-two.png", "Image"),
    }
    items = by_id(source)
    assert items["."].values["body"] == '<p><a href="uid:posts/first.md">F</a></p>'
    assert items["posts/bundle"].values["body"] == (
        '<p><img src="uid:posts/bundle/pic.png" alt="A"> <a href="uid:posts/bundle/doc.pdf">dl</a></p>'
    )


def test_jekyll(tmp_path: Path) -> None:
    source = read(
        tmp_path,
        {
            "_config.yml": "title: x",
            "_layouts/default.md": "layout",
            "index.md": "{% include x.html %}[q]({{ site.baseurl }}{% link _posts/2024-01-31-hi.md %})",
            "_posts/2024-01-31-hi.md": "---\nlayout: post\n---\n{% highlight ruby %}\nputs '{{ x }}'\n"
            "{% endhighlight %}\n`{{ kept }}` {{ gone }}",
            "_drafts/wip.md": "wip",
        },
    )
    post = by_id(source)["_posts/2024-01-31-hi.md"]
    assert (post.type, post.name, post.title) == ("News Item", "hi", "Hi")
    assert post.values["date"] == datetime(2024, 1, 31, tzinfo=UTC)
    assert post.aliases == ("/2024/01/31/hi.html",)
    assert post.values["body"] == (
        "<pre><code>puts '{{ x }}'\n</code></pre>\n<p><code>{{ kept }}</code></p>"
    )
    assert by_id(source)["."].values["body"] == (
        '<p><a href="uid:_posts/2024-01-31-hi.md">q</a></p>'
    )
    assert not by_id(source)["_drafts/wip.md"].published
    assert "layout" not in repr([i.values for i in source.items])


def test_plain_tree(tmp_path: Path) -> None:
    source = read(
        tmp_path,
        {
            "index.md": "# Welcome\n[a](guide/01-a.md#x) ![](guide/img/i.png)",
            "guide/01-a.md": "Setext\n======\n\n[home](../index.md) [b](02-b.html) [b](/guide/b/)",
            "guide/02-b.md": "## Second\n\ntext",
            "guide/img/i.png": PNG,
        },
    )
    assert [(i.name, i.type, i.title) for i in source.items] == [
        ("", "Folder", "Welcome"),
        ("guide", "Folder", "Guide"),
        ("a", "Document", "Setext"),
        ("b", "Document", "Second"),
        ("img", "Folder", "Img"),
        ("i.png", "Image", "i"),
    ]
    assert by_id(source)["guide/01-a.md"].values["body"] == (
        '<p><a href="uid:.">home</a> <a href="uid:guide/02-b.md">b</a> '
        '<a href="uid:guide/02-b.md">b</a></p>'
    )


def test_obsidian(tmp_path: Path) -> None:
    source = read(
        tmp_path,
        {
            ".obsidian/app.json": "{}",
            "A note.md": "[[b|the b]] ![[pic.png|200]] [[Gone]] `[[code]]` %%hidden%%",
            "sub/b.md": "> [!tip] Title\n> text",
            "pic.png": PNG,
        },
    )
    items = by_id(source)
    assert items["A note.md"].name == "a-note"
    assert items["A note.md"].values["body"] == (
        '<p><a href="uid:sub/b.md">the b</a> <img src="uid:pic.png" alt=""> Gone '
        "<code>[[code]]</code></p>"
    )
    assert items["sub/b.md"].values["body"] == (
        "<blockquote><p><strong>Title</strong></p><p>text</p></blockquote>"
    )


def test_front_matter(tmp_path: Path) -> None:
    item = page(
        tmp_path,
        "---\ntitle: A &amp; <b>B</b>\ntype: event\ndescription: <p>Short</p>\ntags: x, y\n"
        "taxonomy: {category: [docs, X], tag: z}\nauthor: [Ada, {name: Bob}]\nlang: de_AT\n"
        "slug: my-slug\naliases: [/old/one/, two]\nredirect_from: /three\nstarts: 2024-05-01\n"
        "publish_date: 2024-05-01 10:00\nexpiryDate: 2033-01-01\nlastmod: 2024-06-01\n---\ntext",
    )
    assert (item.title, item.type, item.name) == ("A & B", "Event", "my-slug")
    assert item.values["description"] == "Short"
    assert item.values["tags"] == ("docs", "X", "z", "y")
    assert (item.creator, item.language) == ("Ada, Bob", "de-AT")
    assert item.aliases == ("/old/one", "/two", "/three")
    assert set(item.extra) == {"starts", "author"}
    assert item.publish_at == datetime(2024, 5, 1, 10, tzinfo=UTC)
    assert item.expire_at == datetime(2033, 1, 1, tzinfo=UTC)
    assert item.modified == datetime(2024, 6, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("matter", "kind"),
    [
        ("type: news item", "News Item"),
        ("type: post", "News Item"),
        ("type: docs", "Document"),
        ("type: Recipe", "Recipe"),
        ("x: y", "Document"),
    ],
)
def test_types(tmp_path: Path, matter: str, kind: str) -> None:
    assert page(tmp_path, f"---\n{matter}\n---\n").type == kind


@pytest.mark.parametrize("matter", ["draft: true", "published: false", "published: 'no'"])
def test_drafts(tmp_path: Path, matter: str) -> None:
    assert not page(tmp_path, f"---\n{matter}\n---\n").published


def test_a_date_to_come_is_that_of_publication(tmp_path: Path) -> None:
    day = (datetime.now(UTC) + timedelta(days=9)).replace(microsecond=0)
    assert page(tmp_path, f"---\ndate: {day.isoformat()}\n---\n").publish_at == day


def test_an_old_address_leads_to_one_page(tmp_path: Path) -> None:
    text = "---\nroutes:\n  aliases: ['/x']\n---\n"
    source = read(tmp_path, {"a.md": text, "b.md": text, "c.md": "[x](/x)"})
    assert by_id(source)["a.md"].aliases == ("/x",)
    assert by_id(source)["b.md"].aliases == ()
    assert "b.md: the old address /x leads to a.md already" in reasons(source)
    assert 'href="uid:a.md"' in by_id(source)["c.md"].values["body"]


def test_no_address_of_two_and_no_home(tmp_path: Path) -> None:
    assert page(tmp_path, "---\naliases: [/, 'https://x.example/y']\n---\n").aliases == ()


def test_what_leads_nowhere_is_reported_with_its_line(tmp_path: Path) -> None:
    source = read(tmp_path, {"a.md": "---\nt: x\n---\n\n[text](gone.md)\n\n![alt](gone.png)\n"})
    assert by_id(source)["a.md"].values["body"] == "<p>text</p>\n<p><em>alt</em></p>"
    assert [p.where for p in source.problems] == ["a.md:5", "a.md:7"]


def test_pictures_elsewhere_are_links(tmp_path: Path) -> None:
    made = body(
        tmp_path, "![Alt](https://x.example/p.png) [![b](https://x.example/b.svg)](https://y)"
    )
    assert made == '<p><a href="https://x.example/p.png">Alt</a> <a href="https://y">b</a></p>'


def test_pictures_that_are_none(tmp_path: Path) -> None:
    source = read(tmp_path, {"a.md": "![alt](x.png) [l](x.png)", "x.png": "<html>"})
    assert set(by_id(source)) == {"a.md"}
    assert by_id(source)["a.md"].values["body"] == "<p><em>alt</em> l</p>"
    assert "x.png: not a picture" in reasons(source)


def test_drawings_that_may_hold_scripts_are_linked(tmp_path: Path) -> None:
    source = read(tmp_path, {"a.md": "![Plan](p.svg)", "p.svg": "<svg/>"})
    assert by_id(source)["a.md"].values["body"] == '<p><a href="uid:p.svg">Plan</a></p>'
    assert by_id(source)["p.svg"].type == "File"


def test_all_broken_pages_are_named(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a.md": "---\ntitle: x\nb: [1\n---\n",
        "b/c.md": "+++\na = \n+++\n",
        "d.md": '{"a": 1,\n b}\n',
        "e.md": "---\ntitle: never closed\n",
        "fine.md": "ok",
    }
    with pytest.raises(SourceError) as caught:
        read(tmp_path, files)
    lines = str(caught.value).splitlines()
    assert [line.split(": ")[0].removeprefix(f"{tmp_path}/") for line in lines] == [
        "a.md",
        "b/c.md",
        "d.md",
        "e.md",
    ]
    assert "line 4, column 1" in lines[0]
    assert "line 2, column 5" in lines[1]
    assert "line 2, column 2" in lines[2]


def test_yaml_without_its_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frontmatter, "yaml", None)
    with pytest.raises(SourceError, match=r"pip install 'contentsite\[import\]'"):
        page(tmp_path, "---\na: b\n---\n")
    assert page(tmp_path, "+++\ntitle = 'T'\n+++\n").title == "T"


def test_encodings(tmp_path: Path) -> None:
    source = read(
        tmp_path,
        {
            "bom.md": b"\xef\xbb\xbf---\r\ntitle: Bom\r\n---\r\ntext\r\n",
            "latin.md": "# Grüße".encode("latin-1"),
            "wide.md": "# Wide".encode("utf-16"),
        },
    )
    assert {i.title for i in source.items} == {"Bom", "Grüße", "Wide"}
    assert "latin.md: not UTF-8 (byte 4)" in reasons(source)


def test_links_out_of_the_folder_are_left_out(tmp_path: Path) -> None:
    root = write_files(tmp_path / "root", {"a.md": "a"})
    write_files(tmp_path, {"secret.md": "secret", "other/b.md": "b"})
    (root / "s.md").symlink_to(tmp_path / "secret.md")
    (root / "dangling.md").symlink_to(tmp_path / "none.md")
    (root / "loop").symlink_to(root)
    (root / "dir").symlink_to(tmp_path / "other")
    source = read_markdown(root, uid_of)
    assert set(by_id(source)) == {"a.md"}
    assert len(source.problems) == 4


def test_what_is_skipped(tmp_path: Path) -> None:
    source = read(
        tmp_path,
        {"a.md": "a", ".git/x.md": "x", "__MACOSX/y.md": "y", "mkdocs.yml": "a: b", ".hid.md": ""},
    )
    assert set(by_id(source)) == {"a.md"}
    assert "2 files, 2 folders" in reasons(source) or "2 folders, 2 files" in reasons(source)


def test_names_that_differ_in_case(tmp_path: Path) -> None:
    source = read(tmp_path, {"Foo.md": "a", "foo.md": "b", "@x.md": "c", "...md": "d"})
    names = [item.name for item in source.items]
    assert len({name.casefold() for name in names}) == len(names)
    assert not [name for name in names if name.startswith(("@", "+")) or name in {"", ".", ".."}]


def test_unreadable_and_empty(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="not a folder"):
        read_markdown(tmp_path / "none", uid_of)
    with pytest.raises(SourceError, match="no Markdown file"):
        read_markdown(tmp_path, uid_of)


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("# T\n\n## S\n\ntext", "<h2>S</h2>\n<p>text</p>"),
        ("---\ntitle: Other\n---\n# T\n\n## S", "<h2>T</h2>\n<h3>S</h3>"),
        ("!!! Mind *this*\n!!! and that", "<blockquote><p>Mind <em>this</em>\nand that</p></blockquote>"),
        ("! a\n\n!! b", "<blockquote><p>a</p></blockquote>\n<blockquote><p>b</p></blockquote>"),
        ('!!! note "Mind"\n    in\n\nout', "<blockquote><p><strong>Mind</strong></p><p>in</p></blockquote>\n<p>out</p>"),  # noqa: E501
        ("> [!NOTE]\n> in", "<blockquote><p><strong>Note</strong></p><p>in</p></blockquote>"),
        (":::tip\nin\n:::", "<p><strong>Tip</strong></p>\n<p>in</p>"),
        ('[div class="x"]\n| a |\n|---|\n| b |\n[/div]\nend', "<table>"),
        ("[prism classes=\"language-yaml x\"]\na: [b=1]\n```\n[/prism]", "<pre><code>a: [b=1]\n```\n</code></pre>"),
        ("[version=15,16]old[/version][version=17]new[/version].", "<p>old new.</p>"),
        ("[fa=cog /] x [fa icon=a /]", "<p>x</p>"),
        ("`[fa=cog /]` and\n\n    [fa=cog /]\n", "<p><code>[fa=cog /]</code> and</p>\n<pre><code>[fa=cog /]\n</code></pre>"),  # noqa: E501
        ("```\n[b]x[/b] <!-- c --> {{< x >}}\n```", "<pre><code>[b]x[/b] &lt;!-- c --&gt; {{&lt; x &gt;}}\n</code></pre>"),  # noqa: E501
        ("[text](https://x.example) [ref][r] a[0] [sic]\n\n[r]: https://y.example", "[sic]</p>"),
        ("a <!-- an\n\neditor --> b <!-- open", "<p>a  b  open</p>"),
        ("---\nprocess: {twig: true}\ntitle: Ti\n---\n**{{ x }} or** {{ page.title }} {% if a %}b{% endif %}", "<p><strong>or</strong> Ti b</p>"),  # noqa: E501
        ("{% set a = 1 %}\n\ntext {{ kept }}", "<p>text {{ kept }}</p>"),
        ("- [ ] a\n- [x] b", "<ul><li>☐ a</li><li>☑ b</li></ul>"),
        ("a[^1]\n\n[^1]: note", "<p>a<sup>1</sup></p>\n<hr>\n<ol><li>note</li></ol>"),
        ("see https://x.example/a_b.", '<a href="https://x.example/a_b">https://x.example/a_b</a>.'),
        ("[TOC]\n\nx\n{: .cls }", "<p>x</p>"),
        ("x\n\n## S {#own}\n\n## T { .a id=\"v1.2\" }\n\n## U {: .b }", '<h2 id="s-own">S</h2>\n<h2 id="s-v12">T</h2>\n<h2>U</h2>'),  # noqa: E501
        ("# T\n\n### S\n\n| | a |\n|---|---|\n| b | c |", "<h2>S</h2>\n<table><thead><tr><td></td><th>a</th></tr></thead>"),  # noqa: E501
        ('<div markdown="1">\n*a*\n</div>', "<p><em>a</em></p>"),
        ('<a href="javascript:alert(1)" onclick="x">a</a><script>x</script>', "<p>a</p>"),
        ("[plugin:youtube](https://y.example/v)", '<p><a href="https://y.example/v">'),
        ('{{< figure src="https://x.example/p.png" caption="Cap" >}}', '<p><a href="https://x.example/p.png">Cap</a></p>'),
        ('{{< highlight go "n=1" >}}\na[b] {{ c }}\n{{< /highlight >}}', "<pre><code>a[b] {{ c }}\n"),
        ("{{< youtube abc123 >}}", "watch?v=abc123"),
        ('{{% notice tip %}}\nin *x*\n{{% /notice %}}', "<p>in <em>x</em></p>"),
        ('{{< tab title="One" >}}in{{< /tab >}}', "<p><strong>One</strong>\nin</p>"),
        ('=== "A"\n    one\n\n=== "B"\n    two', "<p><strong>A</strong></p>\n<p>one</p>\n<p><strong>B</strong></p>"),
        ('[ui-tabs]\n[ui-tab title="PHP"]\none\n[/ui-tab]\n[/ui-tabs]', "<p><strong>PHP</strong></p>\n<p>one</p>"),
        ("[media url=https://x.example/v /]", '<a href="https://x.example/v">'),
        ("x [prism inline=1]a[0][/prism]", "<p>x <code>a[0]</code></p>"),
        ("~~a~~ <b>c</b>", "<p><s>a</s> <b>c</b></p>"),
    ],
)  # fmt: skip
def test_bodies(tmp_path: Path, given: str, made: str) -> None:
    assert made in body(tmp_path, given)


def test_shortcodes_can_be_off(tmp_path: Path) -> None:
    assert (
        body(tmp_path, "---\nshortcode-core: {active: false}\n---\n[b]x[/b]") == "<p>[b]x[/b]</p>"
    )


def test_defaults_beside_a_page(tmp_path: Path) -> None:
    source = read(
        tmp_path,
        {"a/default.md": "# H", "a/frontmatter.yaml": "title: From beside", "b/docs.md": "x"},
    )
    assert by_id(source)["a"].title == "From beside"


HARD: list[tuple[str, Callable[[int], str]]] = [
    ("open", lambda n: "[b " * n),
    ("closed", lambda n: "[b]" * n + "[/b]" * n),
    ("quote", lambda n: '[b "' * n),
    ("comment", lambda n: "<!--" * n),
    ("ticks", lambda n: "`" * 3 + "`` ` ``` " * n),
    ("value", lambda n: "{{ " * n),
    ("tag", lambda n: "{% " * n),
    ("notice", lambda n: "!!! note\n" * n),
    ("code", lambda n: "[prism]" * n),
    ("element", lambda n: "<div>" * n),
    ("link", lambda n: "[[a" * n),
    ("footnote", lambda n: "[^1]" * n),
]
hard = pytest.mark.parametrize("made", [made for _, made in HARD], ids=[name for name, _ in HARD])


@hard
def test_long_texts_take_no_more_steps_than_they_are_long(
    tmp_path: Path, made: Callable[[int], str]
) -> None:
    assert growth(lambda size: page(tmp_path, made(size)), 500) < LINEAR


@pytest.mark.long
@hard
def test_long_texts_take_no_longer_than_they_are(
    tmp_path: Path, made: Callable[[int], str]
) -> None:
    assert growth_in_time(lambda size: page(tmp_path, made(size)), 8_000) < 10


@pytest.mark.skipif(os.geteuid() == 0 or sys.platform == "win32", reason="root reads all files")
def test_a_page_that_may_not_be_read(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.md": "a", "b.md": "b"})
    (tmp_path / "b.md").chmod(0)
    source = read_markdown(tmp_path, uid_of)
    assert "b.md: cannot be read" in reasons(source)


def test_two_readings_give_the_same(tmp_path: Path) -> None:
    files: dict[str, Any] = {"a.md": "[b](b.md)", "b.md": "---\ndate: 2024-01-01\n---\n"}
    assert read(tmp_path, files) == read(tmp_path, files)
