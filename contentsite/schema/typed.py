"""`typed`: makes a class of annotated fields into one whose values are checked.

Values from outside enter by two doors only: the constructor and `update`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, ClassVar, Final, TypeVar, dataclass_transform

from pydantic import ConfigDict
from pydantic.fields import FieldInfo
from pydantic_core import InitErrorDetails

from .change import Rule, Rules, broken_rules, differing, refuse
from .declared import declared_fields, declared_rules
from .deferred import make_dataclass
from .long import KINDS, LongField
from .spec import FieldSpec, field_spec

T = TypeVar("T", bound="type[Typed]")

_CONFIG: Final = ConfigDict(extra="forbid", use_attribute_docstrings=True)


class Fielded:
    """What has fields. They are declared by annotations; see `fields.py`."""

    __fields: ClassVar[Mapping[str, FieldSpec]] = MappingProxyType({})
    __rules: ClassVar[Rules] = MappingProxyType({})

    def __post_init__(self) -> None:
        """Check the rules that span fields; called at the end of the constructor."""
        if rules := type(self).__rules:
            refuse(type(self).__name__, broken_rules(rules, self.field_values(), None))

    @classmethod
    def fields(cls) -> Mapping[str, FieldSpec]:
        """The fields by name, inherited ones first."""
        return cls.__fields

    def field_values(self) -> dict[str, Any]:
        """The value of each field by name."""
        return {name: getattr(self, name) for name in type(self).__fields}

    @classmethod
    def rules(cls) -> Rules:
        """The rules that span fields, by name, inherited ones first."""
        return cls.__rules

    @classmethod
    def _inherited(cls) -> tuple[dict[str, FieldSpec], dict[str, tuple[tuple[str, ...], Rule]]]:
        """Return the fields and rules of all classes that this one derives from."""
        fields: dict[str, FieldSpec] = {}
        rules: dict[str, tuple[tuple[str, ...], Rule]] = {}
        for base in reversed(cls.__mro__[1:]):
            if issubclass(base, Fielded):
                fields |= base.__fields
                rules |= base.__rules
        return fields, rules

    @classmethod
    def _declare(cls, fields: Mapping[str, FieldSpec], rules: Rules) -> None:
        cls.__fields, cls.__rules = MappingProxyType(fields), MappingProxyType(rules)


class Typed(Fielded):
    """What has fields that can be changed."""

    def update(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        """Check the values given, assign those that differ, and return the names of what changed.

        Only the given fields are checked, then the rules that name one of them, so that a rule made
        stricter later never blocks saving another field. A value equal in type and representation
        is left alone. Raises pydantic's ValidationError, with the field's name in each `loc`;
        nothing is assigned then.
        """
        changed = self.checked(values)
        self.assign(changed)
        return tuple(changed)

    def checked(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return what `update` would assign, without assigning it. Raises what `update` raises."""
        cls = type(self)
        changed = differing(self, cls.fields(), values)
        if changed:
            errors = [*self.objections(changed)]
            if rules := cls.rules():
                present = {**self.field_values(), **changed}
                errors += broken_rules(rules, present, changed)
            refuse(cls.__name__, errors)
        return changed

    def assign(self, checked: Mapping[str, Any]) -> None:
        """Set fields to values that were checked."""
        for name, value in checked.items():
            setattr(self, name, value)

    def objections(self, changed: Mapping[str, Any]) -> Iterable[InitErrorDetails]:
        """Return what, around this object, speaks against the values that `update` would assign."""
        return ()


def rule(*fields: str) -> Callable[[Rule], Rule]:
    """Mark a function in the class body as a rule that spans these fields.

    It gets an object with the values of all fields as attributes and raises ValueError with what is
    wrong; the error is shown at the last field named. A subclass replaces it by one of its name.
    """

    def mark(function: Rule) -> Rule:
        function.__rule__ = fields  # type: ignore[attr-defined]
        return staticmethod(function)

    return mark


@dataclass_transform(kw_only_default=True, eq_default=False)
def typed(cls: T) -> T:
    """Class decorator: turn annotations into checked fields with a keyword-only constructor.

    Raises DeclarationError for a mutable type or default, a field without a default, a field that
    hides a method or a property, and a type that is no field type.
    """
    for name, spec in declare(cls, eq=False, repr=False).items():
        if spec.kind in KINDS:
            # only now: the default on the class was pydantic's to read
            setattr(cls, name, LongField(name, spec.default))
    return cls


def declare(cls: type[Fielded], **options: bool) -> Mapping[str, FieldSpec]:
    """Make a class a dataclass of checked fields, with these options, and return those of its own body.

    Raises DeclarationError.
    """
    fields, rules = cls._inherited()
    own = declared_fields(cls, fields)
    # not of a class above, which `cls.__annotations__` may be
    cls.__annotations__ = {**inspect.get_annotations(cls), **own}
    make_dataclass(cls, _CONFIG, **options)
    infos: Mapping[str, FieldInfo] = vars(cls)["__pydantic_fields__"]
    specs = {name: field_spec(cls, name, kind, infos[name]) for name, kind in own.items()}
    fields |= specs
    rules |= {name: (check.__rule__, check) for name, check in declared_rules(cls, fields)}  # type: ignore[attr-defined]
    cls._declare(fields, rules)
    return specs
