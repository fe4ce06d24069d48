"""The value that a field had when a form was made: what two people have changed since is told apart by it."""

from __future__ import annotations

from itertools import islice
from typing import Any, Final

from contentsite.schema.spec import FieldSpec
from contentsite.tree.node import Node
from contentsite.versions.history import versions_of

from .fingerprint import fingerprint

LOOKED_AT: Final = 50
"""So many versions, the newest, are looked at."""


def value_then(node: Node, spec: FieldSpec, mark: str) -> Any:
    """Return the value with a fingerprint that a field has had in a version, None where none has it."""
    for version in islice(versions_of(node), LOOKED_AT):
        values = version.values
        if spec.name in values and fingerprint(spec, values[spec.name]) == mark:
            return values[spec.name]
    return None
