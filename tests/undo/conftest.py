from __future__ import annotations

from collections.abc import Iterator

import pytest
from undo_desk import Desk, desk_of


@pytest.fixture
def desk() -> Iterator[Desk]:
    with desk_of() as found:
        yield found
