"""A site's own: views, templates and static files in place of the product's."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from contentsite.testing import site_app
from contentsite.types.document import Document
from contentsite.types.folder import Folder

PLUGIN = '''
from contentsite import Document, Folder, Reference, Text, content, page_view


@content(template="""{% extends 'contentsite:public/templates/base.jinja2' %}
{% block main %}<h1>{{ context.title }}!</h1>{% endblock %}""")
class Shout(Document):
    """A louder page."""
    level: Text = ""


@content(default_view="other")
class Odd(Document):
    """A page that shows another view of itself."""


@page_view(Odd, name="other", renderer="string")
def other(context, request):
    return f"other view of {context.title}"


@content(default_view="missing")
class Wrong(Document):
    """A page that names a view which does not exist."""


@page_view(Document, renderer="string")
def document(context, request):
    return f"plain {context.title}"
'''


@pytest.fixture
def plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the name of a plug-in that can be imported."""
    (tmp_path / "own_types.py").write_text(PLUGIN)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "own_types", raising=False)
    return "own_types"


def test_a_plugin_gives_types_and_replaces_a_page(plugin: str) -> None:
    with site_app(plugin) as (site, browser):
        own = sys.modules[plugin]
        site.add("shout", own.Shout(title="Hey", level="loud")).publish()
        site.add("odd", own.Odd(title="Odd")).publish()
        site.add("wrong", own.Wrong(title="Wrong")).publish()
        site.add("page", Document(title="Page")).publish()
        browser.commit()
        page = browser.get("/shout")
        assert page.html.h1.text == "Hey!"
        assert page.html.find("dd").text == "loud"
        assert browser.get("/odd").text == browser.get("/odd/@@other").text == "other view of Odd"
        browser.get("/wrong", status=404)
        assert browser.get("/page").text == "plain Page"


def test_a_site_replaces_templates_and_static_files(tmp_path: Path) -> None:
    (tmp_path / "folder.jinja2").write_text(
        "{% extends 'original/contentsite.types:templates/folder.jinja2' %}"
        "{% block siblings %}<p id='own'>mine</p>{% endblock %}"
    )
    (tmp_path / "theme.css").write_text("/* mine */")
    (tmp_path / "secret.txt").write_text("secret")
    with site_app(contentsite__public__templates=str(tmp_path)) as (site, browser):
        site.add("part", Folder(title="Part")).publish()
        browser.commit()
        page = browser.get("/part")
        assert page.html.find(id="own").text == "mine"
        assert page.html.h1.text == "Part"
        places = [link["href"] for link in page.html.find_all("link", rel="stylesheet")]
        assert [browser.get(place).text == "/* mine */" for place in places] == [False, True]
        for name in ("secret.txt", "folder.jinja2"):
            browser.get(f"/@@static/{name}", status=404)


def test_without_own_files_all_is_the_products() -> None:
    with site_app() as (_site, browser):
        assert "public theme" in browser.get("/@@static/theme.css").text
