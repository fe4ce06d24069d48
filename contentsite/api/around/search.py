"""`@search`: what the catalog finds at a node and below it, of what the one who asks may see."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final, Literal

from pydantic import Field
from typing_extensions import TypedDict

from contentsite.catalog.ask import Hit, asking_of
from contentsite.catalog.query import DEEPEST, MOST, MOST_TAGS, Query
from contentsite.tree.node import Node
from contentsite.web.request import Request

from ..batching import Span, asked_address, batching
from ..endpoint import endpoint
from ..shape import Summary, summary, url

Start = Annotated[int, Field(ge=0, le=DEEPEST)]
Size = Annotated[int, Field(ge=1, le=MOST)]
By = Literal["", "relevance", "effective", "modified", "sortable_title"]
Way = Literal["ascending", "descending", "reverse"]

_SORTS: Final[Mapping[tuple[By, bool], str]] = {
    ("effective", False): "oldest",
    ("effective", True): "newest",
    ("modified", False): "-modified",
    ("modified", True): "modified",
    ("sortable_title", False): "title",
    ("sortable_title", True): "-title",
}
"""What the catalog calls an order; True for the one from the last to the first."""


class Result(Summary):
    """A node that was found; `snippet` is HTML, with `<mark>` around what was looked for."""

    UID: str
    snippet: str
    working_copy: bool


_Results = TypedDict("_Results", {"@id": str, "items": list[Result], "items_total": int})


class Results(_Results, total=False):
    """A batch of what was found."""

    batching: dict[str, str]


@endpoint("search", summary="Search at this node and below it")
def search(
    context: Node,
    request: Request,
    SearchableText: str = "",  # noqa: N803  (the dialect's own name)
    portal_type: tuple[str, ...] = (),
    review_state: tuple[str, ...] = (),
    Subject: Annotated[tuple[str, ...], Field(max_length=MOST_TAGS)] = (),  # noqa: N803
    depth: Annotated[int, Field(ge=1, le=100)] | None = None,
    sort_on: By = "",
    sort_order: Way = "ascending",
    b_start: Start = 0,
    b_size: Size = 25,
) -> Results:
    """Words must all occur; "phrases" and -exclusions are understood. `Subject` names tags, all of which it has.

    With several types or states it has one of them. Working copies are found by those who may edit them.
    At most 10,000 are counted.
    """
    query = Query(
        words=SearchableText,
        types=portal_type,
        states=review_state,
        tags=Subject,
        within="" if context is request.site else context.uid,
        depth=depth,
        sort=_SORTS.get((sort_on, sort_order != "ascending"), "relevance"),
        offset=b_start,
        limit=b_size,
        copies=True,
        exact=True,
    )
    answer = asking_of(request).search(query)
    here = f"{url(request, context)}/@search"
    found: Results = {
        "@id": asked_address(request, here),
        "items": [_result(request, hit) for hit in answer.hits],
        "items_total": answer.total,
    }
    if links := _batching(request, here, query, answer.total):
        found["batching"] = links
    return found


def _result(request: Request, hit: Hit) -> Result:
    return {
        **summary(request, hit.node),
        "UID": hit.node.uid,
        "snippet": hit.snippet,
        "working_copy": hit.is_copy,
    }


def _batching(request: Request, here: str, query: Query, total: int) -> dict[str, str]:
    """Return the addresses of this batch and of those beside it; none where one batch is all."""
    if total <= query.limit and not query.offset:
        return {}
    end = query.offset + query.limit
    span = Span(query.offset, query.limit, total, end if end < total else None)
    return batching(request, here, span)
