"""From the path of a request to a node and the name of a view.

Pyramid's own traverser obeys an X-Vhm-Root header from anyone and takes any further segment for a
view or a subpath. Here names lead through containers only; a view is `@@name`, or `@name` for an
endpoint; what follows a view must be wanted by it; the virtual root comes from the settings. Below
`@@at/MOMENT` names lead through the tree as it was then.
"""

from __future__ import annotations

from typing import Any, Final

from pyramid.httpexceptions import (
    HTTPMovedPermanently,
    HTTPNotFound,
    HTTPPermanentRedirect,
    HTTPRedirection,
)
from pyramid.interfaces import ITraverser
from zope.interface import implementer

from contentsite.tree.container import Container
from contentsite.tree.node import Located

from .face import API, MARKDOWN
from .past import enter, is_past, split
from .registry import settings_of
from .transaction import SAFE_METHODS

_HOMES: Final = ("/", f"/{API}/")
"""The addresses of the home page, which end in a slash."""
ROOT_FILES: Final = "contentsite.root_files"
SUBPATH_VIEWS: Final = "contentsite.subpath_views"


def add_root_file(config: Any, name: str) -> None:
    """Directive: let the view of this name answer at `/name`, before any node of this name.

    The view is registered for `Node`: what is served as the top may be any part of the tree.
    """
    config.registry.setdefault(ROOT_FILES, set()).add(name)


def add_subpath_view(config: Any, name: str) -> None:
    """Directive: let segments follow the view `@@name`; the view finds them in `request.subpath`."""
    config.registry.setdefault(SUBPATH_VIEWS, set()).add(name)


def without_database(request: Any) -> None:
    """Root factory of routes that need no database: no connection is opened for them."""


@implementer(ITraverser)
class Traverser:
    """Finds the node that a path names, below the root it was made for."""

    def __init__(self, root: Any) -> None:
        self.root = root

    def __call__(self, request: Any) -> dict[str, Any]:
        """Return what Pyramid wants to know of a traversal.

        Raises HTTPNotFound where nothing stands; `request.context` is then the last node found.
        """
        if request.matched_route is not None:
            return _untraversed(self.root, request.matchdict.get("subpath", ()))
        virtual = _names(settings_of(request.registry).site.virtual_root)
        start = _descend(self.root, virtual)
        # an error raised here leaves Pyramid without the result: error pages need these two
        request.root, request.context, request.virtual_root_path = self.root, start, virtual
        if is_past(request.path_info):
            enter(request, split(request.path_info)[0])
            start = request.home
        segments = _segments(request)
        # a file of the site itself answers whatever a node at the top is called
        own = len(segments) == 1 and segments[0] in request.registry.get(ROOT_FILES, ())
        node, rest = (start, segments) if own else find_below(start, segments)
        request.context = node
        view, subpath = _view(request, rest, at_top=len(rest) == len(segments))
        return {
            "context": node,
            "view_name": view,
            "subpath": subpath,
            "traversed": segments[: len(segments) - len(rest)],
            "virtual_root": start,
            "virtual_root_path": request.virtual_root_path,
            "root": request.root,
        }


def _untraversed(root: Any, subpath: tuple[str, ...]) -> dict[str, Any]:
    """Return the result for a request that a route answers: no names are followed."""
    return {
        "context": root,
        "view_name": "",
        "subpath": subpath,
        "traversed": (),
        "virtual_root": root,
        "virtual_root_path": (),
        "root": root,
    }


def _names(path: str) -> tuple[str, ...]:
    return tuple(filter(None, path.split("/")))


def _descend(root: Any, names: tuple[str, ...]) -> Any:
    here, rest = find_below(root, names)
    if rest:
        raise HTTPNotFound(f"the virtual root /{'/'.join(names)} does not exist")
    return here


def _segments(request: Any) -> tuple[str, ...]:
    """Split the path; an empty segment redirects to the clean address, a dot segment names nothing."""
    path: str = request.path_inside
    if request.past is not None and not path:
        raise _clean(request, ())
    segments = path.split("/")[1:]
    if "." in segments or ".." in segments:
        raise HTTPNotFound("dot segments name nothing")
    names = tuple(filter(None, segments))
    if len(names) < len(segments) and path not in _HOMES:
        raise _clean(request, names)
    return names[1:] if names[:1] == (API,) else names


def _clean(request: Any, segments: tuple[str, ...]) -> HTTPRedirection:
    """Answer /a//b and /a/ by a redirect to /a/b and /a: each page has one address.

    What is sent with a write goes there, too: after 301 programs send it by GET, or leave it behind
    (RFC 9110, 15.4.2).
    """
    query = f"?{request.query_string}" if request.query_string else ""
    kind = HTTPMovedPermanently if request.method in SAFE_METHODS else HTTPPermanentRedirect
    return kind(location=request.address_of(segments) + query)


def find_below(start: Any, segments: tuple[str, ...]) -> tuple[Any, tuple[str, ...]]:
    """Follow names through containers as far as they lead; return the node and the rest."""
    here = start
    for position, name in enumerate(segments):
        child = here.get(name) if isinstance(here, Container) else None
        # nothing stands where a class is not installed, nor where a node does not know its place: one
        # that was moved while its class was away, whose rights would be judged by where it was
        if not isinstance(child, Located) or child.__parent__ is not here:
            return here, segments[position:]
        here = child
    return here, ()


def _view(request: Any, rest: tuple[str, ...], *, at_top: bool) -> tuple[str, tuple[str, ...]]:
    if not rest:
        return request.face, ()
    first, subpath = rest[0], rest[1:]
    name = first[2:] if first.startswith("@@") else first
    if name.startswith((API, MARKDOWN)):
        # the views of other faces are not among the pages
        raise HTTPNotFound("no such page")
    if request.face == API and name is first and first[1:]:
        # an endpoint, which is another view than the page of this name
        name = API + first[1:]
    files, wanting = request.registry.get(ROOT_FILES, ()), request.registry.get(SUBPATH_VIEWS, ())
    if first in files:
        if at_top and not subpath:
            return first, ()
    elif first.startswith("@") and name and name not in files and (not subpath or name in wanting):
        return name, subpath
    raise HTTPNotFound("no such page")
