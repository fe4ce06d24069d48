"""`contentsite tree` and `contentsite types`."""

from __future__ import annotations

from contentsite import Document, Folder


def planted(edit, ini):
    with edit(ini) as site:
        news = site.add("news", Folder(title="News"))
        news.publish()
        news.add("first", Document(title="The first"))


def test_one_line_a_node(contentsite, edit, ini):
    planted(edit, ini)
    status, out, _err = contentsite("tree", ini)
    assert status == 0
    assert out.splitlines() == [
        "/\tSite\tpublished\tA new site",
        "/news\tFolder\tpublished\tNews",
        "/news/first\tDocument\tdraft\tThe first",
    ]


def test_a_branch_alone(contentsite, edit, ini):
    planted(edit, ini)
    assert contentsite("tree", ini, "/news").out.splitlines() == [
        "/news\tFolder\tpublished\tNews",
        "/news/first\tDocument\tdraft\tThe first",
    ]


def test_a_branch_that_is_not_there(contentsite, edit, ini):
    planted(edit, ini)
    for path in ("/nothing", "/news/first/below"):
        assert contentsite("tree", ini, path) == (
            1,
            "",
            f"contentsite: there is nothing at {path}\n",
        )


def test_types_with_their_fields(contentsite, ini):
    status, out, _err = contentsite("types", ini)
    assert status == 0
    assert "NewsItem  (News Item; contentsite.types.news_item.NewsItem)\n" in out
    assert "    title: text  [required]\n" in out
    assert "    date: datetime  [listed]\n" in out


def test_commands_leave_the_database_free(contentsite, ini):
    for _ in range(2):
        assert contentsite("types", ini).status == 0
        assert contentsite("tree", ini).status == 0
        assert contentsite("check", ini).status == 0
        assert contentsite("evolve", ini).status == 0
