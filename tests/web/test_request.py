from __future__ import annotations

import gc
from weakref import ReferenceType, ref

import pytest
from pyramid import testing
from pyramid.httpexceptions import HTTPBadRequest
from webob import Request as WebobRequest

from contentsite.ini import load_settings
from contentsite.testing import SECRET, site_app
from contentsite.types.document import Document
from contentsite.types.folder import Folder
from contentsite.types.site import Site
from contentsite.web.language import LANGUAGES
from contentsite.web.registry import SETTINGS
from contentsite.web.request import Request, once_a_page, segment


def tree() -> Site:
    """Make a small tree."""
    site = Site(title="S")
    part = site.add("part", Folder(title="P"))
    part.add("a page", Document(title="A"))
    site.add("beside", Document(title="B"))
    return site


def request_to(site: Site, path: str = "/", *virtual: str) -> Request:
    """Make a request that has been traversed to the top."""
    request = Request.blank(path, base_url="http://localhost")
    request.root, request.context, request.virtual_root_path = site, site, virtual
    return request


def test_addresses() -> None:
    site = tree()
    request = request_to(site)
    page = site["part"]["a page"]
    assert request.address(site) == "/"
    assert request.address(page) == "/part/a%20page"
    assert request.address(site["part"]) == "/part"
    assert request.view_address(site, "@@x") == "/@@x"
    assert request.view_address(page, "@@x") == "/part/a%20page/@@x"
    assert request.address_of(("a", "b c")) == "/a/b%20c"
    assert request.address_of(()) == "/"
    assert request.is_below_home(page)


def test_addresses_below_a_virtual_root() -> None:
    site = tree()
    request = request_to(site, "/", "part")
    assert request.home is site["part"]
    assert request.address(site["part"]) == "/"
    assert request.address(site["part"]["a page"]) == "/a%20page"
    assert request.address(site["beside"]) == "/"
    assert not request.is_below_home(site["beside"])
    assert not request.is_below_home(site)


@pytest.mark.parametrize(
    ("name", "quoted"),
    [("a", "a"), ("a b", "a%20b"), ("é", "%C3%A9"), ("a/b?#%", "a%2Fb%3F%23%25"), ("a:@b", "a:@b")],
)
def test_segment(name: str, quoted: str) -> None:
    assert segment(name) == quoted


def test_canonical_address() -> None:
    site = tree()
    request = request_to(site)
    assert request.canonical_url == "http://localhost/"
    request = request_to(site)
    request.context, request.view_name = site["part"], "list"
    assert request.canonical_url == "http://localhost/part/@@list"
    request = request_to(site, "/x?y=1")
    request.context = None
    assert request.canonical_url == "http://localhost/x"
    site["part"].update({"default_page": site["part"]["a page"].uid})
    request = request_to(site)
    request.context = site["part"]["a page"]
    assert request.canonical_url == "http://localhost/part"


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"NaN x"])
def test_json_that_is_none(body: bytes) -> None:
    request = Request.blank("/", method="POST", body=body)
    with pytest.raises(HTTPBadRequest, match="no JSON"):
        _ = request.json_body


def test_json() -> None:
    assert Request.blank("/", method="POST", body=b'{"a": 1}').json_body == {"a": 1}


def test_once_a_page() -> None:
    asked: list[Request] = []

    @once_a_page
    def answer(request: Request) -> int:
        asked.append(request)
        return 42

    request = request_to(tree())
    assert answer(request) == answer(request) == 42
    assert asked == [request]


def test_language_is_that_of_the_page() -> None:
    with testing.testConfig() as config:
        config.registry[SETTINGS] = load_settings(
            {"contentsite.security.secret": SECRET, "contentsite.site.language": "el"}, {}
        )
        site = tree()
        request = request_to(site, "/?_LOCALE_=xx")
        request.registry = config.registry
        # there is no catalogue for it
        assert request.locale_name == "en"
        config.include("contentsite.web.language")
        config.registry.pop(LANGUAGES)
        site["part"].language = "de-AT"
        request = request_to(site)
        request.registry, request.context = config.registry, site["part"]["a page"]
        assert request.locale_name == "de"
        assert request.translate("Home") == "Startseite"
        request = request_to(site)
        request.registry, request.context = config.registry, None
        assert request.locale_name == "en"


def test_a_page_is_let_go_of_at_once() -> None:
    """Garbage is collected seldom: a circle of request, page and what was found out would wait for it."""
    asked: list[ReferenceType[Request]] = []
    with site_app() as (site, browser):
        site.add("news", Folder(title="News")).publish()
        browser.manager.commit()
        browser.manager.begin()
        plain = browser.app.handle_request
        browser.app.handle_request = lambda request: asked.append(ref(request)) or plain(request)
        environ = {"HTTP_HOST": "localhost", "REMOTE_ADDR": "127.0.0.1"}
        gc.collect()
        gc.disable()
        try:
            made = WebobRequest.blank("/", environ)
            assert made.call_application(browser.app)[0] == "200 OK"
            del made
            assert asked, "the page was asked for"
            assert [each() for each in asked] == [None] * len(asked)
        finally:
            gc.enable()
