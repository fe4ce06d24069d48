"""The table of views: how it is read, and the site that its lines are asked about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final, NamedTuple

from PIL import Image as Picture
from pyramid.interfaces import IExceptionResponse
from pyramid.security import NO_PERMISSION_REQUIRED

from contentsite.admin.screen import for_the_known
from contentsite.files.store import store_file, store_image
from contentsite.security.acl import BLOCK, set_acl
from contentsite.security.people import people_of
from contentsite.security.user import Group
from contentsite.testing import Browser, add_user
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.tree.root import Root
from contentsite.types.document import Document
from contentsite.types.event import Event
from contentsite.types.file import File
from contentsite.types.folder import Folder
from contentsite.types.image import Image
from contentsite.types.link import Link
from contentsite.types.news_item import NewsItem
from contentsite.web.face import API, MARKDOWN

FILE: Final = Path(__file__).with_name("table.txt")
LETTERS: Final = {
    "view": "v",
    "add": "a",
    "edit": "e",
    "publish": "p",
    "delete": "d",
    "share": "s",
    "manage": "m",
}
TYPES: Final = (Document, Event, File, Folder, Image, Link, NewsItem)
HOME: Final = "home"
PAGE: Final = "(page)"
DATA: Final = "(json)"
TEXT: Final = "(markdown)"
TOP: Final = "top"
NONE: Final = "-"

SIGNED_IN = ("account", "known")
"""What whoever is signed in has: himself, or by a token as well."""


class Line(NamedTuple):
    """One view and method, and what it answers."""

    asked: str
    """The name of the view and what follows it."""
    method: str
    of: str
    permission: str
    known: str
    answers: frozenset[int]

    @property
    def name(self) -> str:
        return re.split("[/?]", self.asked)[0]

    @property
    def key(self) -> tuple[str, ...]:
        """What names the view among those that are registered."""
        return (
            self.name,
            self.method,
            self.of.partition(":")[0],
            self.permission.partition(">")[0],
            self.known,
        )

    @property
    def needs(self) -> str:
        """The letters of the permissions that it takes."""
        return "".join(LETTERS.get(each, "") for each in self.permission.split(">"))

    @property
    def is_api(self) -> bool:
        """Tell whether programs ask it."""
        return self.name == DATA or (not self.name.startswith(("@@", "(")) and self.name[0] == "@")

    @property
    def prefix(self) -> str:
        """What its addresses begin with."""
        return f"/{API}" if self.is_api else ""

    @property
    def headers(self) -> dict[str, str]:
        """What a request says besides its address."""
        return {"Accept": "text/markdown"} if self.name == TEXT else {}

    def refusal(self, person: str, place: str) -> set[int]:
        """Return what somebody is answered who may not: a visitor must not learn what is hidden."""
        if person != "anonymous":
            return {403}
        return {401} if self.is_api and "v" in read()[0][place][person] else {404}

    def is_for(self, person: str, can: str) -> bool:
        """Tell whether somebody who can do this much gets an answer."""
        if person == "anonymous" and (self.known == "known" or self.permission in SIGNED_IN):
            return False
        return set(self.needs) <= set(can)


@cache
def read() -> tuple[dict[str, dict[str, str]], tuple[Line, ...]]:
    """Return what each person can do, by place; and the lines of the views."""
    rows = [line.split() for line in FILE.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row and not row[0].startswith("#")]
    head = next(n for n, row in enumerate(rows) if row[0] == "name")
    people = rows[0][1:]
    places = {row[0]: dict(zip(people, row[1:], strict=True)) for row in rows[1:head]}
    lines = tuple(Line(*row[:5], frozenset(map(int, row[5:]))) for row in rows[head + 1 :])
    return places, lines


def registered(registry: Any) -> Iterator[tuple[str, ...]]:
    """Yield the key of each view that the application registered, once a method."""
    for each in registry.introspector.get_category("views"):
        view = each["introspectable"]
        context = view["context"]
        if view["exception_only"] or context in (IExceptionResponse,) or _is_error(context):
            continue
        permissions = [found["value"] for found in each["related"] if "value" in found]
        permission = permissions[0] if permissions else NONE
        methods = _methods(registry, view)
        for method in methods - {"HEAD"}:
            yield (
                _name(registry, view),
                method,
                TOP if view.get("at_home") or context is None else context.__name__,
                NONE if permission == NO_PERMISSION_REQUIRED else permission,
                "known" if view["decorator"] is for_the_known else NONE,
            )


def _is_error(context: Any) -> bool:
    return isinstance(context, type) and issubclass(context, Exception)


def _methods(registry: Any, view: Any) -> set[str]:
    route = _route(registry, view)
    found = view["request_methods"] or (route and route["request_methods"]) or ("ANY",)
    return {found} if isinstance(found, str) else set(found)


def _name(registry: Any, view: Any) -> str:
    route = _route(registry, view)
    if route:
        return "@@" + re.split("[/*]", route["pattern"].strip("/").removeprefix("@@"))[0]
    name = view["name"]
    if not name:
        return PAGE
    if name == MARKDOWN:
        return TEXT
    if name.startswith(API):
        return f"@{name.removeprefix(API)}" if name != API else DATA
    return name if name in registry["contentsite.root_files"] else f"@@{name}"


def _route(registry: Any, view: Any) -> Any:
    name = view["route_name"]
    return registry.introspector.get("routes", name) if name else None


class Stage:
    """A site with a node of each type in each place, one's own and another's; and the people."""

    def __init__(self, site: Root, browser: Browser) -> None:
        self.site, self.browser = site, browser
        self.users = {
            name: add_user(site, name.lower(), *([name] if name[0].isupper() else []))
            for name in ("member", "Reader", "Contributor", "Editor", "Reviewer", "Manager")
        }
        self.users["Owner"] = add_user(site, "owner")
        self.group = people_of(site).add_group(Group(name="desk", title="The desk"))
        self.part: Any = site.add("part", Folder(title="The part"))
        self.part.publish()
        self.users["Local"] = add_user(site, "local", "Manager", at=self.part)
        self.secrets: dict[tuple[str, bool, str], tuple[str, ...]] = {}
        self._hidden: dict[str, re.Pattern[str]] = {}
        self.nodes: dict[tuple[str, bool, str], Node] = {}
        for place in read()[0]:
            if place != HOME:
                holder = self._holder(place)
                for cls in TYPES:
                    for own in (True, False):
                        self._add(holder, place, cls, own)
        browser.commit()
        self.browsers = {name: self._browser(name) for name in ("anonymous", *self.users)}

    def _holder(self, place: str) -> Any:
        """Return the folder of a place, in a section of its own."""
        holder = self.part.add(f"in-{place}", Folder(title=f"Okapi{place}"))
        holder.publish()
        if place in ("blocked", "below-draft"):
            self.secrets[place, True, "holder"] = (holder.title, holder.uid)
        if place == "blocked":
            set_acl(holder, [BLOCK])
        if place == "below-draft":
            holder.retract()
        return holder

    def _add(self, holder: Container, place: str, cls: type[Node], own: bool) -> None:
        key = (place, own, cls.__name__)
        number = len(self.nodes)
        node = holder.add(f"nym{number}x", cls(title=f"Quagga{number}x"))
        node.owner = self.users["Owner"].uid if own else "0" * 32
        node.publish()
        if isinstance(node, Image):
            node.update({"image": store_image(_picture(), "teal.png")})
        if isinstance(node, File):
            node.update({"file": store_file(BytesIO(b"words\n"), "words.txt")})
        if isinstance(node, Link):
            node.update({"target": "/part"})
        _put(node, place)
        self.nodes[key] = node
        self.secrets[key] = (node.title, node.uid, node.__name__)

    def _browser(self, person: str) -> Browser:
        own = Browser(self.browser.app, extra_environ={"HTTP_HOST": "localhost"}, lint=False)
        if person in self.users:
            own.sign_in(self.users[person])
        return own

    def ask(self, person: str, address: str, method: str, **more: Any) -> Any:
        """Send a request as somebody, who stays signed in whatever is answered."""
        browser = self.browsers[person]
        kept = dict(browser.cookies)
        answer = browser.request(address, method=method, status="*", **more)
        if "Set-Cookie" in answer.headers:
            browser.reset()
            for name, value in kept.items():
                browser.set_cookie(name, value.strip('"'))
        return answer

    def address(self, person: str, place: str, line: Line) -> str:
        """Return the address by which somebody asks a line about a place."""
        name = (
            ""
            if line.asked in (PAGE, DATA, TEXT)
            else line.asked.format(user=self.users["member"].uid, group=self.group.uid)
        )
        if place == HOME:
            return f"{line.prefix}/{name}".rstrip("/") or "/"
        node = self.nodes[place, person == "Owner", kind_of(line)]
        return f"{line.prefix}/part/in-{place}/{node.__name__}" + (f"/{name}" if name else "")

    def hidden_from(self, person: str) -> re.Pattern[str]:
        """Return what finds the title, the uid or the name of what somebody may not see."""
        if person not in self._hidden:
            self._hidden[person] = self._finder(person)
        return self._hidden[person]

    def _finder(self, person: str) -> re.Pattern[str]:
        words = [
            word
            for (place, own, _type), secret in self.secrets.items()
            # what Owner did not make is to him what it is to any member
            if "v" not in read()[0][place]["member" if person == "Owner" and not own else person]
            for word in secret
        ]
        return re.compile("|".join(words) or "(?!)")


def kind_of(line: Line) -> str:
    """Return the type that is asked."""
    of, _, asked = line.of.partition(":")
    return asked or {"Node": "Document", "Container": "Folder"}.get(of, of)


def places_of(line: Line) -> Iterator[str]:
    """Yield the places that a view can be asked about."""
    if line.of in (TOP, "Site") or not line.asked.startswith(("@", "(")):
        yield HOME
        return
    # what is public at once is never in review
    left_out = {HOME, "review"} if kind_of(line) in ("File", "Image") else {HOME}
    yield from (place for place in read()[0] if place not in left_out)
    if line.of in ("Node", "Container") and line.answers != {404}:
        yield HOME


def _picture() -> BytesIO:
    stream = BytesIO()
    Picture.new("RGB", (8, 6), "teal").save(stream, "PNG")
    stream.seek(0)
    return stream


def _put(node: Node, place: str) -> None:
    now = datetime.now(UTC)
    if place in ("draft", "review"):
        node.retract(place)
    elif place == "expired":
        node.publish(now - timedelta(days=2), now - timedelta(days=1))
    elif place == "unknown":
        node.retract("gone")
    elif place == "denied":
        set_acl(node, [BLOCK])
