"""Every key of the ini file: `contentsite.<part>.<name>`, checked before anything is opened.

A plug-in adds a part of its own with `config.add_settings_model("part", Model)`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from difflib import get_close_matches
from typing import Annotated, Any, Literal, TypeGuard, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError

M = TypeVar("M", bound=BaseModel)

PREFIX = "contentsite."

MAKE_SECRET = "python -c 'import secrets; print(secrets.token_urlsafe(48))'"  # noqa: S105


class SettingsError(ValueError):
    """Settings are wrong, unknown or missing; the message lists all of them."""


def _words(value: Any) -> Any:
    return tuple(value.split()) if isinstance(value, str) else value


def _secret(value: Any) -> Any:
    if isinstance(value, str) and len(value) < 32:
        raise ValueError("must have at least 32 characters; make one with: " + MAKE_SECRET)
    return value


def _no_key(value: Any) -> Any:
    raise ValueError("there is no such setting; a plug-in's part has its own name")


Words = Annotated[tuple[str, ...], BeforeValidator(_words)]
"""Several words, separated by spaces or line breaks."""


class Part(BaseModel):
    """The settings of one part; plug-ins derive theirs from it."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class SiteSettings(Part):
    """What a new site begins with, and how its tree is served."""

    title: str = "A new site"
    """Title of the site when it is created; after that it is a field of the site like any other."""
    language: str = "en"
    """Language (BCP 47) of nodes that neither state one nor inherit one."""
    sample: bool = False
    """Whether a new, empty database is filled with the sample content."""
    virtual_root: Annotated[str, Field(pattern="^/")] = "/"
    """Path of the node that is served as the top of the address space."""
    unicode_names: bool = False
    """Whether names made from titles keep letters of all scripts instead of ASCII only."""


class WebSettings(Part):
    """What is accepted from the network, and what is said about security."""

    hosts: Words = ("localhost", "127.0.0.1", "[::1]")
    """Host names that the site answers to, without port; all others get 400. `*.example.org` is allowed."""
    max_body: Annotated[int, Field(gt=0)] = 64 * 1024 * 1024
    """Largest request body in bytes; more gets 413."""
    max_json_depth: Annotated[int, Field(gt=0, le=500)] = 32
    """How deep JSON that is sent may be nested."""
    hsts: Annotated[int, Field(ge=0)] = 0
    """Seconds for which browsers insist on https (Strict-Transport-Security); 0 says nothing."""
    attempts: Annotated[int, Field(gt=0, le=50)] = 8
    """How often a request is tried when others change the same objects at the same time."""


class SecuritySettings(Part):
    """Secrets."""

    secret: Annotated[SecretStr, BeforeValidator(_secret)]
    """Key that signs what the site hands out (tokens, links); at least 32 characters, no default."""


class LogSettings(Part):
    """How requests are logged."""

    format: Literal["text", "json"] = "text"
    """One line a request: key=value text, or a JSON object."""


class PublicSettings(Part):
    """How the public pages look."""

    batch: Annotated[int, Field(gt=0, le=500)] = 24
    """How many children a folder's page shows before it links to the next page."""
    feed: Annotated[int, Field(gt=0, le=500)] = 20
    """How many entries a feed has."""
    navigation: Annotated[int, Field(gt=0, le=100)] = 10
    """How many entries the main navigation shows."""
    templates: str = ""
    """Folder whose templates and static files replace those of the same name in the product."""
    sitemap_part: Annotated[int, Field(gt=0, le=50_000)] = 50_000
    """Most addresses in one part of the sitemap (the protocol allows 50,000)."""


class Settings(Part):
    """All settings of the product, by part, and those of plug-ins in `plugin`."""

    plugins: Words = ()
    """Plug-ins to switch on: names of importable packages or modules."""
    site: SiteSettings = SiteSettings()
    web: WebSettings = WebSettings()
    security: SecuritySettings
    log: LogSettings = LogSettings()
    public: PublicSettings = PublicSettings()
    plugin: Annotated[Mapping[str, Any], BeforeValidator(_no_key)] = {}


def plugin_names(ini: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the plug-ins that an ini file names, before the settings as a whole can be checked."""
    names: tuple[str, ...] = _words(ini.get(PREFIX + "plugins", ""))
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
        if _is_part(field.annotation):
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


def documentation(models: Mapping[str, type[BaseModel]] = {}) -> str:
    """Return the table of all keys as Markdown: `docs/settings.md` is this text."""
    lines = [
        "# Settings",
        "",
        "Generated from `contentsite/settings.py`; a test keeps it true.",
        "",
    ]
    lines += ["All keys stand in the section `[app:main]` of the ini file.", ""]
    parts: dict[str, Any] = {"": Settings}
    parts |= {
        name: field.annotation
        for name, field in Settings.model_fields.items()
        if _is_part(field.annotation)
    }
    for part, model in {**parts, **models}.items():
        lines += [
            f"## {model.__doc__ or part}" if part else "## The whole",
            "",
            "| key | default | meaning |",
            "|---|---|---|",
        ]
        for name, field in model.model_fields.items():
            if not _is_part(field.annotation) and name != "plugin":
                key = PREFIX + (f"{part}." if part else "") + name
                lines.append(f"| `{key}` | {_default(field)} | {field.description} |")
        lines.append("")
    return "\n".join(lines)


def _is_part(annotation: Any) -> TypeGuard[type[BaseModel]]:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _default(field: Any) -> str:
    if field.is_required():
        return "**required**"
    value = " ".join(field.default) if isinstance(field.default, tuple) else field.default
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"`{text}`" if text else "(empty)"
