"""`typed`: makes a class of annotated fields into one whose values are checked.

Values from outside enter by two doors only: the constructor and `update`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType, SimpleNamespace
from typing import Annotated, Any, ClassVar, Final, TypeVar, dataclass_transform, get_origin

from pydantic import AfterValidator, ConfigDict
from pydantic.dataclasses import dataclass
from pydantic.fields import FieldInfo
from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError

from .errors import DeclarationError
from .fields import Choice
from .spec import FieldSpec, aware_datetimes, field_spec, refuse_mutable

T = TypeVar("T")
Rule = Callable[[Any], None]

_CONFIG: Final = ConfigDict(extra="forbid", use_attribute_docstrings=True)
_MISSING: Final = object()


class Typed:
    """What a class with fields can do. Fields are declared by annotations; see `fields.py`."""

    __fields: ClassVar[Mapping[str, FieldSpec]] = MappingProxyType({})
    __rules: ClassVar[tuple[tuple[tuple[str, ...], Rule], ...]] = ()

    def __post_init__(self) -> None:
        """Check the rules that span fields; called at the end of the constructor."""
        _check_rules(type(self), self.field_values(), None)

    @classmethod
    def fields(cls) -> Mapping[str, FieldSpec]:
        """The fields by name, inherited ones first."""
        return cls.__fields

    def field_values(self) -> dict[str, Any]:
        """The value of each field by name."""
        return {name: getattr(self, name) for name in type(self).fields()}

    def update(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        """Check the values given, assign those that differ, and return the names of what changed.

        Only the given fields are checked, then the rules that name one of them, so that a rule made
        stricter later never blocks saving another field. A value equal in type and representation
        is left alone. Raises pydantic's ValidationError, with the field's name in each `loc`;
        nothing is assigned then.
        """
        changed = _validated(type(self), self, values)
        if changed:
            _check_rules(type(self), {**self.field_values(), **changed}, changed.keys())
        for name, value in changed.items():
            setattr(self, name, value)
        return tuple(changed)

    @classmethod
    def _declare(cls, specs: Mapping[str, FieldSpec], rules: tuple[Any, ...]) -> None:
        cls.__fields = MappingProxyType({**cls.__fields, **specs})
        cls.__rules = (*cls.__rules, *rules)

    @classmethod
    def _rules(cls) -> tuple[tuple[tuple[str, ...], Rule], ...]:
        return cls.__rules


def rule(*fields: str) -> Callable[[Rule], Rule]:
    """Mark a function in the class body as a rule that spans these fields.

    It gets an object with the values of all fields as attributes and raises ValueError with what is
    wrong; the error is shown at the last field named.
    """

    def mark(function: Rule) -> Rule:
        function.__rule__ = fields  # type: ignore[attr-defined]
        return staticmethod(function)

    return mark


@dataclass_transform(kw_only_default=True, eq_default=False)
def typed(cls: type[T]) -> type[T]:
    """Class decorator: turn annotations into checked fields with a keyword-only constructor.

    Raises DeclarationError for a mutable type or default, for a field that hides a method or a
    property, and for a type that is no field type.
    """
    annotations = inspect.get_annotations(cls, eval_str=True)
    own = {name: kind for name, kind in annotations.items() if get_origin(kind) is not ClassVar}
    for name in own:
        own[name] = _declared(cls, name, own[name])
    cls.__annotations__ = {**annotations, **own}
    dataclass(config=_CONFIG, eq=False, repr=False, kw_only=True)(cls)
    infos: dict[str, FieldInfo] = cls.__pydantic_fields__  # type: ignore[attr-defined]
    specs = {name: field_spec(cls, name, kind, infos[name]) for name, kind in own.items()}
    cls._declare(specs, _own_rules(cls))  # type: ignore[attr-defined]
    return cls


def _declared(cls: type, name: str, annotation: Any) -> Any:
    """Check one annotation and return it as pydantic shall see it."""
    if name.startswith("_"):
        raise DeclarationError(cls, name, "a field's name must not begin with an underscore")
    if any(name in vars(parent) and name not in _fields_of(parent) for parent in cls.__mro__[1:]):
        raise DeclarationError(
            cls, name, "hides an attribute or method of the same name; choose another"
        )
    refuse_mutable(cls, name, annotation)
    _refuse_default(cls, name, vars(cls).get(name))
    annotation = aware_datetimes(annotation)
    choices = next(
        (n for n in getattr(annotation, "__metadata__", ()) if isinstance(n, Choice)), None
    )
    return Annotated[annotation, AfterValidator(_one_of(choices))] if choices else annotation


def _fields_of(cls: type) -> Mapping[str, FieldSpec]:
    return cls.fields() if issubclass(cls, Typed) else {}


def _refuse_default(cls: type, name: str, default: Any) -> None:
    if getattr(default, "default_factory", None) not in (
        None,
        inspect.Parameter.empty,
    ) or isinstance(default, (list, dict, set, bytearray)):
        raise DeclarationError(
            cls,
            name,
            "a default must be one immutable value, such as () or None: it lives on the class",
        )


def _one_of(choice: Choice) -> Callable[[str], str]:
    def check(value: str) -> str:
        if value not in choice.values:
            raise ValueError("must be one of: " + ", ".join(choice.values))
        return value

    return check


def _own_rules(cls: type) -> tuple[Any, ...]:
    found = (
        getattr(cls, name) for name, value in vars(cls).items() if isinstance(value, staticmethod)
    )
    return tuple(
        (function.__rule__, function) for function in found if hasattr(function, "__rule__")
    )


def _validated(cls: type[Typed], node: Typed, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the checked values that differ from the node's."""
    changed: dict[str, Any] = {}
    errors: list[InitErrorDetails] = []
    for name, given in values.items():
        present = getattr(node, name, _MISSING)
        spec = cls.fields().get(name)
        if spec is None:
            errors.append(_error(name, "unknown_field", "this type has no such field", given))
        elif not _same(given, present):
            try:
                value = spec.adapter.validate_python(given)
            except ValidationError as problem:
                errors.extend(_relocated(name, problem))
            else:
                if not _same(value, present):
                    changed[name] = value
    if errors:
        raise ValidationError.from_exception_data(cls.__name__, errors)
    return changed


def _same(left: Any, right: Any) -> bool:
    """Tell whether two values are the same also in how they are written (a moment in its zone)."""
    return type(left) is type(right) and left == right and repr(left) == repr(right)


def _relocated(name: str, problem: ValidationError) -> Iterable[InitErrorDetails]:
    for error in problem.errors(include_url=False):
        kind = PydanticCustomError(error["type"], "{reason}", {"reason": error["msg"]})
        yield InitErrorDetails(type=kind, loc=(name, *error["loc"]), input=error["input"])


def _error(name: str, kind: str, reason: str, given: Any) -> InitErrorDetails:
    custom = PydanticCustomError(kind, "{reason}", {"reason": reason})  # type: ignore[arg-type]
    return InitErrorDetails(type=custom, loc=(name,), input=given)


def _check_rules(
    cls: type[Typed], values: Mapping[str, Any], changed: Iterable[str] | None
) -> None:
    """Run the rules; all of them, or those that name a changed field."""
    names = None if changed is None else frozenset(changed)
    errors: list[InitErrorDetails] = []
    for fields, check in cls._rules():
        if names is None or names.intersection(fields):
            try:
                check(SimpleNamespace(**values))
            except ValueError as problem:
                errors.append(_error(fields[-1], "rule", str(problem), values.get(fields[-1])))
    if errors:
        raise ValidationError.from_exception_data(cls.__name__, errors)
