from __future__ import annotations

import io
from types import SimpleNamespace

import pytest

from contentsite.web import retry


def test_uploads_are_rewound_and_pauses_grow_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(retry, "uniform", lambda _low, high: high)
    monkeypatch.setattr(retry, "time", SimpleNamespace(sleep=pauses.append))
    file = io.BytesIO(b"words")
    file.read()
    form = {"file": SimpleNamespace(file=file), "text": "x"}
    for attempt in (0, 1, 2, 20):
        environ = {"webob._parsed_post_vars": (form, None), "retry.attempt": attempt}
        retry.before_retry(SimpleNamespace(environ=environ))
    assert pauses == [0.01, 0.02, 0.04, 0.5]
    assert file.read() == b"words"


def test_a_request_without_a_form(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "FIRST_PAUSE", 0)
    retry.before_retry(SimpleNamespace(environ={}))
