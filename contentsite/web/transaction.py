"""One request, one transaction: committed when it changed something and went well."""

from __future__ import annotations

from typing import Any, Final

from pyramid.config import Configurator
from pyramid.tweens import EXCVIEW

SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS", "PROPFIND"})


def abort_instead(request: Any, response: Any) -> bool:
    """Tell whether nothing shall be stored: after an error, and after what must not write (ASVS 3.5.3)."""
    return request.method in SAFE_METHODS or response.status_int >= 400


def includeme(config: Configurator) -> None:
    """Run each request in a transaction."""
    config.add_settings({"tm.annotate_user": "false"})
    config.add_settings({"tm.commit_veto": "contentsite.web.transaction.abort_instead"})
    # not by pyramid_tm's own includeme: it adds `request.tm` by add_request_method, for which Pyramid
    # builds a class for each request; our Request has it as a member
    config.add_tween("pyramid_tm.tm_tween_factory", over=EXCVIEW)
