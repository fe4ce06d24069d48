"""Validators that are built when the first object of a class is made: visitors make none, and each takes memory.

Only those of this package are: that a declaration of a plug-in is wrong is told at the start.
"""

from __future__ import annotations

from threading import RLock
from typing import Any, Final, cast

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass, rebuild_dataclass

_PACKAGE: Final = __name__.partition(".")[0]
_BUILDING: Final = RLock()


def make_dataclass(cls: type, config: ConfigDict, **options: bool) -> None:
    """Make a class a pydantic dataclass with a keyword-only constructor."""
    is_own = cls.__module__.partition(".")[0] == _PACKAGE
    made = cast(ConfigDict, {**config, "defer_build": is_own})
    dataclass(config=made, kw_only=True, **options)(cls)  # type: ignore[call-overload]
    if is_own:
        _build_first(cls)


def _build_first(cls: Any) -> None:
    """Let the first call of the constructor build its validator, in one thread: pydantic itself takes no care."""

    def __init__(self: Any, *arguments: Any, **values: Any) -> None:  # noqa: N807
        with _BUILDING:
            if not cls.__pydantic_complete__:
                # it also puts the real constructor in the place of this one
                rebuild_dataclass(cls, raise_errors=True)
        cls.__init__(self, *arguments, **values)

    __init__.__qualname__ = f"{cls.__qualname__}.__init__"
    cls.__init__ = __init__
