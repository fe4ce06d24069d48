"""`/@@search`: what the words lead to, with the ways to narrow it down, as links. At a folder, what is in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Annotated, Any, Final, Literal, NamedTuple
from urllib.parse import urlencode

from markupsafe import Markup
from pydantic import Field
from pyramid.config import Configurator

from contentsite.catalog.ask import Answer, Hit, asking_of
from contentsite.catalog.query import DEEPEST, MOST_TAGS, Query
from contentsite.declaration import types_of
from contentsite.sentence import _
from contentsite.tree.node import Node, lineage
from contentsite.web.request import Request

BATCH: Final = 20
TEMPLATE: Final = "contentsite:public/templates/search.jinja2"
Sort = Literal["relevance", "newest"]


class Result(NamedTuple):
    """A page that was found; title and text are HTML."""

    url: str
    title: Markup
    text: Markup
    type_title: str
    icon: str
    date: date | datetime | None
    above: tuple[str, ...]
    """The titles of what it is in, from below the home page."""


class Way(NamedTuple):
    """A link that narrows the question down, or takes back that it is."""

    title: str
    url: str
    number: int | None
    is_taken: bool


def search(
    context: Node,
    request: Request,
    q: str = "",
    types: tuple[str, ...] = (),
    tags: Annotated[tuple[str, ...], Field(max_length=MOST_TAGS)] = (),
    sort: Sort = "relevance",
    page: Annotated[int, Field(ge=1, le=DEEPEST // BATCH)] = 1,
) -> Mapping[str, Any]:
    """Return what was found, and the links to narrow it down."""
    asked = _Asked(context, request, q.strip(), types, tags, sort)
    if not asked.is_question:
        return {"q": "", "answer": None, "asked": asked}
    here = asking_of(request)
    answer = here.search(asked.query(page))
    return {
        "q": asked.q,
        "answer": answer,
        "asked": asked,
        "results": [_result(request, hit) for hit in answer.hits],
        "first": (page - 1) * BATCH + 1,
        "most": DEEPEST,
        "types": asked.by_type(answer),
        "tags": asked.by_tag(answer),
        "sorts": asked.sorts(),
        "previous_url": asked.url(page=page - 1) if page > 1 else None,
        "next_url": asked.url(page=page + 1) if answer.total > page * BATCH else None,
    }


class _Asked:
    """The question of a visitor, and the addresses of questions that differ from it in one thing."""

    def __init__(
        self,
        context: Node,
        request: Request,
        q: str,
        types: tuple[str, ...],
        tags: tuple[str, ...],
        sort: Sort,
    ) -> None:
        self.q, self._types, self._tags, self._sort = q, types, tags, sort
        self._context, self._request = context, request
        self.is_question = bool(q or types or tags)
        self.is_narrowed = bool(types or tags)
        self.place = None if context is request.home else context.title
        self.action = request.view_address(context, "@@search")
        self.everywhere_url = _address(request, request.home, [("q", q)])
        self.without_ways_url = _address(request, context, [("q", q)])

    def query(self, page: int) -> Query:
        """Return the question as the catalog takes it."""
        return Query(
            words=self.q,
            types=self._types,
            tags=self._tags,
            # what does not stand below the home page has no address here
            within="" if self._context is self._request.site else self._context.uid,
            sort=self._sort,
            offset=(page - 1) * BATCH,
            limit=BATCH,
            facets=("type", "tags"),
            listed_only=True,
        )

    def url(self, **other: Any) -> str:
        """Return the address of the question with other values."""
        values = {"types": self._types, "tags": self._tags, "sort": self._sort, "page": 1} | other
        pairs = [("q", self.q), *(("types", each) for each in values["types"])]
        pairs += [("tags", each) for each in values["tags"]]
        if values["sort"] != "relevance":
            pairs.append(("sort", values["sort"]))
        if values["page"] != 1:
            pairs.append(("page", values["page"]))
        return _address(self._request, self._context, pairs)

    def by_type(self, answer: Answer) -> list[Way]:
        """Return the ways by type."""
        known, say = types_of(self._request.registry), self._request.translate
        counted = dict(answer.facets.get("type", ()))
        names = dict.fromkeys((*self._types, *counted))
        return [
            Way(
                say(info.title),
                self.url(types=_toggled(self._types, name)),
                counted.get(name),
                taken,
            )
            for name in names
            if (info := known.of(name)) is not None
            for taken in (name in self._types,)
        ]

    def by_tag(self, answer: Answer) -> list[Way]:
        """Return the ways by tag."""
        counted = dict(answer.facets.get("tags", ()))
        return [
            Way(tag, self.url(tags=_toggled(self._tags, tag)), counted.get(tag), tag in self._tags)
            for tag in dict.fromkeys((*self._tags, *counted))
        ]

    def sorts(self) -> list[Way]:
        """Return the ways to sort."""
        titles: Mapping[Sort, str] = {"relevance": _("Best match"), "newest": _("Newest first")}
        return [
            Way(self._request.translate(title), self.url(sort=name), None, name == self._sort)
            for name, title in titles.items()
        ]


def _toggled(values: tuple[str, ...], value: str) -> tuple[str, ...]:
    return tuple(each for each in values if each != value) if value in values else (*values, value)


def _address(request: Request, context: Node, pairs: list[tuple[str, Any]]) -> str:
    return request.view_address(context, "@@search") + "?" + urlencode(pairs)


def _result(request: Request, hit: Hit) -> Result:
    info = types_of(request.registry).of(type(hit.node).__name__)
    dated = getattr(hit.node, "date", None) or getattr(hit.node, "starts", None)
    return Result(
        url=request.address(hit.node),
        # escaped by the snippet, which adds <mark>
        title=Markup(hit.title),  # noqa: S704
        text=Markup(hit.snippet),  # noqa: S704
        type_title=info.title if info else "",
        icon=info.icon if info else "document",
        date=dated,
        above=tuple(_above(request, hit.node))[::-1],
    )


def _above(request: Request, node: Node) -> Iterator[str]:
    for here in lineage(node):
        if here is request.home:
            return
        if here is not node:
            yield here.title


def includeme(config: Configurator) -> None:
    """Register the search."""
    config.add_view(
        search,
        context=Node,
        name="search",
        permission="view",
        request_method=("GET", "HEAD"),
        renderer=TEMPLATE,
    )
