"""A site in which everything that can be written is an attack, and what a page must not have for all that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, Final
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib
from PIL import Image as Picture

from contentsite.files.store import store_file, store_image
from contentsite.schema.spec import FieldSpec
from contentsite.security.acl import ALLOW, set_acl
from contentsite.security.people import people_of
from contentsite.security.principal import group_principal, user_principal
from contentsite.security.user import Group, User
from contentsite.tree.node import Node
from contentsite.tree.root import Root
from contentsite.types.document import Document
from contentsite.types.event import Event
from contentsite.types.file import File
from contentsite.types.folder import Folder
from contentsite.types.image import Image
from contentsite.types.link import Link
from contentsite.types.news_item import NewsItem

MARK: Final = "{{7*7}}${7*7}{0.__class__}{% raise %}%(x)s"
ATTACK: Final = (
    f"\"'><img src=x onerror=alert(1)><script>alert(2)</script><svg onload=alert(3)>{MARK}"
    "</title></textarea></select><!--<a href=javascript:alert(4)>"
)
TYPES: Final = (Document, NewsItem, Event, File, Image, Link, Folder)
VALUES: Final = {
    "href": "https://example.org/?q=%22%3E%3Cimg%3E",
    "datetime": datetime(2026, 11, 1, 19, 30, tzinfo=UTC),
    "date": date(2026, 11, 1),
    "bool": True,
    "int": 7,
    "float": 1.5,
    "decimal": Decimal("1.50"),
    "text": ATTACK,
    "long_text": ATTACK,
    "rich_text": f"<p>{ATTACK}</p>",
    "markdown": ATTACK,
    "tags": (ATTACK[:90], '"'),
}
_OWN_VIEW: Final = re.compile(r"(#[\w.-]+|(/(?!/)[^?#\s\\]*)?@@[\w-]+)\Z")
"""Where a button may send its form: to a view of this site, or to the form's own place on the page."""
_ACTIVE: Final = re.compile(r"^[\s\x00-\x20]*(javascript|vbscript|data)\s*:", re.IGNORECASE)


def attack(site: Root) -> None:
    """Fill a site: a folder in each state with one node of each type, people and groups, and roles given to them."""
    people = people_of(site)
    user = people.add(User(name="attacker", title=ATTACK, mail="x'y@example.org"))
    group = people.add_group(Group(name="attackers", title=ATTACK))
    people.put_in_groups(user, (group.uid,))
    for state in ("published", "draft", "gone"):
        folder = site.add(f"f-{state}", Folder(title=ATTACK, description=ATTACK, body=ATTACK))
        for cls in TYPES:
            _fill(folder.add(f"{cls.__name__.lower()}", cls(title=ATTACK)), user.uid)
        for node in (folder, *(folder[name] for name in folder)):
            node.publish() if state == "published" else node.retract(state)
        roles = ((user_principal(user.uid), "Editor"), (group_principal(group.uid), "Reader"))
        set_acl(folder, [(ALLOW, principal, role) for principal, role in roles])
    site.update(
        {
            name: value
            for name, spec in type(site).fields().items()
            if isinstance(value := VALUES.get(spec.kind), str)
        }
    )


def _fill(node: Node, uid: str) -> None:
    found = ((name, _value(spec)) for name, spec in type(node).fields().items())
    node.update({name: value for name, value in found if value is not None})
    node.creator, node.owner, node.language = ATTACK, uid, ""


def _value(spec: FieldSpec) -> Any:
    if spec.kind == "picture":
        stream = BytesIO()
        Picture.new("RGB", (8, 6), "teal").save(stream, "PNG")
        stream.seek(0)
        return store_image(stream, f"{ATTACK[:60]}.png")
    if spec.kind == "attachment":
        return store_file(BytesIO(ATTACK.encode()), f"{ATTACK[:60]}.html")
    return VALUES.get(spec.kind)


def faults(html: str) -> Iterator[str]:
    """Yield what a page has that no page may have: what runs, or a form without a token."""
    for element in html5lib.parse(html, namespaceHTMLElements=False).iter():
        if not isinstance(element.tag, str):
            continue
        kind = element.get("type", "")
        if element.tag == "script" and kind != "application/ld+json" and not element.get("src"):
            yield f"script: {element.text}"
        if element.tag in ("iframe", "object", "embed", "base", "meta") and element.get(
            "http-equiv"
        ):
            yield f"{element.tag}: {element.attrib}"
        yield from _attributes(element)
        if element.tag == "form" and element.get("method", "").lower() == "post":
            tokens = [each for each in element.iter("input") if each.get("name") == "csrf_token"]
            if not tokens or len(tokens[0].get("value", "")) != 64:
                yield f"form without a token: {element.attrib}"


def _attributes(element: Element) -> Iterator[str]:
    for name, value in element.attrib.items():
        is_elsewhere = name == "formaction" and not _OWN_VIEW.match(value)
        if name.startswith("on") or name in ("style", "srcdoc") or is_elsewhere:
            yield f"{element.tag} {name}={value[:80]}"
        if name in ("href", "src", "action", "data") and (_ACTIVE.match(value) or value == "x"):
            yield f"{element.tag} {name}={value[:80]}"


def links(html: str, here: str) -> set[str]:
    """Return the addresses of this site that a page leads to."""
    found = html5lib.parse(html, namespaceHTMLElements=False)
    targets = {
        urljoin(here, element.get(name, ""))
        for element in found.iter()
        for name in ("href", "src", "action")
        if isinstance(element.tag, str) and element.get(name)
    }
    here_only = (urlsplit(each) for each in targets if urlsplit(each).netloc in ("", "localhost"))
    return {f"{each.path}?{each.query}" if each.query else each.path for each in here_only}
