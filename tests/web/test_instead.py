from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from contentsite.types.folder import Folder
from contentsite.web.instead import default_page


def test_what_has_no_address_is_no_default_page() -> None:
    folder = Folder(title="F", default_page="0" * 32)
    request: Any = SimpleNamespace(site=SimpleNamespace(find=lambda _uid: None))
    assert default_page(request, folder) is None
