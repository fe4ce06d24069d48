from __future__ import annotations

from collections.abc import Iterator

import pytest
from api_site import Api, api_site


@pytest.fixture
def api() -> Iterator[Api]:
    """A site that a test may change."""
    with api_site("every_field") as found:
        yield found


@pytest.fixture(scope="module")
def read_api() -> Iterator[Api]:
    """A site that all tests of a module only read."""
    with api_site("every_field") as found:
        yield found
