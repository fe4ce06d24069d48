from __future__ import annotations

from collections.abc import Iterator

import pytest
from admin_site import Admin, admin_site


@pytest.fixture
def admin() -> Iterator[Admin]:
    """A site with people of each role; an Editor is signed in."""
    with admin_site("every_field") as found:
        found.be("editor")
        yield found
