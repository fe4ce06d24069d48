"""Every key of the ini file: `contentsite.<part>.<name>`, checked before anything is opened.

A plug-in adds a part of its own with `config.add_settings_model("part", Model)`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, TypeGuard, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
)

M = TypeVar("M", bound=BaseModel)

PREFIX = "contentsite."
_ORIGIN: Final = re.compile(r"https?://[a-z0-9.\-]+(:\d{1,5})?")

MAKE_SECRET = "python -c 'import secrets; print(secrets.token_urlsafe(48))'"  # noqa: S105
SETTINGS: Final = "contentsite.settings"
"""A key of Pyramid's registry: the checked settings."""


class SettingsError(ValueError):
    """Settings are wrong, unknown or missing; the message lists all of them."""


def words(value: Any) -> Any:
    """Return a text as the words that it has; what is no text stays as it is."""
    return tuple(value.split()) if isinstance(value, str) else value


def _secret(value: Any) -> Any:
    if isinstance(value, str) and len(value) < 32:
        raise ValueError("must have at least 32 characters; make one with: " + MAKE_SECRET)
    return value


def _no_key(value: Any) -> Any:
    raise ValueError("there is no such setting; a plug-in's part has its own name")


Words = Annotated[tuple[str, ...], BeforeValidator(words)]
"""Several words, separated by spaces or line breaks."""


def _origins(value: tuple[str, ...]) -> tuple[str, ...]:
    wrong = [each for each in value if not _ORIGIN.fullmatch(each)]
    if wrong:
        raise ValueError(f"{wrong[0]!r} is no origin, such as https://app.example.org")
    return value


Origins = Annotated[Words, AfterValidator(_origins)]
"""Schemes, hosts and ports as browsers name them (RFC 6454), in small letters and without a slash at the end."""


class Part(BaseModel):
    """The settings of one part; plug-ins derive theirs from it."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class SiteSettings(Part):
    """What a new site begins with, and how its tree is served."""

    title: str = "A new site"
    """Title of the site when it is created; after that it is a field of the site like any other."""
    url: Annotated[str, Field(pattern=r"^(https?://[^/\s@?#]+)?$")] = ""
    """Where people reach the site, such as `https://www.example.org`: links in mails begin with it."""
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
    """Secrets, and how long a sign-in lasts."""

    secret: Annotated[SecretStr, BeforeValidator(_secret)]
    """Key that signs what the site hands out (tokens, links); at least 32 characters, no default."""
    session_idle: Annotated[int, Field(gt=0)] = 480
    """Minutes without a request after which somebody is signed out."""
    session_age: Annotated[int, Field(gt=0)] = 168
    """Hours after which somebody has to sign in again in any case."""
    reset_minutes: Annotated[int, Field(gt=0, le=1440)] = 60
    """Minutes for which a link to a new password works."""
    tries_account: Annotated[int, Field(gt=0)] = 10
    """How often a sign-in may be tried by the name of one account in `tries_minutes`."""
    tries_address: Annotated[int, Field(gt=0)] = 50
    """How often it may be tried from one network address in that time."""
    tries_minutes: Annotated[int, Field(gt=0)] = 15
    """In how many minutes these tries are allowed."""


class AuditSettings(Part):
    """How much is kept of what was refused. What was changed is kept for good."""

    refusals: Annotated[int, Field(gt=0, le=1_000_000)] = 10_000
    """How many refusals and failed sign-ins are kept; many of a kind within a minute are one."""
    days: Annotated[int, Field(gt=0)] = 90
    """How many days they are kept."""


class VersionSettings(Part):
    """How much is kept of what pages were before. The first, the published and the last version are kept."""

    keep: Annotated[int, Field(ge=0)] = 0
    """How many versions of a page are kept at least, the newest; 0 keeps all."""
    days: Annotated[int, Field(ge=0)] = 365
    """For how many days every version is kept, where `keep` is not 0."""
    preview_hours: Annotated[int, Field(gt=0, le=8760)] = 72
    """Hours for which a preview link works."""


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


class MailSettings(Part):
    """How mail is sent: by a server, or into a folder."""

    host: str = ""
    """Name of the mail server (SMTP)."""
    port: Annotated[int, Field(ge=0, le=65_535)] = 0
    """Its port; 0 stands for the usual one: 587 with starttls, 465 with tls, else 25."""
    security: Literal["none", "starttls", "tls"] = "starttls"
    """How the way to the server is encrypted: `starttls`, `tls` from the start, or `none`."""
    user: str = ""
    """Name by which the site signs in at the server, if it has to."""
    password: SecretStr = SecretStr("")
    """The password to it."""
    timeout: Annotated[float, Field(gt=0, le=60)] = 15.0
    """Seconds to wait for each answer of the server."""
    sender: Annotated[str, Field(pattern=r"^[^@\s<>,;]+@[^@\s<>,;]+$")] = "contentsite@localhost"
    """Address that the site's mail comes from."""
    folder: str = ""
    """Folder to write mails into as .eml files, instead of sending them: for development."""


class JobSettings(Part):
    """What is done after the answer: mail, housekeeping."""

    drain: bool = True
    """Whether a process that serves does the jobs that wait; one of all processes is at work at a time."""
    attempts: Annotated[int, Field(gt=0, le=100)] = 20
    """How often a job is tried, over about three days, before it is given up."""


class CatalogSettings(Part):
    """Search: what it finds is kept in a file of its own, made from the database at any time."""

    file: str = ""
    """The file; by default `catalog.sqlite` beside the database, or a temporary one where there is no such place."""
    index: bool = True
    """Whether a process that serves keeps the file up to date; one of all does. Where none does, each search does."""


class TrashSettings(Part):
    """What was deleted."""

    days: Annotated[int, Field(ge=0, le=36_500)] = 30
    """How many days it stays in the trash before it is deleted for good; 0 stands for always."""


class UndoSettings(Part):
    """What was changed, and can be undone."""

    days: Annotated[int, Field(gt=0, le=36_500)] = 30
    """How many days a change can be undone."""


class DraftSettings(Part):
    """What was typed into forms and not saved yet."""

    days: Annotated[int, Field(gt=0, le=3_650)] = 30
    """For how many days it is kept after the last keystroke."""
    size: Annotated[int, Field(gt=0)] = 2_000_000
    """Largest draft in bytes; what is larger is kept in the browser's tab only, until it is saved."""
    most: Annotated[int, Field(gt=0, le=10_000)] = 200
    """How many drafts are kept of one person."""


class ApiSettings(Part):
    """The JSON face."""

    origins: Origins = ()
    """Other sites whose scripts may use it from a browser, such as `https://app.example.org`; cookies never count."""


class Settings(Part):
    """All settings of the product, by part, and those of plug-ins in `plugin`."""

    plugins: Words = ()
    """Plug-ins to switch on: names of importable packages or modules."""
    site: SiteSettings = SiteSettings()
    web: WebSettings = WebSettings()
    security: SecuritySettings
    audit: AuditSettings = AuditSettings()
    versions: VersionSettings = VersionSettings()
    log: LogSettings = LogSettings()
    public: PublicSettings = PublicSettings()
    mail: MailSettings = MailSettings()
    jobs: JobSettings = JobSettings()
    catalog: CatalogSettings = CatalogSettings()
    trash: TrashSettings = TrashSettings()
    undo: UndoSettings = UndoSettings()
    drafts: DraftSettings = DraftSettings()
    api: ApiSettings = ApiSettings()
    plugin: Annotated[Mapping[str, Any], BeforeValidator(_no_key)] = {}


def settings_of(registry: Mapping[str, Any]) -> Settings:
    """Return the checked settings of an application, by its registry."""
    settings: Settings = registry[SETTINGS]
    return settings


def is_part(annotation: Any) -> TypeGuard[type[BaseModel]]:
    """Tell whether a setting is a part, which has settings of its own."""
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
