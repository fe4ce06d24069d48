from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyramid.httpexceptions import HTTPMovedPermanently, HTTPNotFound
from pyramid.registry import Registry

from contentsite.ini import load_settings
from contentsite.testing import SECRET
from contentsite.types.document import Document
from contentsite.types.folder import Folder
from contentsite.types.site import Site
from contentsite.web.registry import SETTINGS
from contentsite.web.request import Request
from contentsite.web.traverser import ROOT_FILES, SUBPATH_VIEWS, Traverser

SITE = Site(title="S")
SITE.add("part", Folder(title="P")).add("edit", Document(title="E"))
SITE.add("feed", Document(title="a child of the name of a view"))


def found(path: str) -> tuple[str, str, tuple[str, ...]]:
    """Return title, view and subpath that a path leads to."""
    request = Request.blank("/", base_url="http://localhost")
    request.path_info, request.matched_route = path, None
    request.registry = Registry()
    request.registry[SETTINGS] = load_settings({"contentsite.security.secret": SECRET}, {})
    request.registry[ROOT_FILES], request.registry[SUBPATH_VIEWS] = {"map.xml"}, {"tail"}
    result: dict[str, Any] = Traverser(SITE)(request)
    return result["context"].title, result["view_name"], result["subpath"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("", ("S", "", ())),
        ("/", ("S", "", ())),
        ("/part", ("P", "", ())),
        ("/part/edit", ("E", "", ())),
        ("/part/@@edit", ("P", "edit", ())),
        ("/part/@edit", ("P", "@edit", ())),
        ("/feed", ("a child of the name of a view", "", ())),
        ("/@@feed", ("S", "feed", ())),
        ("/map.xml", ("S", "map.xml", ())),
        ("/++api++/part", ("P", "++api++", ())),
        ("/++api++", ("S", "++api++", ())),
        ("/part/@@tail/a/b", ("P", "tail", ("a", "b"))),
    ],
)
def test_what_is_found(path: str, expected: tuple[str, str, tuple[str, ...]]) -> None:
    assert found(path) == expected


@pytest.mark.parametrize(
    "path",
    [
        "/none",
        "/part/none",
        "/part/edit/x",
        "/@@feed/a",
        "/@@",
        "/part/map.xml",
        "/@@map.xml",
        "/map.xml/a",
        "/.",
        "/..",
        "/part/../part",
        "/./",
        "/part/./",
        "/++api++/++api++",
        "/@@++api++",
        "/@@++api++login",
        "/++api++/@@++api++login",
        "/part/@@++markdown++",
        "/title",
        "/uid",
        "/@@tail2/x",
    ],
)
def test_what_is_not_found(path: str) -> None:
    with pytest.raises(HTTPNotFound):
        found(path)


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("//", "/"),
        ("/part/", "/part"),
        ("//part", "/part"),
        ("/a//b///", "/a/b"),
        ("/é /", "/%C3%A9%20"),
        ("/\\x/", "/%5Cx"),
    ],
)
def test_what_has_another_address(path: str, location: str) -> None:
    with pytest.raises(HTTPMovedPermanently) as moved:
        found(path)
    assert moved.value.location == location


@given(st.text(max_size=30))
def test_any_path_is_found_or_not(path: str) -> None:
    try:
        found("/" + path.encode("utf-8", "replace").decode())
    except (HTTPNotFound, HTTPMovedPermanently) as answer:
        assert "//" not in (answer.location or "")  # noqa: PT017


def test_a_node_that_does_not_know_its_place_is_not_found() -> None:
    stray = SITE["part"].add("stray", Document(title="Stray"))
    assert found("/part/stray") == ("Stray", "", ())
    stray.__parent__ = SITE
    with pytest.raises(HTTPNotFound):
        found("/part/stray")
