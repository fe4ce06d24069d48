"""`contentsite check`: faults of the data, and settings that are unsafe on the net."""

from __future__ import annotations

import re
import secrets
from pathlib import Path

from running import call

from contentsite import Document, Folder, trash
from contentsite.versions.working import edit as change


def test_a_whole_site(contentsite, edit, ini):
    with edit(ini) as site:
        site.add("page", Document(title="A page"))
    status, out, _err = contentsite("check", ini)
    assert status == 0
    assert out.startswith("the data is whole\n")
    assert "not for production: contentsite.web.hosts" in out


def test_a_class_that_is_not_installed_any_more_is_named(contentsite, ini, tmp_path, add_lines):
    (tmp_path / "gone.py").write_text(
        "from contentsite import Document, SiteMade, content\n"
        "@content\nclass Gone(Document):\n    pass\n"
        "def includeme(config):\n    config.scan(__name__)\n    config.add_tree_subscriber(\n"
        "        SiteMade, lambda event: event.node.add('old', Gone(title='Old')))\n"
    )
    made = call(
        "contentsite",
        "tree",
        add_lines(ini, "contentsite.plugins = gone"),
        cwd=tmp_path,
        path=tmp_path,
    )
    assert "/old\tGone\tdraft\tOld" in made.stdout
    status, out, _err = contentsite("check", ini)
    assert status == 1
    assert re.search(r"^/old: its class gone[.:]Gone is not installed$", out, re.MULTILINE)
    assert "1 faults in the data" in out
    assert "/old\tGone (not installed)\t-\t-" in contentsite("tree", ini).out


def test_what_can_be_derived_is_mended(contentsite, edit, ini):
    with edit(ini) as site:
        site.add("folder", Folder(title="Folder")).add("page", Document(title="Page"))
        site["folder"]["page"].__name__ = "other"
    assert "/folder/page: it calls itself 'other'" in contentsite("check", ini).out
    status, out, _err = contentsite("check", ini, "--repair")
    assert "/folder/page: its parent and name were set to where it stands" in out
    assert status == 0
    assert contentsite("check", ini).status == 0


def test_versions_and_the_trash_are_looked_at(contentsite, edit, ini):
    with edit(ini) as site:
        site.add("page", Document(title="Page")).publish()
        site.add("old", Document(title="Old"))
    with edit(ini) as site:
        change(site["page"], {"title": "Changed"})
        site["page"].state = "draft"
        site["page"].refresh()
        item = trash(site["old"])
        del site.trash._times[item.time_key]
    out = contentsite("check", ini).out
    assert "/page: it has unpublished changes although it is not published" in out
    assert "in the trash, once /old: the trash has it by uid, but not by time" in out
    status, out, _err = contentsite("check", ini, "--repair")
    assert "/page: its changes became its values, since it is not published" in out
    assert (status, contentsite("check", ini).status) == (0, 0)


def test_the_shipped_production_ini_lacks_only_what_is_the_deployers(contentsite, tmp_path):
    project = Path(__file__).parents[2]
    file = tmp_path / "production.ini"
    text = (project / "production.ini").read_text()
    file.write_text(text)
    status, _out, err = contentsite("check", file)
    assert status == 1
    assert "contentsite.security.secret: is missing; make one with: python -c" in err
    file.write_text(
        text.replace(
            "# contentsite.security.secret =",
            f"contentsite.security.secret = {secrets.token_hex(32)}",
        )
    )
    file.chmod(0o600)
    status, out, _err = contentsite("check", file)
    assert status == 0
    lines = [line for line in out.splitlines() if line.startswith("not for production")]
    wanted = ("web.hosts", "mail.host is empty", "nothing says that visitors come by https")
    assert len(lines) == len(wanted)
    assert all(word in line for word, line in zip(wanted, lines, strict=True))


def test_unsafe_settings_of_the_server_and_the_file_are_named(contentsite, ini):
    ini.chmod(0o666)
    _status, out, _err = contentsite("check", ini)
    assert "not for production: connection_limit is missing" in out
    assert f"not for production: everybody on this machine may read {ini}" in out


def test_the_environment_may_switch_debugging_on(contentsite, ini, monkeypatch):
    monkeypatch.setenv("PYRAMID_DEBUG_NOTFOUND", "1")
    _status, out, _err = contentsite("check", ini)
    assert "not for production: pyramid.debug_notfound is on" in out
