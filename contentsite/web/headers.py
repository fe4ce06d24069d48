"""Security headers on each answer (OWASP ASVS 5.0, chapter 3.4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from .face import API, FACES
from .registry import settings_of

POLICY: Final = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
"""No script, style or picture from elsewhere, nothing inline, no framing. A view may set a stricter one."""

DEFAULTS: Final = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
)


POLICIES: Final = "contentsite.policies"


def set_policy(config: Any, view: str, policy: str) -> None:
    """Directive: let each answer of the views of this name say a content security policy of theirs, errors as well."""
    config.registry.setdefault(POLICIES, {})[view] = policy


def headers_factory(handler: Callable[[Any], Any], registry: Any) -> Callable[[Any], Any]:
    """Tween: add the headers that the view did not set itself."""
    hsts = settings_of(registry).web.hsts
    wanted = (
        [*DEFAULTS, ("Strict-Transport-Security", f"max-age={hsts}; includeSubDomains")]
        if hsts
        else DEFAULTS
    )

    def secure(request: Any) -> Any:
        response = handler(request)
        who = request.__dict__.get("who")
        if who is not None and who.is_known:
            # what somebody sees who is signed in stays in no cache (ASVS 14.3.2)
            response.headers.setdefault("Cache-Control", "no-store")
        given = {name.lower() for name, _value in response.headerlist}
        if _is_of_faces(request, response) and "vary" not in given:
            # at one address: a page for people, and the same for programs
            response.headerlist.append(("Vary", "Accept"))
        policy = registry.get(POLICIES, {}).get(request.__dict__.get("view_name"), POLICY)
        pairs = (*wanted, ("Content-Security-Policy", policy))
        response.headerlist.extend(pair for pair in pairs if pair[0].lower() not in given)
        return response

    return secure


def _is_of_faces(request: Any, response: Any) -> bool:
    """Tell whether this was asked of a node itself; an error must not tell that there is one."""
    name: str | None = request.__dict__.get("view_name")
    is_of = name is not None and (name in FACES or name.startswith(API))
    return is_of and response.status_int < 400
