"""Default deny, made sure at configuration: a view says who may use it, and by which methods."""

from __future__ import annotations

from typing import Any, Final

from pyramid.config import Configurator
from pyramid.exceptions import ConfigurationError
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.static import static_view

from contentsite.security.role import ACCOUNT, KNOWN, PERMISSIONS

DECLARED: Final = (*PERMISSIONS, ACCOUNT, KNOWN, NO_PERMISSION_REQUIRED)


def declared(view: Any, info: Any) -> Any:
    """View deriver: refuse a view that declares no permission that there is, or no request method."""
    if info.exception_only:
        return view
    permission = info.options.get("permission")
    missing = [] if permission else ["permission"]
    if permission and permission not in DECLARED:
        raise ConfigurationError(
            f"{info.original_view!r}: there is no permission {permission!r}; it is one of: "
            + ", ".join(DECLARED[:-1])
        )
    # a static view has its methods on its route, where its registration puts them
    if not isinstance(info.original_view, static_view) and not any(
        type(predicate).__name__ == "RequestMethodPredicate" for predicate in info.predicates
    ):
        missing.append("request_method")
    if missing:
        raise ConfigurationError(
            f"{info.original_view!r} is a view without {' and '.join(missing)}; declare it"
        )
    return view


def includeme(config: Configurator) -> None:
    """Check each view that is registered from here on."""
    config.add_view_deriver(declared, name="declared", under="decorated_view")
