from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import pytest
from pyramid.config import Configurator

from contentsite.declaration import page_view
from contentsite.testing import site_app
from contentsite.tree.root import Root


def plugin(name: str) -> ModuleType:
    """A plug-in that adds a function and parts for templates, and a page that uses them."""
    made = ModuleType(name)

    @page_view(Root, name="shown", renderer="words.jinja2")
    def shown(_context: Any, _request: Any) -> dict[str, str]:
        return {}

    shown.__module__ = name
    made.shown = shown

    def includeme(config: Configurator) -> None:
        config.registry.setdefault("contentsite.inline_templates", {}).update(
            {
                "words.jinja2": "{{ twice('a&') }} {{ bits.loud('b&') }} {{ csrf_field() }}",
                "bits.jinja2": "{% macro loud(text) %}<b>{{ text }}</b>{% endmacro %}",
            }
        )
        config.add_template_functions({"twice": lambda text: text * 2})
        config.add_template_parts("bits", "bits.jinja2", ["loud"])
        config.add_page_view(shown, context=Root, name="shown", renderer="words.jinja2")

    made.includeme = includeme
    return made


def test_plug_ins_add_functions_and_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "wordy", plugin("wordy"))
    with site_app("wordy") as (_site, browser):
        answer = browser.get("/@@shown").text
    assert answer.startswith("a&amp;a&amp; <b>b&amp;</b> <input")
    assert 'name="csrf_token" value="' in answer
