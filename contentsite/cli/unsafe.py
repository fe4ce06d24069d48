"""Settings that are fine on a desk and unsafe on the net: those of the section [app:main].

The yardstick is Django's `check --deploy`, without what holds here in any case: nosniff, referrer
policy, frames, and cookies that are HttpOnly and SameSite.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from contentsite.settings import MailSettings, SecuritySettings, Settings

DEBUGGING: Final = (
    "pyramid.reload_all",
    "pyramid.reload_assets",
    "pyramid.reload_templates",
    "pyramid.debug_all",
    "pyramid.debug_notfound",
    "pyramid.debug_authorization",
    "pyramid.debug_routematch",
    "pyramid.debug_templates",
)
LOCAL: Final = ("localhost", "127.0.0.1", "[::1]", "::1")
_EXAMPLE: Final = re.compile(r"^development|change.?me|example|only-for|secret", re.IGNORECASE)
_DAY: Final = 24 * 60
_MONTH: Final = 31 * 24
_MANY_TRIES: Final = 100


def unsafe(settings: Settings, ini: Mapping[str, Any]) -> Iterator[str]:
    """Yield each setting of the application that is unsafe on the net, with what to write instead."""
    yield from _secret(settings.security.secret.get_secret_value())
    yield from _hosts(settings.web.hosts)
    if settings.web.hsts == 0:
        yield "contentsite.web.hsts is 0; with https everywhere set it to 31536000"
    yield from (f"{key} is on; remove it" for key in DEBUGGING if is_on(ini.get(key)))
    for key in ("pyramid.includes", "contentsite.plugins"):
        if "debugtoolbar" in str(ini.get(key, "")):
            yield f"{key} has the debug toolbar, which runs code for visitors; remove it"
    if settings.site.sample:
        yield "contentsite.site.sample fills a new site with sample content; set it to false"
    if settings.site.url.startswith("http:"):
        yield "contentsite.site.url begins with http: links in mails, with a secret in them, are read on the way"
    yield from _sessions(settings.security)
    yield from _mail(settings.mail)
    yield from _databases(ini)


def is_on(value: object) -> bool:
    """Tell whether a setting that is no checked one is switched on."""
    return str(value).lower() in ("true", "1", "yes", "on", "t", "y")


def _secret(secret: str) -> Iterator[str]:
    # what repeats itself packs to less than half; chance, even as hex digits, does not
    repeats = len(zlib.compress(secret.encode(), 9)) - 8 < len(secret) / 2
    if len(set(secret)) < 12 or repeats or _EXAMPLE.search(secret):
        yield "contentsite.security.secret can be guessed; make one of your own"


def _hosts(hosts: tuple[str, ...]) -> Iterator[str]:
    if all(host in LOCAL for host in hosts):
        yield "contentsite.web.hosts names this machine only; name the hosts that visitors use"
    if any(host == "*" or (host.startswith("*.") and host.count(".") < 2) for host in hosts):
        yield "contentsite.web.hosts lets any host in; name those that visitors use"


def _sessions(limits: SecuritySettings) -> Iterator[str]:
    prefix = "contentsite.security."
    if limits.session_idle > _DAY:
        yield f"{prefix}session_idle is more than a day; a browser left alone stays signed in"
    if limits.session_age > _MONTH:
        yield f"{prefix}session_age is more than a month; a stolen session lasts as long"
    if limits.tries_account * 15 > _MANY_TRIES * limits.tries_minutes:
        yield f"{prefix}tries_account lets passwords be guessed; at most 100 in 15 minutes"


def _mail(mail: MailSettings) -> Iterator[str]:
    if mail.folder:
        yield "contentsite.mail.folder keeps mails, with links to new passwords, in a folder; name a mail server"
    elif not mail.host:
        yield "contentsite.mail.host is empty: nobody who forgot a password gets a link; name a mail server"
    elif mail.security == "none" and mail.host not in LOCAL:
        yield "contentsite.mail.security is none: mails, and the password to the server, are read on the way"


def _databases(ini: Mapping[str, Any]) -> Iterator[str]:
    main, work = (str(ini.get(key) or "") for key in ("zodbconn.uri", "zodbconn.uri.work"))
    if work and _place(work) == _place(main):
        yield "zodbconn.uri.work is the file of zodbconn.uri; sessions need one of their own"
    if _is_shared(main) and not _is_shared(work):
        yield "zodbconn.uri.work is a file of one process while zodbconn.uri is shared; serve it by ZEO, too"
    for key, uri in (("zodbconn.uri", main), ("zodbconn.uri.work", work)):
        if _is_open(uri):
            yield f"{key} reaches ZEO over TCP without TLS; use a unix socket (zeo:///path), or zconfig:// with <ssl>"


def _place(uri: str) -> str:
    return uri.partition("?")[0].partition("#")[0]


def _is_shared(uri: str) -> bool:
    return uri.startswith(("zeo:", "zconfig:"))


def _is_open(uri: str) -> bool:
    """Tell whether whoever reaches a port could read and write: ZEO trusts its clients."""
    if uri.startswith("zeo:"):
        return not uri.startswith("zeo:///")
    if not uri.startswith("zconfig:"):
        return False
    file = Path(_place(uri).removeprefix("zconfig://"))
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    by_port = re.search(r"^\s*server\s+(?!/)\S*:?\d+\s*$", text, re.MULTILINE)
    return bool(by_port) and "<ssl>" not in text
