"""The blocks of a page: each drawn by its template, the pages of a query found."""

from __future__ import annotations

from typing import Final

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from contentsite.blocks import blocks_of
from contentsite.catalog.ask import asking_of
from contentsite.catalog.query import Query, Sort
from contentsite.page.asking import asking
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.web.request import Request
from contentsite.web.visible import seen

from .card import Card, cards_of
from .listing import latest, listing

_SORTS: Final[dict[str, Sort]] = {"newest": "newest", "title": "title", "as_they_stand": "title"}
_DEEPEST: Final = 1_000


@pass_context
def blocks(call: Context, node: Node, name: str = "blocks", *, opened: bool = False) -> Markup:
    """Return the blocks in a field of a node as HTML; with `opened` the first one shows the title of the page."""
    return draw(asking(), call.environment, node, name, opened=opened)


def draw(
    request: Request, env: Environment, node: Node, name: str, *, opened: bool = False
) -> Markup:
    """Return the blocks in a field of a node as HTML, without those whose plug-in is not installed."""
    known = blocks_of(request.registry)
    drawn = []
    for number, block in enumerate(getattr(node, name)):
        info = known.get(getattr(block, "kind", ""))
        if info is not None:
            drawn.append(
                env.get_template(info.template).render(
                    block=block,
                    info=info,
                    context=node,
                    request=request,
                    level=1 if opened and number == 0 else 2,
                    place=f"{name}-{number}",
                )
            )
    # drawn by templates, which have escaped what is in them
    return Markup("\n".join(drawn))  # noqa: S704


def opens(node: Node, name: str = "blocks") -> bool:
    """Tell whether the first block in a field of a node shows the title of the page."""
    held = getattr(node, name)
    info = blocks_of(asking().registry).get(getattr(held[0], "kind", "")) if held else None
    return info is not None and info.opens


def matching(
    request: Request, folder: str | None, of_type: str, tag: str, order: str, most: int
) -> tuple[Card, ...]:
    """Return the pages of a folder, given by its uid, those of a type or with a tag, that visitors see.

    Without a type and a tag those that stand in the folder itself, else those below it as well, or
    below the home page. In the past only a folder's own are found.
    """
    place = seen(request, folder) if folder else None
    if folder and place is None:
        return ()
    if isinstance(place, Container) and not of_type and not tag and order != "title":
        if order == "newest":
            return latest(request, place, most)
        return listing(request, place, most).rows
    if request.past is not None or not (folder or of_type or tag):
        return ()
    question = Query(
        types=(of_type,) if of_type else (),
        tags=(tag,) if tag else (),
        states=("published",),
        within=(place or request.home).uid,
        depth=_DEEPEST if of_type or tag else 1,
        sort=_SORTS[order],
        limit=most,
        listed_only=True,
    )
    here = asking_of(request)
    return cards_of(request, (hit.node.uid for hit in here.search(question).hits))
