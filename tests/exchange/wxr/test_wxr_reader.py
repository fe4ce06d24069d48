"""WordPress exports: what becomes of entries, bodies, addresses, states and files."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from exchange_sources import (
    PNG,
    Importer,
    attachment,
    by_id,
    entry,
    meta,
    reasons,
    write_files,
    wxr,
)

from contentsite.exchange.item import Item, Source, SourceError
from contentsite.exchange.wxr.reader import read_wxr


def uid_of(source_id: str) -> str:
    return f"<{source_id}>".encode().hex().zfill(32)


def read(folder: Path, *entries: str, files: Path | None = None, **how: str) -> Source:
    path = folder / "export.xml"
    path.write_text(wxr(*entries, **how), encoding="utf-8")
    return read_wxr(path, uid_of, files)


def body(folder: Path, text: str, *others: str, files: Path | None = None) -> str:
    source = read(folder, entry(1, body=text), *others, files=files)
    return str(by_id(source)["1"].values["body"])


def one(folder: Path, text: str) -> Item:
    return by_id(read(folder, text))["1"]


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_all_namespaces_are_read(tmp_path: Path, version: str, scheme: str) -> None:
    source = read(
        tmp_path, entry(1, "One", "text", excerpt="Short"), version=version, scheme=scheme
    )
    item = by_id(source)["1"]
    assert (item.title, item.values["description"]) == ("One", "Short")
    assert item.values["body"] == "<p>text</p>"


def test_other_prefixes_for_the_same_namespaces(tmp_path: Path) -> None:
    text = wxr(entry(1, "One", "text")).replace("wp:", "w:").replace("xmlns:wp", "xmlns:w")
    path = tmp_path / "a.xml"
    path.write_text(text)
    assert by_id(read_wxr(path, uid_of))["1"].title == "One"


def test_post(tmp_path: Path) -> None:
    terms = (
        '<category domain="category" nicename="news"><![CDATA[News &amp; Events]]></category>'
        '<category domain="post_tag" nicename="b">B</category>'
        '<category domain="post_tag" nicename="b2">b</category>'
        '<category domain="post_format" nicename="post-format-aside">Aside</category>'
    )
    item = one(
        tmp_path, entry(1, "A &amp;amp; <![CDATA[<em>B</em>]]>", "x", inner=terms, is_sticky="1")
    )
    assert (item.type, item.parent, item.title, item.creator) == (
        "News Item",
        "posts",
        "A & B",
        "Ada L.",
    )
    assert item.values["tags"] == ("News & Events", "B")
    assert item.created == item.values["date"] == datetime(2024, 5, 1, 10, tzinfo=UTC)
    assert (item.extra, item.values["byline"]) == ({}, "Ada L.")
    assert item.aliases == ("/2024/05/slug-1", "/?p=1")


def test_folder_of_posts(tmp_path: Path) -> None:
    folder = by_id(read(tmp_path, entry(1)))["posts"]
    assert (folder.name, folder.title, folder.language) == ("news", "News", "el-GR")


def test_folder_of_posts_is_called_as_their_addresses(tmp_path: Path) -> None:
    posts = [entry(n, link=f"https://blog.example/blog/2024/p{n}/") for n in (1, 2, 3)]
    folder = by_id(read(tmp_path, *posts))["posts"]
    assert (folder.name, folder.title) == ("blog", "Blog")


def test_page_at_the_address_of_the_posts_is_their_folder(tmp_path: Path) -> None:
    posts = [entry(n, link=f"https://blog.example/stories/p{n}/") for n in (1, 2)]
    page = entry(9, "Stories", kind="page", link="https://blog.example/stories/")
    items = by_id(read(tmp_path, *posts, page))
    assert items["9"].type == "Folder"
    assert items["1"].parent == "9"
    assert "posts" not in items


def test_pages_come_with_their_parents_whatever_the_order(tmp_path: Path) -> None:
    source = read(
        tmp_path,
        entry(3, "C", kind="page", post_parent="2"),
        entry(2, "B", kind="page", post_parent="1"),
        entry(1, "A", kind="page", post_parent="0"),
        entry(4, "D", kind="page", post_parent="77"),
    )
    items = by_id(source)
    assert [items[n].parent for n in "1234"] == [None, "1", "2", None]
    assert [items[n].type for n in "1234"] == ["Folder", "Folder", "Document", "Document"]


def test_circle_of_parents_is_broken(tmp_path: Path) -> None:
    pages = (entry(1, kind="page", post_parent="2"), entry(2, kind="page", post_parent="1"))
    assert {i.parent for i in read(tmp_path, *pages).items} in ({None, "1"}, {None, "2"})


def test_menu_order_then_title(tmp_path: Path) -> None:
    pages = [
        entry(1, "B", kind="page", menu_order="2"),
        entry(2, "Z", kind="page", menu_order="1"),
        entry(3, "A", kind="page", menu_order="2"),
    ]
    assert [item.title for item in read(tmp_path, *pages).items] == ["Z", "A", "B"]


def test_posts_newest_first_and_sticky_before(tmp_path: Path) -> None:
    posts = [
        entry(1, "old", post_date_gmt="2020-01-01 00:00:00"),
        entry(2, "new", post_date_gmt="2024-01-01 00:00:00"),
        entry(3, "sticky", post_date_gmt="2019-01-01 00:00:00", is_sticky="1"),
    ]
    titles = [i.title for i in read(tmp_path, *posts).items if i.type == "News Item"]
    assert titles == ["sticky", "new", "old"]


@pytest.mark.parametrize(
    ("given", "published"),
    [
        ({"status": "publish"}, True),
        ({"status": "draft"}, False),
        ({"status": "private"}, False),
        ({"status": "pending"}, False),
        ({"status": "archive"}, False),
        ({"status": "publish", "post_password": "secret"}, False),
    ],
)
def test_only_public_posts_are_public(
    tmp_path: Path, given: dict[str, str], published: bool
) -> None:
    source = read(tmp_path, entry(1, **given))
    assert by_id(source)["1"].published is published
    assert ("not public" in reasons(source)) is not published


def test_the_password_is_nowhere(tmp_path: Path) -> None:
    assert "hunter2" not in repr(read(tmp_path, entry(1, post_password="hunter2")))


def test_scheduled_post(tmp_path: Path) -> None:
    item = one(tmp_path, entry(1, status="future", post_date_gmt="2033-01-01 00:00:00"))
    assert item.published
    assert item.publish_at == datetime(2033, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("status", ["trash", "auto-draft"])
def test_trash_is_left_out(tmp_path: Path, status: str) -> None:
    source = read(tmp_path, entry(1, status=status), entry(2))
    assert set(by_id(source)) == {"2", "posts"}
    assert "1 × post left out" in reasons(source)


def test_a_hidden_parent_is_reported(tmp_path: Path) -> None:
    pages = (entry(1, kind="page", status="draft"), entry(2, kind="page", post_parent="1"))
    assert "its parent is not" in reasons(read(tmp_path, *pages))


@pytest.mark.parametrize("kind", ["nav_menu_item", "revision", "wp_template", "custom_css"])
def test_what_is_no_page_is_counted(tmp_path: Path, kind: str) -> None:
    source = read(tmp_path, entry(1, kind=kind), entry(2, kind=kind), entry(3))
    assert set(by_id(source)) == {"3", "posts"}
    assert f"2 × {kind} left out" in reasons(source)


def test_other_types_have_a_folder(tmp_path: Path) -> None:
    book = entry(1, "Emma", kind="book", link="https://blog.example/library/emma/")
    form = entry(2, kind="acme_form", link="https://blog.example/?post_type=acme_form&amp;p=2")
    source = read(tmp_path, book, form)
    items = by_id(source)
    assert (items["1"].parent, items["1"].type) == ("type-book", "Document")
    assert items["type-book"].name == "library"
    assert "2" not in items
    assert "acme_form" in reasons(source)


def test_comments_are_reported_once(tmp_path: Path) -> None:
    comment = "<wp:comment><wp:comment_id>1</wp:comment_id></wp:comment>"
    source = read(tmp_path, entry(1, inner=comment * 2), entry(2, inner=comment))
    assert [p.reason for p in source.problems if "comments" in p.reason] == [
        "3 comments: these are not imported yet"
    ]


def test_names(tmp_path: Path) -> None:
    posts = [
        entry(1, post_name="%ce%b5%cf%80%ce%af%cf%80%ce%b5%ce%b4%ce%bf-2"),
        entry(2, "Σχέδιο δύο", post_name="", status="draft"),
        entry(3, "???", post_name=""),
        entry(4, post_name="same"),
        entry(5, post_name="Same"),
        entry(6, post_name="%zz%2f..%2f@x"),
    ]
    names = {i.source_id: i.name for i in read(tmp_path, *posts).items}
    assert names["1"] == "επίπεδο-2"
    assert names["2"] == "σχέδιο-δύο"
    assert names["3"] == "post-3"
    assert (names["4"], names["5"]) == ("same", "Same-2")
    assert "/" not in names["6"]


def test_title_from_the_slug(tmp_path: Path) -> None:
    assert one(tmp_path, entry(1, "", post_name="no-title-here")).title == "No title here"


def test_dates_fall_back(tmp_path: Path) -> None:
    source = read(
        tmp_path,
        entry(1, post_date="2024-05-01 13:00:00", post_date_gmt="2024-05-01 10:00:00"),
        entry(2, post_date="2024-06-01 13:00:00", post_date_gmt="0000-00-00 00:00:00"),
        entry(3, post_date_gmt="", inner="<pubDate>Wed, 01 May 2024 10:00:00 +0200</pubDate>"),
        entry(4, post_date_gmt="rubbish"),
    )
    created = [by_id(source)[n].created for n in "1234"]
    assert created[1] == datetime(2024, 6, 1, 10, tzinfo=UTC)
    assert created[2] == datetime(2024, 5, 1, 8, tzinfo=UTC)
    assert created[3] is None


def test_aliases_lead_to_one_entry_each(tmp_path: Path) -> None:
    source = read(
        tmp_path,
        entry(1, guid="https://blog.example/?p=2"),
        entry(2),
        entry(3, kind="page", link="https://blog.example/"),
        entry(4, guid="https://elsewhere.example/?p=9", inner=meta("_wp_old_slug", "former")),
    )
    items = by_id(source)
    assert "/?p=2" in items["2"].aliases
    assert "/?p=2" not in items["1"].aliases
    assert "/" not in items["3"].aliases
    assert items["4"].aliases == ("/2024/05/slug-4", "/?p=4", "/2024/05/former")
    every = [alias for item in source.items for alias in item.aliases]
    assert len(every) == len(set(every))


def test_the_page_of_a_lost_attachment_leads_to_its_post(tmp_path: Path) -> None:
    page = "https://blog.example/2024/05/slug-1/cat/"
    source = read(
        tmp_path,
        attachment(2, "2024/05/cat.jpg", post_parent="1", link=page),
        attachment(3, "2024/05/dog.jpg", post_parent="0", link="https://blog.example/dog/"),
        attachment(
            4,
            "2024/05/owl.jpg",
            post_parent="1",
            link="https://blog.example/wp-content/uploads/2024/05/owl.jpg",
        ),
        entry(1),
    )
    (post,) = (item for item in source.items if item.source_id == "1")
    assert set(post.aliases) == {
        "/2024/05/slug-1",
        "/?p=1",
        "/2024/05/slug-1/cat",
        *("/?attachment_id=2", "/?p=2", "/?attachment_id=4", "/?p=4"),
    }
    assert [item.aliases for item in source.items if item is not post] == [()]


def test_links_between_entries(tmp_path: Path) -> None:
    text = (
        '<a href="https://blog.example/2024/05/slug-2/#top">a</a> <a href="/?p=2">b</a> '
        '<a href="http://www.blog.example/2024/05/slug-2">c</a> '
        '<a href="https://blog.example/1999/01/slug-2/">d</a> '
        '<a href="https://other.example/x">e</a> <a href="https://blog.example/tag/x/">f</a> '
        '<a href="#here">g</a> <a href="mailto:a@b.c">h</a> <a href="https://blog.example/">i</a>'
    )
    uid = uid_of("2")
    assert body(tmp_path, text, entry(2)) == (
        f'<p><a href="uid:{uid}#top">a</a> <a href="uid:{uid}">b</a> <a href="uid:{uid}">c</a> '
        f'<a href="uid:{uid}">d</a> <a href="https://other.example/x">e</a> f '
        'g <a href="mailto:a@b.c">h</a> '
        '<a href="https://blog.example/">i</a></p>'
    )


def test_a_lost_link_is_reported_with_its_place(tmp_path: Path) -> None:
    source = read(tmp_path, entry(7, "Seven", '<a href="/gone/">x</a>'))
    problem = next(p for p in source.problems if "/gone/" in p.reason)
    assert problem.where == "line 15, post 7 «Seven»"


def test_pictures_without_files_are_captioned_links(tmp_path: Path) -> None:
    text = (
        '[caption id="attachment_5" width="9"]<a href="x"><img src="https://blog.example/'
        'wp-content/uploads/2024/05/cat-300x200.jpg" alt="A cat"></a> The <b>cat</b>[/caption]'
    )
    assert body(tmp_path, text, attachment(5, "2024/05/cat.jpg")) == (
        '<p><a href="https://blog.example/wp-content/uploads/2024/05/cat-300x200.jpg">The cat</a>'
        "</p>"
    )
    source = read(tmp_path, entry(1), attachment(5, "2024/05/cat.jpg"))
    assert "media" not in by_id(source)
    assert "1 attachments left out" in reasons(source)


def test_pictures_with_files(tmp_path: Path) -> None:
    files = write_files(tmp_path / "up", {"2024/05/cat.jpg": PNG, "2023/01/cat.jpg": b"no"})
    text = '<img src="https://i0.wp.com/blog.example/wp-content/uploads/2024/05/cat-30x20.jpg">'
    cat = attachment(
        5,
        "2024/05/cat.jpg",
        title="The cat",
        excerpt="A <b>caption</b>",
        inner=meta("_wp_attachment_image_alt", "cat")
        + meta("_wp_attached_file", "2024/05/cat.jpg"),
    )
    source = read(tmp_path, entry(1, body=text), cat, files=files)
    items = by_id(source)
    image = items["5"]
    assert items["1"].values["body"] == f'<p><img src="uid:{uid_of("5")}" alt=""></p>'
    assert (image.type, image.parent, image.name) == ("Image", "media", "cat.jpg")
    assert image.values == {"description": "A caption", "alt": "cat"}
    assert image.file == files / "2024/05/cat.jpg"
    assert "/wp-content/uploads/2024/05/cat.jpg" in image.aliases


def test_missing_and_broken_files(tmp_path: Path) -> None:
    files = write_files(tmp_path / "up", {"a.jpg": b"no picture", "b.pdf": b"%PDF"})
    source = read(
        tmp_path,
        attachment(1, "a.jpg"),
        attachment(2, "b.pdf"),
        attachment(3, "c.png"),
        files=files,
    )
    items = by_id(source)
    assert (items["1"].type, items["2"].type) == ("File", "File")
    assert "3" not in items
    assert "no file for https://blog.example/wp-content/uploads/c.png" in reasons(source)
    assert "a.jpg is not a picture" in reasons(source)


def test_files_outside_the_folder_are_not_found(tmp_path: Path) -> None:
    files = write_files(tmp_path / "up", {"x.txt": "x"})
    (tmp_path / "secret.txt").write_text("secret")
    (files / "secret.txt").symlink_to(tmp_path / "secret.txt")
    source = read(tmp_path, attachment(1, "secret.txt"), attachment(2, "x.txt"), files=files)
    assert set(by_id(source)) == {"2", "media"}


def test_featured_image(tmp_path: Path) -> None:
    files = write_files(tmp_path / "up", {"cat.png": PNG})
    posts = (
        entry(1, body="text", inner=meta("_thumbnail_id", "5")),
        attachment(5, "cat.png", title="Cat"),
    )
    values = by_id(read(tmp_path, *posts, files=files))["1"].values
    assert (values["picture"], values["body"]) == (f"uid:{uid_of('5')}", "<p>text</p>")
    child = entry(2, kind="page", post_parent="1")
    page = entry(1, body="text", kind="page", inner=meta("_thumbnail_id", "5"))
    folder = by_id(read(tmp_path, page, child, posts[1], files=files))["1"]
    assert folder.values["body"].startswith(f'<figure><img src="uid:{uid_of("5")}"')


def test_a_gallery_in_a_list(tmp_path: Path) -> None:
    files = write_files(tmp_path / "up", {"cat.png": PNG})
    image = '<img src="https://blog.example/wp-content/uploads/cat.png">'
    figure = f"<figure>{image}<figcaption>C</figcaption></figure>"
    text = f"<ul class='blocks-gallery-grid'><li>{figure}</li><li>{image}</li></ul>"
    made = by_id(read(tmp_path, entry(1, body=text), attachment(5, "cat.png"), files=files))["1"]
    assert made.values["body"].count("<figure>") == 2
    assert "<li>" not in made.values["body"]


def test_galleries(tmp_path: Path) -> None:
    attached = [attachment(n, f"{n}.jpg", excerpt=f"Pic {n}", post_parent="1") for n in (5, 6)]
    everything = body(tmp_path, "[gallery]", *attached)
    assert everything.count("<p><a") == 2
    assert "Pic 5" in everything
    chosen = body(tmp_path, 'a [gallery columns=2 ids="6"] b', *attached)
    assert "Pic 6" in chosen
    assert "Pic 5" not in chosen
    assert chosen.startswith("<p>a</p>")
    assert chosen.endswith("<p>b</p>")


def test_classic_lines(tmp_path: Path) -> None:
    assert body(tmp_path, "one\ntwo\r\n\r\nthree <em>x</em>\n<h2>H</h2>\nfour") == (
        "<p>one<br>two</p>\n<p>three <em>x</em></p>\n<h2>H</h2>\n<p>four</p>"
    )


def test_blocks(tmp_path: Path) -> None:
    text = (
        '<!-- wp:paragraph {"a":"b"} -->\n<p>one\ntwo</p>\n<!-- /wp:paragraph -->\n\n'
        "<!-- wp:group --><div class='wp-block-group'><!-- wp:paragraph --><p>in</p>"
        "<!-- /wp:paragraph --></div><!-- /wp:group --><!-- wp:more --><!--more--><!-- /wp:more -->"
        "<!-- wp:latest-posts /--><!-- an editor says -->"
        '<!-- wp:embed {"url":"https://video.example/1"} /-->'
        '<!-- wp:block {"ref":8} /-->'
    )
    reusable = entry(
        8, body="<!-- wp:paragraph --><p>shared</p><!-- /wp:paragraph -->", kind="wp_block"
    )
    source = read(tmp_path, entry(1, body=text), reusable)
    assert by_id(source)["1"].values["body"] == (
        "<p>one\ntwo</p>\n<p>in</p>\n"
        '<p><a href="https://video.example/1">https://video.example/1</a></p>\n<p>shared</p>'
    )
    assert "latest-posts × 1" in reasons(source)


def test_reusable_blocks_that_hold_themselves(tmp_path: Path) -> None:
    loop = '<!-- wp:block {"ref":8} /--> x'
    assert "x" in body(tmp_path, loop, entry(8, body=loop, kind="wp_block"))


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("a <!--more--> b <!--nextpage--> c", "<p>a  b  c</p>"),
        ("lost <!-- open", "<p>lost  open</p>"),
        ("[audio https://x.example/a.mp3]", '<p><a href="https://x.example/a.mp3">'),
        ('[video mp4="https://x.example/a.mp4"][/video]', 'href="https://x.example/a.mp4"'),
        ("[embed width=1]https://x.example/v[/embed]", 'href="https://x.example/v"'),
        ("[youtube dQw4w9WgXcQ]", "watch?v=dQw4w9WgXcQ"),
        ("https://x.example/alone", '<p><a href="https://x.example/alone">https://x'),
        ("[vc_row][vc_column width=“1/2″]in[/vc_column][/vc_row]", "<p>in</p>"),
        ("[contact-form-7 id='1' title='T']\n\nx", "<p>x</p>"),
        ('[tab title="One"]text[/tab]', "<p><strong>One</strong></p>\n<p>text</p>"),
        ("[[gallery]]", "<p>[gallery]</p>"),
        ("[[b]x[/b]]", "<p>[b]x[/b]</p>"),
        ("array[0] and a[i] [sic] [...]", "<p>array[0] and a[i] [sic] [...]</p>"),
        ("<code>[gallery]</code>", "<p><code>[gallery]</code></p>"),
        (
            "[code]if (a &lt; b[0]) [x y=1][/code]",
            "<pre><code>if (a &lt; b[0]) [x y=1]</code></pre>",
        ),
        ("[wpforms_thing]", ""),
        ("[vimeo 12345]", 'href="https://vimeo.com/12345"'),
        ('[button link="https://x.example/b"]Go[/button]', '<a href="https://x.example/b">Go</a>'),
        ("[quote]said[/quote]", "<blockquote><p>said</p></blockquote>"),
        ("[caption]no picture[/caption]", "<p>no picture</p>"),
        ("[map url=https://x.example/m]", '<a href="https://x.example/m">'),
        ("[playlist ids='99']", ""),
        ('<!-- wp:social-link {"url":"https://x.example","service":"x"} /-->', "x.example"),
        ("<!-- wp:query {broken /--> text", "<p>text</p>"),
        ("<iframe src='https://x.example/'></iframe>", '<p><a href="https://x.example/">'),
        ("<script>alert(1)</script><style>p{}</style>x", "<p>x</p>"),
        ('<img src="data:image/gif;base64,R0" data-src="/gone.png" alt="alt">', "<p>"),
        ("<h1>Title</h1><h1>Other</h1><h2>Sub</h2>", "<h2>Other</h2>\n<h3>Sub</h3>"),
    ],
)
def test_bodies(tmp_path: Path, given: str, made: str) -> None:
    found = body(tmp_path, given)
    assert made in found if made else found == ""
    assert "<img" not in found
    assert "<!--" not in found


def test_lost_shortcodes_are_reported(tmp_path: Path) -> None:
    assert "[my_map] × 1" in reasons(read(tmp_path, entry(1, body="[my_map lat=1]")))


def test_description_is_plain_and_short(tmp_path: Path) -> None:
    item = one(tmp_path, entry(1, excerpt="<p>A [b]c[/b] &amp; " + "word " * 100 + "</p>"))
    description = item.values["description"]
    assert description.startswith("A c & word")
    assert len(description) <= 300
    assert description.endswith("word…")


def test_control_characters_are_taken_out(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(wxr(entry(1, body="a\x08b")).encode())
    source = read_wxr(path, uid_of)
    assert by_id(source)["1"].values["body"] == "<p>ab</p>"
    assert "1 control characters" in reasons(source)


def test_white_space_before_the_declaration(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(b"\xef\xbb\xbf\n\n" + wxr(entry(1)).encode())
    assert "1" in by_id(read_wxr(path, uid_of))
    path.write_bytes(b"\n\n" + wxr("<item><broken></item>").encode())
    with pytest.raises(SourceError, match=r"line 17, column"):
        read_wxr(path, uid_of)


def test_a_truncated_file_says_where(tmp_path: Path) -> None:
    path = tmp_path / "cut.xml"
    path.write_text(wxr(entry(1), entry(2))[:-40])
    with pytest.raises(SourceError, match=r"cut\.xml: line \d+, column \d+: \w+"):
        read_wxr(path, uid_of)


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE rss SYSTEM "http://x.example/rss.dtd">',
    ],
)
def test_doctype_is_refused(tmp_path: Path, declaration: str) -> None:
    path = tmp_path / "a.xml"
    path.write_text(wxr(entry(1)).replace("<rss", f"{declaration}<rss", 1))
    with pytest.raises(SourceError, match=r"line 2, column \d+: .*DOCTYPE"):
        read_wxr(path, uid_of)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "no element found"),
        (b"<rss><channel/></rss>", "not a WordPress export"),
        (b"<?xml version='1.0'?><a>\xff</a>", "line 1, column"),
        (b"<?xml version='1.0' encoding='klingon'?><a/>", "unknown encoding"),
    ],
)
def test_what_is_no_export(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=message):
        read_wxr(path, uid_of)


def test_a_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="No such file"):
        read_wxr(tmp_path / "none.xml", uid_of)
    path = tmp_path / "a.xml"
    path.write_text(wxr(entry(1)))
    with pytest.raises(SourceError, match="not a folder"):
        read_wxr(path, uid_of, tmp_path / "none")


def test_numbers_that_occur_twice(tmp_path: Path) -> None:
    source = read(tmp_path, entry(1, "first"), entry(1, "second"))
    assert by_id(source)["1"].title == "first"
    assert "twice" in reasons(source)


def test_languages_of_a_multilingual_plugin(tmp_path: Path) -> None:
    term = '<category domain="language" nicename="de">Deutsch</category>'
    item = one(tmp_path, entry(1, inner=term))
    assert item.language == "de"
    assert item.values["tags"] == ()


def test_two_readings_give_the_same(tmp_path: Path) -> None:
    entries = (entry(1, body='<a href="?p=2">x</a>'), entry(2))
    assert read(tmp_path, *entries) == read(tmp_path, *entries)


def test_the_page_of_a_lost_attachment_is_moved_and_its_file_is_gone(
    importer: Importer, tmp_path: Path
) -> None:
    page = "https://blog.example/2024/05/slug-1/cat/"
    cat = attachment(2, "2024/05/cat.jpg", post_parent="1", link=page)
    importer.wxr(wxr(cat, entry(1)), tmp_path / "export.xml")
    for old in ("/2024/05/slug-1/cat", "/?attachment_id=2"):
        assert importer.browser.get(old, status=301).location.endswith("/news/slug-1")
    importer.browser.get("/wp-content/uploads/2024/05/cat.jpg", status=404)
