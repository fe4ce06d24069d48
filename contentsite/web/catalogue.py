"""Interface text in one language."""

from __future__ import annotations

from typing import Any, Final

CATALOGUES: Final = "contentsite.catalogues"
DOMAIN: Final = "contentsite"


class Catalogue(dict[str, str]):
    """Maps the text of templates to its translation: a plain look-up after the first time."""

    def __init__(self, localizer: Any) -> None:
        super().__init__()
        self._localizer = localizer

    def __missing__(self, text: str) -> str:
        self[text] = str(self._localizer.translate(text, domain=DOMAIN))
        return self[text]
