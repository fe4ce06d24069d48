"""Classes of holes that are shut by what the code does not do at all: read from its source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from contentsite.web.guard import METHODS

PACKAGE = Path(__file__).parents[2] / "contentsite"
SOURCES = {path.relative_to(PACKAGE).as_posix(): path for path in PACKAGE.rglob("*.py")}
TEMPLATES = sorted(PACKAGE.rglob("*.jinja2"))


def imported() -> Iterator[tuple[str, str]]:
    """Yield each module with what it imports."""
    for name, path in SOURCES.items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((name, each.name) for each in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                yield from ((name, f"{node.module}.{each.name}") for each in node.names)


def called() -> Iterator[tuple[str, str]]:
    """Yield each module with the names of the functions that it calls."""
    for name, path in SOURCES.items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield name, node.func.id


def test_pickle_of_strangers_is_never_read() -> None:
    """SAFETY: pickle; ASVS 1.5.2. What is stored is ZODB's; what comes from outside is text."""
    risky = {
        "pickle",
        "cPickle",
        "dill",
        "marshal",
        "shelve",
        "zodbpickle",
        "jsonpickle",
        "cloudpickle",
    }
    found = {name for name, module in imported() if module.partition(".")[0] in risky}
    # the database's own files are checked for damage there
    assert {name for name in found if not name.startswith("storage/")} == set()


def test_ssrf_the_server_fetches_no_address_of_a_user() -> None:
    """SAFETY: SSRF; ASVS 1.3.6, 15.3.2. Nothing that speaks http is imported; mail goes where the settings say."""
    risky = {"requests", "httpx", "aiohttp", "urllib3", "ftplib", "telnetlib", "socket", "xmlrpc"}
    found = {
        (name, module)
        for name, module in imported()
        if module.partition(".")[0] in risky or module.startswith(("urllib.request", "http.client"))
    }
    assert {name for name, _module in found if not name.startswith(("cli/", "storage/"))} == set()
    smtp = {name for name, module in imported() if module.partition(".")[0] == "smtplib"}
    assert smtp == {"jobs/smtp.py"}


def test_xxe_only_one_place_reads_xml() -> None:
    """SAFETY: XXE; ASVS 1.5.1. See tests/exchange/wxr/test_wxr_reader.py::test_doctype_is_refused."""
    found = {
        name for name, module in imported() if module.startswith(("xml.", "lxml", "defusedxml"))
    }
    assert {name for name in found if "escape" not in SOURCES[name].read_text()} <= {
        "exchange/wxr/xml.py"
    }
    text = SOURCES["exchange/wxr/xml.py"].read_text(encoding="utf-8")
    assert "StartDoctypeDeclHandler" in text


def test_no_text_is_run_as_code() -> None:
    """SAFETY: template and format-string escape; ASVS 1.3.2, 1.3.7."""
    found = {
        (name, function) for name, function in called() if function in ("eval", "exec", "compile")
    }
    # annotations of a class are evaluated as Python itself does: the source of a type, not a content
    assert found == {("schema/declared.py", "eval")}
    made = [
        name
        for name, path in SOURCES.items()
        if not name.startswith(("cli/", "exchange/"))
        if re.search(
            r"\bfrom_string\(|Template\(|\.format_map\(|string\.Formatter", path.read_text("utf-8")
        )
    ]
    # they put values in places of interface texts: the next test says where those texts are from
    assert sorted(made) == ["sentence.py", "web/catalogue.py"]


def test_sentences_are_literals() -> None:
    """ASVS 1.3.10: a text with places for values is written in the source; values come after it, never in it."""
    found = {
        name
        for name, path in SOURCES.items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if node.func.id in ("_", "ngettext", "Sentence")
        for text in node.args[: 2 if node.func.id == "ngettext" else 1]
        if not isinstance(text, ast.Constant)
    }
    # each of these takes its text from a table of constants; braces of an error's words are doubled in `whole`
    assert found == {
        "admin/entry/forgotten.py",
        "admin/flash.py",
        "admin/form/problem.py",
        "editing/letters.py",
        "sentence.py",
    }


def test_format_strings_are_literals_or_translations() -> None:
    """ASVS 1.3.10: `str.format` is asked of literals, constants and interface texts, never of content."""
    content = re.compile(r"(title|body|description|name|text|value)\.format\(")
    allowed = re.compile(r"(text|SUBJECT|TEXT|each|sentence|translate\(.*\))\.format\(")
    found = [
        f"{name}: {line.strip()}"
        for name, path in SOURCES.items()
        for line in path.read_text(encoding="utf-8").splitlines()
        if content.search(line) and not allowed.search(line)
    ]
    assert found == []


def test_randomness_that_guards_something_comes_from_secrets() -> None:
    """SAFETY: information leaks (weak random numbers); ASVS 11.5."""
    weak = {name for name, module in imported() if module.partition(".")[0] == "random"}
    assert {name for name in weak if name.startswith(("security/", "admin/"))} == set()


def test_secrets_are_compared_in_equal_time() -> None:
    """A token is looked up by its digest or compared by `hmac.compare_digest`, never by ==."""
    found = [
        f"{name}:{node.lineno}"
        for name, path in SOURCES.items()
        if name.startswith(("security/", "admin/"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Compare)
        and any(isinstance(op, (ast.Eq, ast.NotEq)) for op in node.ops)
        if re.search(r"\b(token|secret|digest|csrf)", ast.unparse(node), re.IGNORECASE)
    ]
    assert found == []


def test_each_form_that_is_posted_has_a_token() -> None:
    """SAFETY: CSRF. Read in the templates, so that a forgotten one is found before it is tried."""
    bare = []
    beginning = re.compile(r"macro (\w+)\([^)]*\) -?%}\s*\{\{ csrf_field\(\)")
    texts = {path: path.read_text(encoding="utf-8") for path in TEMPLATES}
    macros = {path.name: beginning.findall(text) for path, text in texts.items()}
    for path, text in texts.items():
        taken = re.findall(r"{%-? import '[^']*?([^/']+)' as (\w+)", text)
        begun = (*macros[path.name], *(f"{a}.{name}" for file, a in taken for name in macros[file]))
        fields = ["csrf_field()", "caller()", *(f"{{{{ {name}(" for name in begun)]
        for form in re.split(r"<form\b", text)[1:]:
            opening = form.partition(">")[0]
            body = form.partition("</form>")[0]
            if 'method="post"' in opening and not any(field in body for field in fields):
                bare.append(f"{path.name}: <form{opening}>")
    assert bare == []


def test_templates_turn_escaping_off_nowhere() -> None:
    """SAFETY: stored XSS. Only what was sanitised is Markup, and that is made in Python, where it says why."""
    found = [
        f"{path.name}: {line.strip()}"
        for path in TEMPLATES
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"\|\s*safe\b|autoescape\s+false|\|\s*tojson", line)
    ]
    assert found == []


def test_templates_have_nothing_that_the_policy_forbids() -> None:
    """ASVS 3.4.3: no inline script, style or handler."""
    found = [
        f"{path.name}: {line.strip()[:120]}"
        for path in TEMPLATES
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(
            r"<style|\sstyle=|\son[a-z]+=[\"']|javascript:|<script(?![^>]*(src=|ld\+json))", line
        )
    ]
    assert found == []


def test_trace_is_no_method() -> None:
    """ASVS 13.4.4."""
    assert not METHODS & {"TRACE", "TRACK", "CONNECT"}


def test_no_password_and_no_secret_has_a_default() -> None:
    """No default password exists."""
    found = [
        f"{name}:{number}"
        for name, path in SOURCES.items()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"""\bset_password\(["']|(password|secret)\s*=\s*["'][^"']+["']""", line)
        if "noqa: S105" not in line
    ]
    assert found == []
