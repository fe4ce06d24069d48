from __future__ import annotations

from typing import Any

import pytest
from pyramid.config import Configurator
from pyramid.exceptions import ConfigurationError


def view(_request: Any) -> Any:
    """A view."""


@pytest.mark.parametrize(
    ("options", "missing"),
    [
        ({}, "permission and request_method"),
        ({"permission": "view"}, "request_method"),
        ({"request_method": "GET"}, "permission"),
    ],
)
def test_a_view_that_declares_too_little_is_a_mistake(
    options: dict[str, Any], missing: str
) -> None:
    config = Configurator()
    config.include("contentsite.web.deny")
    config.add_view(view, **options)
    with pytest.raises(ConfigurationError, match=f"a view without {missing}; declare it"):
        config.commit()


def test_a_permission_that_there_is_not_is_a_mistake() -> None:
    config = Configurator()
    config.include("contentsite.web.deny")
    config.add_view(view, permission="veiw", request_method="GET")
    with pytest.raises(ConfigurationError, match="no permission 'veiw'; it is one of: view, add"):
        config.commit()


def test_views_that_declare_all_and_views_of_errors_pass() -> None:
    config = Configurator()
    config.include("contentsite.web.deny")
    config.add_view(view, permission="view", request_method="GET")
    config.add_exception_view(view, context=KeyError)
    config.add_static_view("static", "contentsite:static", permission="view")
    config.commit()
