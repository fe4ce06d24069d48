from typing import Any

class BlobError(Exception): ...

# zope.interface interfaces: used only to ask providedBy.
IStorage: Any
IStorageIteration: Any
IBlobStorage: Any
IMVCCStorage: Any
IConnection: Any
IDatabase: Any
