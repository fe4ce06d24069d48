from typing import Any

from ZODB.BaseStorage import BaseStorage

class DemoStorage(BaseStorage):
    base: Any
    changes: Any
    def __init__(
        self,
        name: str | None = ...,
        base: Any = ...,
        changes: Any = ...,
        close_base_on_close: bool | None = ...,
        close_changes_on_close: bool | None = ...,
    ) -> None: ...
    def iterator(self, start: bytes | None = ..., stop: bytes | None = ...) -> Any: ...
    def load(self, oid: bytes, version: str = ...) -> tuple[bytes, bytes]: ...
    def temporaryDirectory(self) -> str: ...
