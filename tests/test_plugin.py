"""Plug-ins that the ini file names."""

from __future__ import annotations

import sys

import pytest
from pyramid.config import Configurator

from contentsite.plugin import include_plugins, look_beside
from contentsite.schema.errors import DeclarationError
from contentsite.settings import SettingsError
from contentsite.testing import site_app


def problems(*names):
    with pytest.raises(SettingsError) as caught:
        include_plugins(Configurator(), names)
    return str(caught.value).splitlines()


def test_by_its_includeme_or_by_a_scan(module, tmp_path, monkeypatch):
    (tmp_path / "with_include.py").write_text(
        "def includeme(config): config.add_settings({'included': True})"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    module(
        "to_scan",
        "from contentsite import Document, page_view\n"
        "@page_view(Document, name='x')\ndef x(context, request): return {}",
    )
    with site_app("with_include", "to_scan", "with_include") as (_site, browser):
        registry = browser.app.registry
    assert registry.settings["included"]
    views = [each["introspectable"] for each in registry.introspector.get_category("views")]
    assert "x" in [view["name"] for view in views]


def test_all_that_are_missing_are_told():
    assert problems("no_such_plugin", "other.missing", ".relative", "a b", "") == [
        "contentsite.plugins: there is no module 'no_such_plugin'; install it",
        "contentsite.plugins: there is no module 'other'; install it",
        "contentsite.plugins: '.relative' is no name of a module",
        "contentsite.plugins: 'a b' is no name of a module",
        "contentsite.plugins: '' is no name of a module",
    ]


def test_what_a_plug_in_needs_is_told(tmp_path, monkeypatch):
    (tmp_path / "needy_plugin.py").write_text("import not_installed_at_all")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert problems("needy_plugin") == [
        "contentsite.plugins: there is no module 'not_installed_at_all', which needy_plugin needs; install it"
    ]


def test_an_error_of_a_declaration_is_told_as_such(tmp_path, monkeypatch):
    (tmp_path / "wrong_plugin.py").write_text("from contentsite import content\ncontent(5)")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(DeclarationError):
        include_plugins(Configurator(), ("wrong_plugin",))


def test_plug_ins_may_lie_beside_the_ini_file(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "path", [*sys.path])
    look_beside(str(tmp_path))
    look_beside(str(tmp_path))
    assert sys.path.count(str(tmp_path)) == 1
