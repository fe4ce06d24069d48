"""Where links in mails lead: never where somebody who asked for the mail would have them lead."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from contentsite.web.origin import origin_for_links

HOSTS = ("localhost", "[::1]", "www.example.org", "*.example.org", "*")


def origin(host, url="", port="6543", scheme="https"):
    settings = SimpleNamespace(site=SimpleNamespace(url=url), web=SimpleNamespace(hosts=HOSTS))
    environ = {"HTTP_HOST": host, "SERVER_PORT": port}
    return origin_for_links(SimpleNamespace(settings=settings, environ=environ, scheme=scheme))


@pytest.mark.parametrize("host", ["www.example.org", "evil.example", "", "x\r\ny"])
def test_the_settings_say_it(host):
    assert origin(host, url="https://example.org") == "https://example.org"


@pytest.mark.parametrize(
    ("host", "found"),
    [
        ("www.example.org", "https://www.example.org"),
        ("WWW.Example.org", "https://www.example.org"),
        ("localhost:6543", "https://localhost:6543"),
        ("[::1]:6543", "https://[::1]:6543"),
        ("[::1]", "https://[::1]"),
    ],
)
def test_a_host_that_is_named_exactly(host, found):
    assert origin(host) == found


@pytest.mark.parametrize("port", ["1337", "80", "99999"])
def test_a_port_at_which_somebody_else_may_listen_is_left_out(port):
    assert origin(f"www.example.org:{port}") == "https://www.example.org"


@pytest.mark.parametrize(
    "host",
    [
        "evil.example.org",
        "evil.example",
        "*",
        "*.example.org",
        "www.example.org@evil.example",
        "www.example.org:6543:1",
        "www.example.org\r\nX: y",
        "",
    ],
)
def test_all_others_give_none(host):
    assert origin(host) == ""
