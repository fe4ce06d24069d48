"""Settings of the server that are unsafe on the net: those of the section [server:main], and the file itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from stat import S_IROTH, S_IWGRP, S_IWOTH
from typing import Any, Final

from .unsafe import is_on

_ANYWHERE: Final = ("", "0.0.0.0", "::", "[::]", "*")  # noqa: S104
_MIB: Final = 1024 * 1024
_LIMITS: Final[Mapping[str, tuple[int, int, str]]] = {
    "connection_limit": (1_000, 100_000, "4000: some hundred slow visitors would block the site"),
    "channel_timeout": (1, 60, "10: silent connections would be kept for two minutes"),
    "cleanup_interval": (1, 30, "5: silent connections would be kept"),
    "max_request_header_size": (1, 262_144, "65536"),
    "max_request_body_size": (1, 1_024 * _MIB - 1, "67108864: a body of 1 GB would be taken"),
}
"""What a limit of waitress should be at least and at most, and what to write."""


def unsafe_server(server: Mapping[str, Any]) -> Iterator[str]:
    """Yield each setting of the server that is unsafe on the net, with what to write instead.

    Without such a section the site is served by other means, which are not known here.
    """
    if not server:
        return
    proxy = str(server.get("trusted_proxy", ""))
    if proxy == "*":
        yield "trusted_proxy is *: whoever reaches the server says who he is; name the proxy's address"
    if not proxy and any(host in _ANYWHERE for host in _bound(server)):
        yield "the server listens on all interfaces without a proxy; set host = 127.0.0.1 and put one in front"
    yield from _https(server, proxy)
    if is_on(server.get("expose_tracebacks")):
        yield "expose_tracebacks is on; remove it"
    if "waitress" in str(server.get("use", "")):
        yield from _waitress(server)


def unsafe_file(ini: str) -> Iterator[str]:
    """Yield whether others on this machine may read the file, which has the secret, or change it."""
    mode = Path(ini).stat().st_mode
    if mode & S_IROTH:
        yield f"everybody on this machine may read {ini}, and the secret in it; chmod o-r"
    if mode & (S_IWOTH | S_IWGRP):
        yield f"others than its owner may change {ini}; chmod go-w"


def _bound(server: Mapping[str, Any]) -> list[str]:
    """Return the hosts that a server listens on; waitress takes all where none is given."""
    if server.get("unix_socket"):
        return []
    listen = str(server.get("listen", "")).split()
    if listen:
        return [place.rpartition(":")[0] for place in listen]
    return [str(server.get("host", ""))]


def _https(server: Mapping[str, Any], proxy: str) -> Iterator[str]:
    headers = str(server.get("trusted_proxy_headers", "")).replace(",", " ").lower().split()
    told = proxy and ("x-forwarded-proto" in headers or "forwarded" in headers)
    if not told and server.get("url_scheme") != "https":
        yield (
            "nothing says that visitors come by https: cookies are not Secure, HTTP Basic is refused;"
            " set trusted_proxy, and trusted_proxy_headers = x-forwarded-for x-forwarded-proto"
        )
    if proxy and "x-forwarded-for" not in headers and "forwarded" not in headers:
        yield "trusted_proxy_headers lacks x-forwarded-for: all sign-ins count as from one address"
    if proxy and not is_on(server.get("clear_untrusted_proxy_headers", "true")):
        yield "clear_untrusted_proxy_headers is off: visitors may forge headers of the proxy; set it to true"


def _waitress(server: Mapping[str, Any]) -> Iterator[str]:
    if not is_on(server.get("asyncore_use_poll")):
        yield "asyncore_use_poll is off: the server dies when a descriptor passes 1023; set it to true"
    for name, (least, most, advice) in _LIMITS.items():
        value = str(server.get(name, "")).strip()
        if not value.isdecimal() or not least <= int(value) <= most:
            yield f"{name} is {value or 'missing'}; set it to {advice}"
