"""Reading the settings of an ini file: each key is checked, and all that is wrong is told at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from .settings import MAKE_SECRET, PREFIX, Settings, SettingsError, is_part, words

M = TypeVar("M", bound=BaseModel)


def plugin_names(ini: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the plug-ins that an ini file names, before the settings as a whole can be checked."""
    names: tuple[str, ...] = words(ini.get(PREFIX + "plugins", ""))
    return names


def load_settings(ini: Mapping[str, Any], models: Mapping[str, type[BaseModel]]) -> Settings:
    """Check all keys that begin with "contentsite." against the product's and the plug-ins' models.

    `models` has the plug-ins' models by part. Raises SettingsError, which lists every wrong, unknown
    and missing key.
    """
    problems = [
        f"{PREFIX}{part}: a plug-in has settings in this part, which is the product's own"
        for part in models.keys() & Settings.model_fields.keys()
    ]
    given = _nested(ini, problems)
    own = {part: given.pop(part, {}) for part in models}
    plugin = {
        part: _checked(model, own[part], f"{PREFIX}{part}", problems)
        for part, model in models.items()
    }
    given.setdefault("security", {})
    settings = _checked(Settings, given, PREFIX.rstrip("."), problems)
    if settings is None or problems:
        raise SettingsError(
            "The settings cannot be used:\n" + "\n".join(f"- {line}" for line in problems)
        )
    return settings.model_copy(update={"plugin": plugin})


def _nested(ini: Mapping[str, Any], problems: list[str]) -> dict[str, Any]:
    """Turn dotted keys into parts: {"contentsite.web.hosts": "x"} into {"web": {"hosts": "x"}}."""
    given = {
        key.removeprefix(PREFIX): value for key, value in ini.items() if key.startswith(PREFIX)
    }
    nested = {key: value for key, value in given.items() if "." not in key}
    for key in (key for key in given if key not in nested):
        part, _, name = key.partition(".")
        if isinstance(found := nested.setdefault(part, {}), dict):
            found[name] = given[key]
        else:
            problems.append(f"{PREFIX}{key}: {PREFIX}{part} is one value and has no parts")
    return nested


def _checked(model: type[M], values: Any, prefix: str, problems: list[str]) -> M | None:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        known = {f"{prefix}.{name}" for name in _names(model)}
        problems.extend(line for each in error.errors() for line in _lines(each, prefix, known))
        return None


def _names(model: type[BaseModel]) -> Iterator[str]:
    """Yield the names of a model's settings, those of its parts with dots."""
    for name, field in model.model_fields.items():
        if is_part(field.annotation):
            yield from (f"{name}.{inner}" for inner in _names(field.annotation))
        else:
            yield name


def _lines(problem: Any, prefix: str, known: Set[str]) -> Iterator[str]:
    key, given = ".".join((prefix, *map(str, problem["loc"]))), problem["input"]
    if problem["type"] == "missing":
        yield f"{key}: is missing" + (f"; make one with: {MAKE_SECRET}" * key.endswith(".secret"))
    elif problem["type"] == "model_type":
        yield f"{key}: is a part of the settings; write {key}.<name> = ..."
    elif problem["type"] == "extra_forbidden":
        # a part that nobody knows has all of its keys here
        names = [f"{key}.{name}" for name in given] if isinstance(given, dict) else [key]
        yield from (f"{name}: there is no such setting{_instead(name, known)}" for name in names)
    else:
        yield f"{key}: {problem['msg'].removeprefix('Value error, ')}"


def _instead(name: str, known: Set[str]) -> str:
    near = {key.removeprefix(PREFIX): key for key in known}
    found = get_close_matches(name.removeprefix(PREFIX), near, 1, 0.8)
    return f"; {near[found[0]]} was meant?" if found else ""
