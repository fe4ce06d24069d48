"""The documents are true: all is documented, links lead somewhere, and what they show works."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from running import BIN, call, environment, running

import contentsite
from contentsite.cli.main import COMMANDS
from contentsite.cli.settings import documentation
from contentsite.declaration import Registry
from contentsite.page import functions as page_functions
from contentsite.public import functions as public_functions
from contentsite.security.audit.log import log_of
from contentsite.security.people import people_of
from contentsite.security.role import PERMISSIONS, ROLES
from contentsite.security.user import Group
from contentsite.storage.past import moment_of
from contentsite.testing import add_user, site_app
from contentsite.tree import events
from contentsite.workflow.simple import SIMPLE
from contentsite.workflow.workflow import workflows_of

PROJECT = Path(__file__).parents[1]
DOCS = PROJECT / "docs"
PAGES = [PROJECT / "README.md", PROJECT / "CHANGES.md", *sorted(DOCS.glob("*.md"))]
BLOCK = re.compile(r"(?P<before>[^\n]*)\n+```(?P<language>\w*)\n(?P<text>.*?)```", re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]*))?\)")


def text(name: str) -> str:
    return (PROJECT / name).read_text(encoding="utf-8")


def blocks(name: str, language: str) -> list[tuple[str, str]]:
    """Return the code blocks of a page in a language, each with the line before it."""
    return [
        (found["before"], found["text"])
        for found in BLOCK.finditer(text(name))
        if found["language"] == language
    ]


# all is documented


def test_the_table_of_settings_is_the_one_that_the_command_prints():
    assert text("docs/settings.md") == documentation(), "run: make docs"


def test_every_command_is_documented():
    page = text("docs/deployers.md")
    assert [each for each in COMMANDS if f"`contentsite {each}" not in page] == []


def test_every_field_type_is_documented():
    page = text("docs/developers.md").partition("## Fields")[2].partition("\n## ")[0]
    tree = ast.parse((PROJECT / "contentsite/schema/fields.py").read_text())
    made = {node.name for node in tree.body if isinstance(node, ast.ClassDef)}
    named = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name) and target.id in contentsite.__all__
    }
    plain = {"bool", "int", "float", "Decimal", "date", "datetime", "Literal"}
    public = (made & set(contentsite.__all__)) | named | plain
    assert len(public) > 20
    assert [name for name in sorted(public) if not re.search(rf"`[^`]*\b{name}\b", page)] == []


def test_every_event_is_documented():
    page = text("docs/developers.md").partition("## Events")[2].partition("\n## ")[0]
    kinds = {kind.__name__ for kind in events.Event.__subclasses__()}
    assert kinds <= set(re.findall(r"^\| `(\w+)`", page, re.MULTILINE))


def test_every_template_function_is_documented():
    page = text("docs/developers.md").partition("## Templates")[2].partition("\n## ")[0]
    assert [
        name
        for name in {**page_functions.GLOBALS, **public_functions.GLOBALS}
        if f"`{name}(" not in page
    ] == []


def test_every_directive_is_documented():
    page = text("docs/developers.md")
    sources = "".join(file.read_text() for file in (PROJECT / "contentsite").rglob("*.py"))
    directives = re.findall(r"\.add_directive\(\s*\"(\w+)\"", sources)
    assert len(directives) >= 7
    assert [name for name in directives if f"config.{name}(" not in page] == []


def test_the_table_of_roles_is_that_of_the_simple_workflow():
    table = text("docs/security.md").partition("<!-- roles:")[2].partition("<!-- /roles -->")[0]
    permissions = [each for each in PERMISSIONS if each != "manage"]
    lines = [f"| role | {' | '.join(state.title for state in SIMPLE.states)} |"]
    for role in ROLES:
        cells = [
            ", ".join(each for each in permissions if role in SIMPLE.allowed(state.name, each))
            for state in SIMPLE.states
        ]
        lines.append(f"| {' | '.join((role, *cells))} |".replace("  ", " "))
    assert [line for line in table.splitlines() if line[:2] == "| "] == lines


def test_every_argument_of_content_is_documented():
    page = text("docs/developers.md").partition("`@content` takes")[2].partition("\n## ")[0]
    arguments = contentsite.content.__kwdefaults__
    assert [name for name in arguments if f"`{name}`" not in page] == []


def test_every_argument_of_block_is_documented():
    page = text("docs/developers.md").partition("`@block` takes")[2].partition("\n## ")[0]
    arguments = contentsite.block.__kwdefaults__
    assert [name for name in arguments if f"`{name}`" not in page] == []


def test_every_name_for_plug_ins_is_documented():
    page = text("docs/developers.md")
    assert [name for name in contentsite.__all__ if not re.search(rf"\b{name}\b", page)] == []


def test_every_built_in_type_is_documented():
    page = text("docs/editors.md")
    with site_app() as (_site, browser):
        types: Registry = browser.app.registry["contentsite.types"]
    assert [info.title for info in types.values() if f"| {info.title} |" not in page] == []


# links lead somewhere


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_inside_the_documents_resolve(page):
    broken = []
    for target, anchor in LINK.findall(page.read_text(encoding="utf-8")):
        file = (page.parent / target).resolve() if target else page
        if not file.exists():
            broken.append(target)
        elif anchor and anchor not in anchors(file):
            broken.append(f"{target}#{anchor}")
    assert broken == []


def anchors(page: Path) -> set[str]:
    """Return the names that a page's headings have on code hosting sites."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in headings}


def test_every_document_is_on_the_map_of_the_readme():
    page = text("README.md")
    listed = set(re.findall(r"\(docs/(\w+\.md)\)", page))
    assert {file.name for file in DOCS.glob("*.md")} <= listed


def test_paths_in_the_documents_exist():
    missing = set()
    for page in PAGES:
        for path in re.findall(r"`((?:tests|contentsite|examples)/[\w./]*)`", page.read_text()):
            if not (PROJECT / path).exists():
                missing.add(f"{page.name}: {path}")
    assert missing == set()


# what they show works


@pytest.fixture
def module(monkeypatch):
    """A function that runs source as a module that plug-ins can be switched on by."""

    def make(name: str, source: str) -> ModuleType:
        made = ModuleType(name)
        made.__file__ = str(PROJECT / "nowhere" / f"{name}.py")
        monkeypatch.setitem(sys.modules, name, made)
        exec(compile(source, name, "exec"), made.__dict__)
        return made

    return make


def developers(word: str) -> str:
    """Return the block of the developers' page that has a word."""
    return next(block for _before, block in blocks("docs/developers.md", "python") if word in block)


def test_the_types_that_the_documents_show(module):
    recipe = module("shown_recipe", developers("class Recipe"))
    assert recipe.Recipe(title="Soup", working=5, total=10).serves == 4
    with pytest.raises(ValueError, match="must not be less"):
        recipe.Recipe(title="Soup", working=15, total=10)
    ((_before, source),) = blocks("docs/architecture.md", "python")
    festival = module("shown_festival", source)
    assert festival.Festival(title="June", place="Here").place == "Here"
    with site_app("shown_recipe", "shown_festival") as (site, browser):
        site.add("soup", recipe.Recipe(title="Soup")).publish()
        browser.commit()
        assert "Soup" in browser.get("/soup").text


def test_the_block_that_the_documents_show(tmp_path, monkeypatch):
    (_before, template) = next(
        each for each in blocks("docs/developers.md", "jinja") if "band" in each[1]
    )
    folder = tmp_path / "templates" / "blocks"
    folder.mkdir(parents=True)
    (folder / "opening.jinja2").write_text(template)
    (tmp_path / "openings.py").write_text(developers("class Opening"))
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "openings", raising=False)
    with site_app("openings") as (site, browser):
        site.update({"blocks": [{"kind": "opening", "heading": "Open", "hours": "Monday"}]})
        browser.commit()
        page = browser.get("/")
        assert page.html.find("section", class_="band").h2.text == "Open"
        assert "<p>Monday</p>" in page.text
    monkeypatch.delitem(sys.modules, "openings", raising=False)


def test_the_trees_that_the_documents_show():
    with site_app() as (site, _browser):
        exec(developers("add_titled"), {"site": site})
        exec(developers("purge(site"), {"site": site})


def test_the_way_back_that_the_documents_show():
    names: dict[str, Any] = {}
    exec(developers("def back("), names)
    with site_app() as (site, browser):
        page = site.add("page", contentsite.Document(title="Then"))
        ada = people_of(site).who(add_user(site, "ada", "Editor"))
        browser.commit()
        registry = browser.app.registry
        moment = moment_of(registry._zodb_databases[""].lastTransaction())
        page.update({"title": "Now"})
        browser.commit()
        assert names["back"](site, page.uid, moment, ada, workflows_of(registry)) == 1
        assert page.title == "Then"


def test_the_view_that_the_documents_show(module, tmp_path, monkeypatch):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "calendar.jinja2").write_text("month {{ month }}")
    (tmp_path / "calendars.py").write_text(developers("def calendar"))
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "calendars", raising=False)
    with site_app("calendars") as (site, browser):
        site.add("folder", contentsite.Folder(title="Folder")).publish()
        browser.commit()
        assert browser.get("/folder/@@calendar?month=5").text == "month 5"
        refused = browser.get("/folder/@@calendar?month=13", status=400)
        assert "month" in refused.text
    monkeypatch.delitem(sys.modules, "calendars", raising=False)


def test_the_endpoints_that_the_documents_show(module):
    module("shown_endpoints", developers("def retitle"))
    with site_app("shown_endpoints") as (site, browser):
        site.add("folder", contentsite.Folder(title="Folder")).publish()
        site["folder"].add("page", contentsite.Document(title="A page"))
        ada = add_user(site, "ada", "Editor")
        browser.commit()
        found = browser.get("/++api++/folder/@sizes?least=5").json
        assert found == {"pages": 1, "longest": "A page"}
        browser.get("/++api++/folder/@sizes?least=-1", status=400)
        browser.put_json("/++api++/folder/@title", {"title": "Other"}, status=401)
        browser.sign_in(ada)
        browser.put_json("/++api++/folder/@title", {"title": "x"}, status=400)
        browser.put_json("/++api++/folder/@title", {"title": "Other"}, status=204)
        browser.commit()
        assert site["folder"].title == "Other"


def test_the_plug_in_that_the_documents_show(tmp_path, monkeypatch, capsys):
    (tmp_path / "shown_plugin.py").write_text(developers("def includeme"))
    monkeypatch.syspath_prepend(str(tmp_path))
    key = {"contentsite__recipes__units": "imperial"}
    with site_app("shown_plugin", **key) as (site, browser):
        assert site.blocks[0].headline == "Good food"
        assert site.formats["shown_plugin"] >= 1
        settings = browser.app.registry["contentsite.settings"]
        assert settings.plugin["recipes"].units == "imperial"
        site.add("page", contentsite.Document(title="A page"))
        assert capsys.readouterr().out == "new: A page\n"
        browser.commit()


def test_the_test_that_the_documents_show():
    names: dict[str, object] = {}
    exec(developers("def test_a_page"), names)
    names["test_a_page"]()  # type: ignore[operator]


def test_what_the_developers_page_shows_is_all_tried():
    tried = ("class Recipe", "add_titled", "def calendar", "def includeme", "def test_a_page")
    tried += ("LEGAL = Workflow(", "group_named(", "recorded_once(", "purge(site")
    tried += (
        "versions_of(page)",
        "def back(",
        "def retitle",
        "changes_of(site)",
        "Asking(",
        "Children(",
        "class Opening",
    )
    for _before, block in blocks("docs/developers.md", "python"):
        assert any(word in block for word in tried)


def test_the_workflow_of_the_developers_page_works(tmp_path, monkeypatch):
    blocks_ = [block for _before, block in blocks("docs/developers.md", "python")]
    source = next(block for block in blocks_ if "LEGAL = Workflow(" in block)
    (tmp_path / "legal.py").write_text(source)
    monkeypatch.syspath_prepend(tmp_path)
    with site_app("legal") as (_site, browser):
        legal = browser.app.registry["contentsite.workflows"]["legal"]
    assert legal.allowed("check", "publish") == {"Reviewer", "Manager"}
    assert legal.allowed("check", "delete") == {"Manager"}
    assert [way.name for way in legal.from_state("draft")] == ["submit"]


def test_the_versions_of_the_developers_page():
    with site_app() as (site, browser):
        site.add("news", contentsite.Folder(title="News")).publish()
        site["news"].add("opened", contentsite.Document(title="Opened")).publish()
        browser.commit()
        exec(developers("versions_of(page)"), {"site": site})


def test_the_undo_of_the_developers_page():
    with site_app() as (site, browser):
        site.add("archive", contentsite.Folder(title="Archive"))
        site.add("news", contentsite.Folder(title="News"))
        site["news"].add("opened", contentsite.Document(title="Opened"))
        browser.commit()
        contentsite.move(site["news"]["opened"], site["archive"])
        browser.commit()
        now, workflows = datetime.now(UTC), workflows_of(browser.app.registry)
        names = {"site": site, "now": now, "workflows": workflows, "commit": browser.commit}
        exec(developers("changes_of(site)"), names)
        assert "opened" in site["archive"]


def test_the_closed_section_of_the_developers_page_is_closed():
    blocks_ = [block for _before, block in blocks("docs/developers.md", "python")]
    source = next(block for block in blocks_ if "group_named(" in block)
    with site_app() as (site, browser):
        people_of(site).add_group(Group(name="staff"))
        site.add("intranet", contentsite.Folder(title="Intranet")).publish()
        ada = add_user(site, "ada")
        browser.commit()
        browser.get("/intranet")
        exec(compile(source, "docs", "exec"), {"site": site})
        people_of(site).put_in_groups(ada, (people_of(site).group_named("staff").uid,))
        browser.commit()
        browser.get("/intranet", status=404)
        browser.sign_in(ada)
        browser.get("/intranet")


def test_the_search_of_the_developers_page():
    with site_app() as (site, browser):
        names = {"site": site, "registry": browser.app.registry}
        exec(developers("Asking("), names)
        exec(developers("Children("), names)


def test_the_load_of_the_developers_page_is_one_entry():
    blocks_ = [block for _before, block in blocks("docs/developers.md", "python")]
    source = next(block for block in blocks_ if "recorded_once(" in block)
    with site_app() as (site, browser):
        site.add("news", contentsite.Folder(title="News"))
        browser.commit()
        exec(compile(source, "docs", "exec"), {"site": site, "commit": browser.commit})
        loads = [
            entry
            for stream in log_of(site).streams(site["news"].uid, None)
            for _key, entry in stream
            if entry.action == "import"
        ]
        assert [entry.number for entry in loads] == [2_000]
        assert len(site["news"]) == 2_000


def test_the_shell_stores_what_it_changed(tmp_path):
    ini = shutil.copy(PROJECT / "development.ini", tmp_path)
    lines = "request.tm.begin()\nroot.update({'title': 'By hand'})\nrequest.tm.commit()\n"
    call("pshell", ini, cwd=tmp_path, stdin=lines)
    assert "\tBy hand\n" in call("contentsite", "tree", ini, cwd=tmp_path).stdout


# the README, followed to the letter


def test_the_commands_of_the_readme_are_targets():
    ((_before, commands),) = [pair for pair in blocks("README.md", "console") if "make" in pair[1]]
    assert commands == "$ make serve\n$ make test\n"
    makefile = text("Makefile")
    # the README imports a page with front matter in YAML, which this extra reads
    assert "--editable '.[import]'" in makefile.partition("/serve:")[2].partition("\n\n")[0]
    for name in ("serve", "test", "check", "help"):
        assert re.search(rf"^{name}:.*## ", makefile, re.MULTILINE)


def test_the_type_of_the_readme_is_six_lines():
    ((_before, source),) = blocks("README.md", "python")
    assert len([line for line in source.splitlines() if line.strip()]) <= 6


def test_the_readme_followed_to_the_letter(tmp_path):
    shutil.copy(PROJECT / "development.ini", tmp_path)
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "bin").symlink_to(BIN)
    # the first command has been run: the site is there, with sample content
    assert call("contentsite", "tree", "development.ini", cwd=tmp_path).returncode == 0

    for language in ("python", "jinja", "markdown"):
        for before, block in blocks("README.md", language):
            name = re.search(r"`([\w/.-]+)`:$", before)
            assert name, before
            file = tmp_path / name[1]
            file.parent.mkdir(exist_ok=True)
            file.write_text(block)

    ((before, line),) = blocks("README.md", "ini")
    assert "`[app:main]` of `development.ini`" in before
    ini = tmp_path / "development.ini"
    ini.write_text(ini.read_text().replace("[app:main]\n", f"[app:main]\n{line}"))

    ((_before, commands),) = [
        pair for pair in blocks("README.md", "console") if "import" in pair[1]
    ]
    bring_in, serve = [line.removeprefix("$ ") for line in commands.splitlines()]
    ended = subprocess.run(
        bring_in.split(),
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.stdout == "1 made, 0 updated, 0 unchanged\n", ended.stderr
    assert serve.startswith(".venv/bin/contentsite serve ")
    with running("contentsite", *serve.split()[1:], cwd=tmp_path) as site:
        (address,) = re.findall(r"<http://127\.0\.0\.1:6543(/[\w/-]+)>", text("README.md"))
        status, page = site.get(address)
        assert status == 200
        assert "<h1>Opening night</h1>" in page
        assert "<p>In: The Old Granary</p>" in page
        assert "<strong>seven</strong>" in page
        assert ">Concerts</a>" in site.get("/")[1]
        assert "Opening night" in site.get("/concerts/@@feed")[1]
        assert site.stop() == 0


def test_the_sizes_of_the_pictures():
    pictures = sorted((DOCS / "pictures").glob("*.png"))
    shown = ["admin.png", "blocks.png", "dark.png", "explorer.png", "home.png", "phone.png"]
    assert [picture.name for picture in pictures] == shown
    assert all(picture.stat().st_size <= 250_000 for picture in pictures)
