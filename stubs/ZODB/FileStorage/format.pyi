TRANS_HDR: str
TRANS_HDR_LEN: int
DATA_HDR: str
DATA_HDR_LEN: int

class CorruptedError(Exception): ...

class CorruptedDataError(CorruptedError):
    oid: bytes | None
    buf: bytes
    pos: int | None
