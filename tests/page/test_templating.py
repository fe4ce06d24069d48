from __future__ import annotations

from pathlib import Path

from admin_site import admin_site

from contentsite.page.templating import own_template
from contentsite.testing import site_app


def test_a_file_of_a_sites_own_stands_in_for_one_of_the_theme_or_of_the_admin(
    tmp_path: Path,
) -> None:
    (tmp_path / "admin").mkdir()
    (tmp_path / "base.jinja2").write_text("theme")
    (tmp_path / "admin" / "edit.jinja2").write_text("admin")
    load = own_template(tmp_path)

    def found(name: str) -> str | None:
        answer = load(name)
        return None if answer is None else answer[0]

    assert found("contentsite:public/templates/base.jinja2") == "theme"
    assert found("contentsite:admin/templates/base.jinja2") is None, "that of the theme is another"
    assert found("contentsite:admin/templates/edit.jinja2") == "admin"
    assert found("contentsite:types/templates/edit.jinja2") is None
    assert found("original/contentsite:admin/templates/edit.jinja2") is None


def test_a_sites_own_screen(tmp_path: Path) -> None:
    (tmp_path / "admin").mkdir()
    (tmp_path / "admin" / "rename.jinja2").write_text(
        "{% extends 'original/contentsite:admin/templates/rename.jinja2' %}"
        "{% block main %}<p>Ours</p>{{ super() }}{% endblock %}"
    )
    with admin_site(contentsite__public__templates=str(tmp_path)) as admin:
        admin.be("editor")
        page = admin.browser.get("/news/@@rename")
    assert "<p>Ours</p>" in page
    assert "new-name" in page


def test_static_files_have_one_prefix_and_versions() -> None:
    with site_app() as (_site, browser):
        page = browser.get("/").html
        for link in page.select("link[rel=stylesheet]"):
            assert link["href"].startswith("/@@static/")
            assert "?v=" in link["href"]
            assert browser.get(link["href"]).content_type == "text/css"
        for name in ("admin.css", "icons.svg", "favicon.ico"):
            assert browser.get(f"/@@static/{name}").status_int == 200
