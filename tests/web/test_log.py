from __future__ import annotations

import logging
from types import SimpleNamespace
from typing import Any

import pytest
from pyramid.response import Response

from contentsite.ini import load_settings
from contentsite.testing import SECRET
from contentsite.web.log import log_factory
from contentsite.web.registry import SETTINGS, add_settings_model


def test_nothing_is_made_up_that_nobody_reads(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, logger="contentsite.request")
    registry = {SETTINGS: load_settings({"contentsite.security.secret": SECRET}, {})}
    answer = Response("x")
    request: Any = SimpleNamespace(id="0123")
    assert log_factory(lambda _request: answer, registry)(request) is answer
    assert answer.headers["X-Request-Id"] == "0123"
    assert caplog.records == []


def test_settings_of_plugins() -> None:
    config: Any = SimpleNamespace(registry={})
    add_settings_model(config, "part", int)
    assert config.registry == {"contentsite.settings_models": {"part": int}}
