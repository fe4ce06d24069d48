"""Finding the template of a type."""

from __future__ import annotations

import sys
from importlib import import_module
from types import SimpleNamespace

import pytest

from contentsite.template import FALLBACK, INLINE, snake, template_of
from contentsite.tree.node import Node
from contentsite.types.document import Document
from contentsite.types.news_item import NewsItem


@pytest.fixture
def config():
    return SimpleNamespace(registry={})


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package with a type that has a template, and one that has none."""
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "shop" / "templates").mkdir(parents=True)
    (tmp_path / "shop" / "__init__.py").write_text("")
    (tmp_path / "shop" / "types.py").write_text(
        "from contentsite import Document\nclass BigThing(Document): pass\nclass Other(Document): pass\n"
    )
    (tmp_path / "shop" / "templates" / "big_thing.jinja2").write_text("x")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "lone.jinja2").write_text("x")
    (tmp_path / "single.py").write_text(
        "from contentsite import Document\nclass Lone(Document): pass\n"
    )
    yield
    for name in ("shop", "shop.types", "single"):
        sys.modules.pop(name, None)


def test_beside_the_module(config, package):
    types = import_module("shop.types")
    lone = import_module("single").Lone
    assert template_of(config, types.BigThing, None) == "shop:templates/big_thing.jinja2"
    assert template_of(config, types.Other, None) == "contentsite.types:templates/document.jinja2"
    assert template_of(config, lone, None) == "single:templates/lone.jinja2"
    assert template_of(config, types.BigThing, "pages/x.jinja2") == "shop:pages/x.jinja2"


def test_of_the_product(config):
    assert template_of(config, Document, None) == "contentsite.types:templates/document.jinja2"
    assert template_of(config, NewsItem, None) == "contentsite.types:templates/news_item.jinja2"
    assert template_of(config, Node, None) == FALLBACK
    assert template_of(config, Document, "other:x.jinja2") == "other:x.jinja2"


def test_the_source_itself(config):
    name = template_of(config, Document, "<p>{{ context.title }}</p>")
    assert config.registry[INLINE] == {name: "<p>{{ context.title }}</p>"}
    assert name.endswith("Document.jinja2")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("NewsItem", "news_item"), ("Site", "site"), ("FAQPage", "faqpage"), ("A1B", "a1_b")],
)
def test_names_of_files(name, expected):
    assert snake(name) == expected
