"""One request, one transaction: committed when it changed something and went well."""

from __future__ import annotations

from typing import Any, Final

from pyramid.config import Configurator

SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS", "PROPFIND"})


def abort_instead(request: Any, response: Any) -> bool:
    """Tell whether nothing shall be stored: after an error, and after what must not write (ASVS 3.5.3)."""
    return request.method in SAFE_METHODS or response.status_int >= 400


def includeme(config: Configurator) -> None:
    """Run each request in a transaction."""
    config.add_settings(
        {
            "tm.manager_hook": "pyramid_tm.explicit_manager",
            "tm.commit_veto": "contentsite.web.transaction.abort_instead",
        }
    )
    config.include("pyramid_tm")
