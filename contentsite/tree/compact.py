"""Records without the names of their values: for small objects of which there are very many."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from persistent import Persistent


class Compact(Persistent):
    """A persistent object whose record has its values in order, not by name.

    The names take half of a small record. New ones are added at the end, each with a default at the class:
    values at the end that nobody has set are left out. A record by names, as others have, is read as well.
    """

    _kept: ClassVar[tuple[str, ...]]
    _formerly: ClassVar[Mapping[str, str]] = {}
    """Names that records by names have for values which have another one now."""

    def __getstate__(self) -> tuple[Any, ...]:
        """Return the values to be stored."""
        held, names = vars(self), list(self._kept)
        while names and names[-1] not in held:
            names.pop()
        return tuple(getattr(self, name) for name in names)

    def __setstate__(self, state: Any) -> None:
        """Take what was stored."""
        super().__setstate__(self.named(state))

    @classmethod
    def named(cls, state: Any) -> Mapping[str, Any]:
        """Return the stored values by name."""
        if isinstance(state, Mapping):
            return {cls._formerly.get(name, name): value for name, value in state.items()}
        return dict(zip(cls._kept, state, strict=False))
