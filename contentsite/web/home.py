"""Views of the site as a whole, at the top of its address space only."""

from __future__ import annotations

from typing import Any


class AtHome:
    """View predicate `at_home=True`: the view answers at the home page's address, whatever stands there.

    At any other address it would tell whether something stands there.
    """

    def __init__(self, wanted: bool, config: Any) -> None:
        self.wanted = wanted

    def text(self) -> str:
        """Return what introspection shows."""
        return f"at_home = {self.wanted}"

    phash = text

    def __call__(self, context: Any, request: Any) -> bool:
        """Tell whether the view answers here."""
        return (context is request.home) is self.wanted
