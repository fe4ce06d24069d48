"""The benchmarks run; what they measure is read by people."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks import child, large
from benchmarks.__main__ import BENCHMARKS, LARGE, machine, main
from benchmarks.figure import Figure, number, table
from benchmarks.scale import TINY

ALL = {**BENCHMARKS, **LARGE}
IN_PROCESS = ("build", "walk")


@pytest.fixture
def few_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start one process for each kind of work that needs one; the others would do the same."""
    run, known = large.run, dict[str, Any]()

    def run_here(what: str, folder: Path, *arguments: Any) -> Any:
        if what in IN_PROCESS:
            return json.loads(json.dumps(child.WORK[what](folder, *arguments)))
        if what not in known:
            known[what] = run(what, folder, *arguments)
        return known[what]

    monkeypatch.setattr(large, "run", run_here)


@pytest.mark.usefixtures("few_processes")
@pytest.mark.parametrize("name", ALL)
def test_benchmark_gives_figures(name: str) -> None:
    figures = list(ALL[name](TINY))
    assert figures
    assert all(figure.name and figure.unit for figure in figures)


def test_verdict_wants_each_goal() -> None:
    assert Figure("a", 1, "ms").verdict == ""
    assert Figure("a", 1, "ms", most=1).verdict == "met"
    assert Figure("a", 2, "ms", most=1).verdict == "missed"
    assert Figure("a", 2, "1/s", least=3).verdict == "missed"
    assert Figure("a", 1, "ms", 5, "hello", most=1, ratio_most=4).verdict == "missed"
    assert Figure("a", 1, "ms", None, most=1, ratio_most=4).verdict == "missed"


def test_table_is_aligned() -> None:
    lines = table([Figure("short", 1, "ms", 2.5, "hello", most=2), Figure("longer", 12_345, "kB")])
    assert len({len(line) for line in lines.splitlines()}) == 1
    assert "| 12,345 kB |" in lines
    assert "2.50 x hello" in lines


@pytest.mark.parametrize(
    ("value", "words"), [(0.1234, "0.123"), (1.5, "1.50"), (12.34, "12.3"), (1234.5, "1,234")]
)
def test_numbers_have_three_digits(value: float, words: str) -> None:
    assert number(value) == words


def test_unknown_name_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["nothing"])
    assert "nothing" in capsys.readouterr().err


def test_machine_is_named() -> None:
    assert "Python 3" in machine()
