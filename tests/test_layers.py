"""The floors of the house: what may import what (contracts in setup.cfg, checked by import-linter)."""

from __future__ import annotations

import configparser
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
PACKAGE = PROJECT / "contentsite"


def test_the_contracts_hold(monkeypatch, capsys):
    linter = pytest.importorskip(
        "importlinter.cli", reason="import-linter comes with the extra dev"
    )
    monkeypatch.chdir(PROJECT)
    # it would switch off all loggers that are there already
    monkeypatch.setattr(linter.logging_config, "dictConfig", lambda _config: None)
    status = linter.lint_imports(config_filename="setup.cfg", no_cache=True)
    assert status == linter.EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_every_module_of_the_top_has_its_floor():
    config = configparser.ConfigParser()
    config.read(PROJECT / "setup.cfg")
    floors = config["importlinter:contract:floors"]
    assert floors.getboolean("exhaustive")
    named = set(floors["layers"].replace("|", " ").split())
    modules = {path.stem for path in PACKAGE.glob("*.py")} - {"__init__"}
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert named == modules | packages
