"""Every key of the ini file: `contentsite.<part>.<name>`, checked before anything is opened.

A plug-in adds a part of its own with `config.add_settings_model("part", Model)`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError

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
    virtual_root: str = Field("/", pattern="^/")
    """Path of the node that is served as the top of the address space."""
    unicode_names: bool = False
    """Whether names made from titles keep letters of all scripts instead of ASCII only."""


class WebSettings(Part):
    """What is accepted from the network, and what is said about security."""

    hosts: Words = ("localhost", "127.0.0.1", "[::1]")
    """Host names that the site answers to, without port; all others get 400. `*.example.org` is allowed."""
    max_body: int = Field(64 * 1024 * 1024, gt=0)
    """Largest request body in bytes; more gets 413."""
    max_json_depth: int = Field(32, gt=0, le=500)
    """How deep JSON that is sent may be nested."""
    hsts: int = Field(0, ge=0)
    """Seconds for which browsers insist on https (Strict-Transport-Security); 0 says nothing."""
    attempts: int = Field(8, gt=0, le=50)
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

    batch: int = Field(24, gt=0, le=500)
    """How many children a folder's page shows before it links to the next page."""
    feed: int = Field(20, gt=0, le=500)
    """How many entries a feed has."""
    navigation: int = Field(10, gt=0, le=100)
    """How many entries the main navigation shows."""
    templates: str = ""
    """Folder whose templates and static files replace those of the same name in the product."""
    sitemap_part: int = Field(50_000, gt=0, le=50_000)
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
    plugin: Mapping[str, BaseModel] = {}


def plugin_names(ini: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the plug-ins that an ini file names, before the settings as a whole can be checked."""
    names: tuple[str, ...] = _words(ini.get(PREFIX + "plugins", ""))
    return names


def load_settings(ini: Mapping[str, Any], models: Mapping[str, type[BaseModel]]) -> Settings:
    """Check all keys that begin with "contentsite." against the product's and the plug-ins' models.

    `models` has the plug-ins' models by part. Raises SettingsError, which lists every wrong, unknown
    and missing key.
    """
    given = _nested(ini)
    own = {part: given.pop(part, {}) for part in models}
    problems: list[str] = []
    plugin = {
        part: _checked(model, own[part], f"{PREFIX}{part}.", problems)
        for part, model in models.items()
    }
    given.setdefault("security", {})
    settings = _checked(Settings, given, PREFIX, problems)
    if settings is None or problems:
        raise SettingsError(
            "The settings cannot be used:\n" + "\n".join(f"- {line}" for line in problems)
        )
    return settings.model_copy(update={"plugin": plugin})


def _nested(ini: Mapping[str, Any]) -> dict[str, Any]:
    """Turn dotted keys into parts: {"contentsite.web.hosts": "x"} into {"web": {"hosts": "x"}}."""
    nested: dict[str, Any] = {}
    for key, value in ini.items():
        if key.startswith(PREFIX):
            part, dot, name = key[len(PREFIX) :].partition(".")
            if dot:
                found = nested.setdefault(part, {})
                if isinstance(found, dict):
                    found[name] = value
            else:
                nested[part] = value
    return nested


def _checked(model: type[Any], values: Any, prefix: str, problems: list[str]) -> Any:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        problems.extend(_lines(error, prefix))
        return None


def _lines(error: ValidationError, prefix: str) -> Iterator[str]:
    for problem in error.errors(include_url=False):
        key, given = prefix + ".".join(map(str, problem["loc"])), problem["input"]
        if problem["type"] == "missing":
            hint = f"; make one with: {MAKE_SECRET}" if key.endswith(".secret") else ""
            yield f"{key}: is missing{hint}"
        elif problem["type"] == "extra_forbidden":
            # a part that nobody knows has all of its keys here
            names = [f"{key}.{name}" for name in given] if isinstance(given, dict) else [key]
            yield from (f"{name}: there is no such setting" for name in names)
        else:
            yield f"{key}: {problem['msg'].removeprefix('Value error, ')}"


def documentation(models: Mapping[str, type[BaseModel]] = {}) -> str:  # noqa: B006
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


def _is_part(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _default(field: Any) -> str:
    if field.is_required():
        return "**required**"
    value = " ".join(field.default) if isinstance(field.default, tuple) else field.default
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"`{text}`" if text else "(empty)"
