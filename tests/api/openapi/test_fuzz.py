"""A fuzzer that has read the description asks the running site: with what fits it, and with what does not.

What a schema cannot say (which type a folder takes, whether an ETag is the present one) is answered
400, 405 or 412 although what was sent fits, and 412 also where it does not, as is the way to where something
is now: so much is allowed as well.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fuzzed import Fuzzed, fuzzed
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode, openapi
from schemathesis.checks import CHECKS
from schemathesis.config import SchemathesisConfig
from webtest.http import StopableWSGIServer

EXAMPLES = 1
"""For each operation, of what fits and of what does not: so many the short run has time for."""
CONFIGURED = """
[checks]
positive_data_acceptance.expected-statuses = ["2xx", "3xx", 400, 401, 403, 404, 405, 409, 412, 429]
negative_data_rejection.expected-statuses = ["3xx", 400, 401, 403, 404, 405, 409, 412, 413, 415, 429]
"""
HIDING = ("--exclude-checks", "ignored_auth")
"""One check asks a second time without saying who it is: what was deleted is hidden by then."""
QUICK = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[*HealthCheck],
)


@pytest.fixture(scope="module")
def site() -> Iterator[Fuzzed]:
    with fuzzed() as found:
        yield found


def ask(site: Fuzzed, operation: Any, mode: GenerationMode) -> None:
    """Ask for one operation some times; raises what the fuzzer finds."""
    # asked a second time by a visitor, what was deleted is not there any more
    left_out = CHECKS.get_by_names(["ignored_auth"] if operation.method == "delete" else [])

    @QUICK
    @given(case=operation.as_strategy(generation_mode=mode))
    def each(case: Any) -> None:
        site.settle()
        checks = CHECKS.get_all()
        case.call_and_validate(headers=site.headers, checks=checks, excluded_checks=left_out)

    each()


@pytest.mark.parametrize("mode", [*GenerationMode])
def test_a_short_run(site: Fuzzed, mode: GenerationMode) -> None:
    config = SchemathesisConfig.from_str(CONFIGURED)
    schema = openapi.from_wsgi("/@@openapi.json", site.app, config=config, headers=site.headers)
    found = [each.ok() for each in schema.get_all_operations()]
    # what is asked of the home page is asked of each node as well
    paths = {each.path for each in found}
    operations = [each for each in found if f"/{{path}}{each.path}".rstrip("/") not in paths]
    assert len(operations) > len(found) / 2
    asked = 0
    for operation in operations:
        try:
            ask(site, operation, mode)
        except Unsatisfiable:
            # there is nothing about it that could be wrong
            assert mode == GenerationMode.NEGATIVE
        else:
            asked += 1
    assert asked >= len(operations) / 2


@pytest.mark.long
def test_a_long_run(tmp_path: Path) -> None:
    (tmp_path / "schemathesis.toml").write_text(CONFIGURED)
    phases, most = ("--phases", "examples,fuzzing"), ("--max-examples", "50")
    with fuzzed() as site:
        server = StopableWSGIServer.create(site.settled, host="127.0.0.1", ident="", threads=1)
        address = f"http://localhost:{server.effective_port}/@@openapi.json"
        name, value = next(iter(site.headers.items()))
        command = (Path(sys.executable).parent / "schemathesis", "run", address, *phases, *most)
        options = ("-H", f"{name}: {value}", "--checks", "all", *HIDING, "--continue-on-failure")
        try:
            done = subprocess.run(
                [*command, *options, "--no-color"], cwd=tmp_path, capture_output=True, text=True
            )
        finally:
            server.shutdown()
    assert done.returncode == 0, done.stdout[-20_000:]
