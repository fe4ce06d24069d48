"""What can be wrong with a declaration."""

from __future__ import annotations


class DeclarationError(TypeError):
    """A content type is declared wrongly: names the class and the field and says what to do."""

    def __init__(self, cls: object, field: str, problem: str) -> None:
        where = f"{cls.__module__}.{cls.__qualname__}" if isinstance(cls, type) else repr(cls)
        super().__init__(f"{where}.{field}: {problem}" if field else f"{where}: {problem}")
