"""The measure of the house: sizes of modules and functions, and where imports stand."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

import pytest

PACKAGE = Path(__file__).parents[1] / "contentsite"
MODULES = sorted(PACKAGE.rglob("*.py"))
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, FUNCTION))


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a function without its docstring and decorators."""
    body = function.body
    documented = ast.get_docstring(function) is not None
    start = (body[0].end_lineno or 0) if documented else function.lineno - 1
    return (function.end_lineno or 0) - start + (1 if documented else 0)


def p90(values: list[int]) -> float:
    return quantiles(values, n=10)[-1]


def test_sizes_of_modules(capsys):
    sizes = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    counted = [size for size in sizes.values() if size > 1]
    with capsys.disabled():
        print(
            f"\n{len(counted)} modules: median {median(counted):.0f} lines, p90 {p90(counted):.0f}"
        )
    assert {str(path): size for path, size in sizes.items() if size > 300} == {}
    assert median(counted) <= 80
    assert p90(counted) <= 200


def test_sizes_of_functions(capsys):
    sizes = {
        f"{path.relative_to(PACKAGE)}:{function.name}": length(function)
        for path in MODULES
        for function in functions(parsed(path))
    }
    counted = list(sizes.values())
    with capsys.disabled():
        print(
            f"\n{len(counted)} functions: median {median(counted):.0f} lines, p90 {p90(counted):.0f}"
        )
    assert {name: size for name, size in sizes.items() if size > 40} == {}
    assert median(counted) <= 8
    assert p90(counted) <= 20


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_import_hides_in_a_function(path):
    hidden = [
        f"line {node.lineno}"
        for function in functions(parsed(path))
        for node in ast.walk(function)
        if isinstance(node, (ast.Import, ast.ImportFrom))
    ]
    assert hidden == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_module_says_what_it_is_for(path):
    tree = parsed(path)
    assert ast.get_docstring(tree) or not tree.body


def test_no_module_has_a_name_that_says_nothing():
    nothing = {"util", "utils", "helper", "helpers", "manager", "base", "misc", "common"}
    assert [path for path in MODULES if path.stem in nothing or path.parent.name in nothing] == []


def test_everything_is_annotated():
    bare = [
        f"{path.relative_to(PACKAGE)}:{function.lineno} {function.name}"
        for path in MODULES
        for function in functions(parsed(path))
        if function.returns is None and function.name != "__init__"
    ]
    assert bare == []


def test_every_inline_permission_to_build_html_says_why():
    """`Markup` of what is not a literal makes HTML of data: each use is marked, so that all are seen."""
    unmarked = []
    for path in MODULES:
        lines = path.read_text(encoding="utf-8").splitlines()
        for node in ast.walk(parsed(path)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "Markup"
            ):
                literal = not node.args or isinstance(node.args[0], ast.Constant)
                area = "\n".join(lines[max(0, node.lineno - 6) : (node.end_lineno or 0) + 2])
                if not literal and not (
                    "noqa: S704" in area or "sanitised" in area or "escaped" in area
                ):
                    unmarked.append(f"{path.relative_to(PACKAGE)}:{node.lineno}")
    assert unmarked == []
