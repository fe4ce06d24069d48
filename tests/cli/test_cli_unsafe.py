"""Settings that are unsafe on the net: each one is named, with what to write instead."""

from __future__ import annotations

import secrets

import pytest

from contentsite.cli.unsafe import unsafe
from contentsite.cli.unsafe_server import unsafe_file, unsafe_server
from contentsite.ini import load_settings

LIKE_CHANCE = "1f0c5e9a7b3d8264af9e5d10c7b38264e6a1f05d"
SAFE = {
    "zodbconn.uri": "datafs:///srv/site/var/Data.fs?connection_cache_size=20000",
    "contentsite.security.secret": secrets.token_urlsafe(48),
    "contentsite.web.hosts": "www.example.org",
    "contentsite.web.hsts": "31536000",
    "contentsite.mail.host": "mail.example.org",
}
SERVER = {
    "use": "egg:waitress#main",
    "host": "127.0.0.1",
    "port": "6543",
    "asyncore_use_poll": "true",
    "connection_limit": "4000",
    "channel_timeout": "10",
    "cleanup_interval": "5",
    "max_request_header_size": "65536",
    "max_request_body_size": "67108864",
    "trusted_proxy": "127.0.0.1",
    "trusted_proxy_headers": "x-forwarded-for x-forwarded-proto",
    "clear_untrusted_proxy_headers": "true",
}


def advice(**ini: str) -> list[str]:
    keys = {**SAFE, **{key.replace("__", "."): value for key, value in ini.items()}}
    return list(unsafe(load_settings(keys, {}), keys))


def of_server(**given: str | None) -> list[str]:
    keys = {key: value for key, value in {**SERVER, **given}.items() if value is not None}
    return list(unsafe_server(keys))


def test_safe_settings_get_no_advice():
    assert advice() == []
    assert of_server() == []
    assert advice(contentsite__mail__host="localhost", contentsite__mail__security="none") == []
    assert (
        advice(zodbconn__uri="zeo:///run/zeo.sock", zodbconn__uri__work="zeo:///run/work.sock")
        == []
    )
    assert advice(contentsite__site__url="https://www.example.org") == []


@pytest.mark.parametrize("make", [secrets.token_urlsafe, secrets.token_hex], ids=["url", "hex"])
def test_no_secret_of_chance_is_called_guessable(make):
    for _ in range(300):
        assert advice(contentsite__security__secret=make(48)) == []
        assert advice(contentsite__security__secret=make(24)) == []


@pytest.mark.parametrize(
    ("key", "value", "word"),
    [
        ("contentsite__security__secret", "development-only-development-only-", "guessed"),
        ("contentsite__security__secret", "Development-" + LIKE_CHANCE, "guessed"),
        ("contentsite__security__secret", "please-change-me-" + LIKE_CHANCE, "guessed"),
        ("contentsite__security__secret", "ab" * 30, "guessed"),
        ("contentsite__security__secret", "The quick brown " * 4, "guessed"),
        ("contentsite__web__hosts", "localhost 127.0.0.1", "this machine only"),
        ("contentsite__web__hosts", "*.com", "any host"),
        ("contentsite__web__hosts", "* example.org", "any host"),
        ("contentsite__web__hsts", "0", "hsts is 0"),
        ("contentsite__site__sample", "true", "sample content"),
        ("contentsite__site__url", "http://www.example.org", "begins with http:"),
        ("contentsite__security__session_idle", "1441", "session_idle is more than a day"),
        ("contentsite__security__session_age", "745", "session_age is more than a month"),
        ("contentsite__security__tries_account", "101", "lets passwords be guessed"),
        ("contentsite__security__tries_minutes", "1", "lets passwords be guessed"),
        ("contentsite__mail__folder", "/srv/site/var/mail", "mail.folder keeps mails"),
        ("contentsite__mail__host", "", "mail.host is empty"),
        ("contentsite__mail__security", "none", "mail.security is none"),
        ("pyramid__reload_templates", "true", "pyramid.reload_templates is on"),
        ("pyramid__debug_all", "on", "pyramid.debug_all is on"),
        ("pyramid__includes", "pyramid_debugtoolbar", "debug toolbar"),
        ("contentsite__plugins", "pyramid_debugtoolbar", "debug toolbar"),
        (
            "zodbconn__uri__work",
            "datafs:///srv/site/var/Data.fs?connection_cache_size=5",
            "one of their own",
        ),
        ("zodbconn__uri", "zeo:///run/zeo.sock", "is a file of one process"),
    ],
)
def test_each_unsafe_setting_is_named(key, value, word):
    (line,) = advice(**{key: value})
    assert word in line


@pytest.mark.parametrize(
    "address", ["zeo://127.0.0.1:9991", "zeo://db.example.org:9991?wait=1", "zeo://"]
)
def test_zeo_over_tcp(address):
    main, work = advice(zodbconn__uri=address, zodbconn__uri__work=address + "&storage=work")[-2:]
    assert main.startswith("zodbconn.uri reaches ZEO over TCP without TLS")
    assert work.startswith("zodbconn.uri.work reaches ZEO over TCP without TLS")


@pytest.mark.parametrize(
    ("client", "is_unsafe"),
    [
        ("server db.example.org:9991", True),
        ("server 9991", True),
        ("server /run/zeo.sock", False),
        ("server db.example.org:9991\n<ssl>\n</ssl>", False),
    ],
)
def test_zeo_by_a_configuration_file(tmp_path, client, is_unsafe):
    file = tmp_path / "zodb.conf"
    file.write_text(f"<zodb>\n<zeoclient>\n  {client}\n</zeoclient>\n</zodb>\n")
    found = advice(
        zodbconn__uri=f"zconfig://{file}#main", zodbconn__uri__work="zeo:///run/work.sock"
    )
    assert bool(found) == is_unsafe


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"trusted_proxy": "*"}, "trusted_proxy is *"),
        ({"trusted_proxy_headers": "x-forwarded-proto"}, "lacks x-forwarded-for"),
        ({"trusted_proxy_headers": "x-forwarded-for"}, "nothing says that visitors come by https"),
        ({"clear_untrusted_proxy_headers": "false"}, "clear_untrusted_proxy_headers is off"),
        ({"trusted_proxy": None}, "nothing says that visitors come by https"),
        ({"trusted_proxy": None, "url_scheme": "https", "host": "0.0.0.0"}, "all interfaces"),
        ({"trusted_proxy": None, "url_scheme": "https", "host": None}, "all interfaces"),
        (
            {"trusted_proxy": None, "url_scheme": "https", "listen": "127.0.0.1:1 *:80"},
            "all interfaces",
        ),
        ({"trusted_proxy": None, "url_scheme": "https", "listen": "[::]:80"}, "all interfaces"),
        ({"expose_tracebacks": "true"}, "expose_tracebacks is on"),
        ({"asyncore_use_poll": None}, "asyncore_use_poll is off"),
        ({"asyncore_use_poll": "false"}, "asyncore_use_poll is off"),
        ({"connection_limit": None}, "connection_limit is missing"),
        ({"connection_limit": "100"}, "connection_limit is 100"),
        ({"channel_timeout": None}, "channel_timeout is missing"),
        ({"channel_timeout": "600"}, "channel_timeout is 600"),
        ({"cleanup_interval": None}, "cleanup_interval is missing"),
        ({"max_request_header_size": None}, "max_request_header_size is missing"),
        ({"max_request_body_size": None}, "max_request_body_size is missing"),
        ({"max_request_body_size": "1073741824"}, "max_request_body_size is 1073741824"),
    ],
)
def test_each_unsafe_setting_of_the_server_is_named(given, word):
    (line,) = of_server(**given)
    assert word in line


def test_a_unix_socket_is_reached_by_nobody():
    assert (
        of_server(host=None, trusted_proxy=None, unix_socket="/run/s.sock", url_scheme="https")
        == []
    )


def test_other_servers_have_other_limits():
    assert of_server(use="egg:gunicorn#main", connection_limit=None, asyncore_use_poll=None) == []
    assert list(unsafe_server({})) == []


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        (0o600, []),
        (0o640, []),
        (0o644, ["may read"]),
        (0o666, ["may read", "may change"]),
        (0o660, ["may change"]),
    ],
)
def test_the_file_has_a_secret_in_it(tmp_path, mode, words):
    file = tmp_path / "production.ini"
    file.write_text("")
    file.chmod(mode)
    found = list(unsafe_file(str(file)))
    assert len(found) == len(words)
    assert all(word in line for word, line in zip(words, found, strict=True))
