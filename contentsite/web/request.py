"""The request: one class with all that a view or template asks for.

Members are computed once, when asked for. A class of its own, since what `add_request_method` adds
makes Pyramid build a class for each request.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from secrets import token_hex
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar
from urllib.parse import quote

from pyramid.httpexceptions import HTTPBadRequest
from pyramid.request import Request as PyramidRequest
from pyramid_tm import explicit_manager

from contentsite.security.cookie import named_by, send_cookie
from contentsite.security.csrf import token_for
from contentsite.security.principal import Who
from contentsite.security.session import new_name
from contentsite.sentence import _
from contentsite.settings import Settings
from contentsite.storage.connection import work_of
from contentsite.tree.node import Node, language_of, lineage
from contentsite.tree.root import Root
from contentsite.workflow.workflow import Workflow, workflows_of

from .catalogue import Catalogue, catalogue_of
from .face import face_of
from .form import KINDS as FORMS
from .form import PARSED, Spooled, controls_of
from .language import direction, for_page
from .past import Past, is_past, split
from .registry import settings_of
from .segment import SAFE, segment
from .who import who_asks

if TYPE_CHECKING:
    # the same for type checkers, who know nothing of Pyramid's
    from functools import cached_property as reify
else:
    from pyramid.decorator import reify

T = TypeVar("T")


def once_a_page(function: Callable[[Request], T]) -> Callable[[Request], T]:
    """Decorator for what several parts of a page ask of the request: found out at the first asking."""

    @wraps(function)
    def known(request: Request) -> T:
        if function not in request.known:
            request.known[function] = function(request)
        found: T = request.known[function]
        return found

    return known


class Drawn(NamedTuple):
    """What a page is about where it is drawn otherwise than it is stored: as it was, or will be."""

    node: Node
    address: str
    """Of the page, with a query: `&field=` and the name of a field of it is where that one's bytes are."""


class Request(PyramidRequest):  # type: ignore[misc]
    """A request to the site."""

    root: Root
    context: Any
    virtual_root_path: tuple[str, ...]
    drawn: Drawn | None = None
    """Set by views that show a page otherwise than it is stored, to those who may see that."""
    past: Past | None = None
    """The site as it was, where the request is about that."""
    looks_back: bool = False
    """Whether something of the past is read for the answer."""

    @reify
    def settings(self) -> Settings:
        """The settings of the site."""
        return settings_of(self.registry)

    @reify
    def locale_name(self) -> str:
        """The language of interface text: for the page's content, and not for the browser, until `speak` is told."""
        context, site = self.__dict__.get("context"), self.settings.site.language
        language = language_of(context, site) if isinstance(context, Node) else site
        return for_page(self.registry, language, site)

    @reify
    def face(self) -> str:
        """Which face of the site is asked: what the names of its views begin with; "" for pages."""
        return face_of(self.environ)

    @reify
    def who(self) -> Who:
        """Who makes the request; no database is asked where it brings no cookie."""
        return who_asks(self)

    @reify
    def work(self) -> Any:
        """The root mapping of the `work` database: what is volatile, such as sessions."""
        return work_of(self)

    @reify
    def workflows(self) -> dict[str, Workflow]:
        """The workflows of the site by name."""
        return workflows_of(self.registry)

    @reify
    def csrf_token(self) -> str:
        """The token that this answer's forms carry; a browser without a cookie gets one with it."""
        name = named_by(self)
        if not name:
            name = new_name()
            send_cookie(self, name)
        # nobody else gets the answer out of a cache
        self.add_response_callback(_keep_nowhere)
        return token_for(self, name)

    @reify
    def tm(self) -> Any:
        """The transaction manager: a new one each request, which begins and ends only when told."""
        return explicit_manager(self)

    @reify
    def now(self) -> datetime:
        """The moment for which this request is answered."""
        return datetime.now(UTC)

    @reify
    def moment(self) -> datetime:
        """The moment of which the page tells: now, or one in the past."""
        return self.past.moment if self.past else self.now

    @reify
    def id(self) -> str:
        """What names this request in the log and on error pages."""
        return token_hex(8)

    @reify
    def known(self) -> dict[Any, Any]:
        """What was found out for this answer, and may be asked for again by another part of its page."""
        self.add_finished_callback(_forget)
        return {}

    @reify
    def canonical_url(self) -> str:
        """The full address of the page, without what the query adds; of the view, where one is named."""
        context, view = self.context, self.__dict__.get("view_name", "")
        if not isinstance(context, Node):
            return str(self.path_url)
        path = self.view_address(context, "@@" + view) if view else self._own_address(context)
        return self.origin + path

    def _own_address(self, node: Node) -> str:
        """Return the one address of a page that two lead to: that of the folder it is the default page of."""
        here, above = node, node.__parent__
        while above and here is not self.home and getattr(above, "default_page", None) == here.uid:
            here, above = above, above.__parent__
        return self.address(here)

    @property
    def direction(self) -> str:
        """In which direction interface text is written: ltr or rtl."""
        return direction(self.locale_name)

    @reify
    def catalogue(self) -> Catalogue:
        """Interface text in the language of the answer."""
        return catalogue_of(self.registry, self.locale_name)

    @reify
    def translate(self) -> Callable[[str], str]:
        """The function that gives interface text in the language of the answer; see `Catalogue.translate`."""
        return self.catalogue.translate

    def speak(self, language: str) -> None:
        """Give interface text in this language from here on."""
        for name in ("catalogue", "translate", "localizer"):
            self.__dict__.pop(name, None)
        self.__dict__["locale_name"] = language

    @reify
    def site(self) -> Root:
        """The root of the tree."""
        return self.root

    @reify
    def home(self) -> Node:
        """The node that is served as the top of the address space."""
        here: Any = self.root
        for name in self.__dict__.get("virtual_root_path", ()):
            here = here[name]
        found: Node = here
        return found

    @reify
    def origin(self) -> str:
        """Scheme, host and port by which this site was asked."""
        return str(self.host_url)

    @reify
    def mount(self) -> str:
        """The mount point of the application, without a slash at its end: what static files are below."""
        return quote(self.script_name.rstrip("/"), safe="/" + SAFE)

    @reify
    def prefix(self) -> str:
        """What the path of each node begins with: the mount point, and the moment in the past that is shown."""
        return self.mount + (self.past.prefix if self.past else "")

    @reify
    def path_inside(self) -> str:
        """The path that was asked for, below the prefix."""
        path: str = self.path_info
        return split(path)[1] if self.past and is_past(path) else path

    @property
    def POST(self) -> Any:  # noqa: N802  (WebOb's own name)
        """The controls of the form that was sent; HTTPBadRequest where it is none, or has too many."""
        if self.content_type not in FORMS or (self.method != "POST" and not self.content_type):
            return super().POST
        known, body = self.environ.get(PARSED, (None, None))
        if known is None or body is not self.body_file_raw:
            try:
                known = controls_of(self)
            except ValueError as error:
                raise HTTPBadRequest(_("this is no form, or it has too many controls")) from error
            self.environ[PARSED] = known, self.body_file_raw
        return known

    def make_tempfile(self) -> Any:
        """Return the file that WebOb copies a long body to: its own kind is on the disk, and closed by nobody."""
        return Spooled()

    @property
    def json_body(self) -> Any:
        """The body as JSON; HTTPBadRequest where it is none."""
        try:
            return super().json_body
        except (ValueError, LookupError) as error:
            raise HTTPBadRequest("the body is no JSON") from error

    def address(self, node: Node) -> str:
        """Return the path of a node on this host; it ends in a slash for the home page only."""
        known, here, below = self._addresses, node, []
        while here.uid not in known:
            below.append(here)
            if here.__parent__ is None:
                # outside of the served part: what stands there has no address of its own
                return self.prefix + "/"
            here = here.__parent__
        path = known[here.uid]
        for each in reversed(below):
            path = f"{path}/{segment(each.__name__)}"
            known[each.uid] = path
        return self.prefix + "/" if node is self.home else path

    @reify
    def _addresses(self) -> dict[str, str]:
        """Paths found so far, by uid; that of the home page without its slash."""
        return {self.home.uid: self.prefix}

    def forget_addresses(self) -> None:
        """Find addresses anew from here on: something was moved."""
        self.__dict__.pop("_addresses", None)

    def address_of(self, names: tuple[str, ...]) -> str:
        """Return the path that leads through these names from the home page."""
        if not names:
            return self.prefix + "/"
        return self.prefix + "".join(["/" + segment(name) for name in names])

    def is_below_home(self, node: Node) -> bool:
        """Tell whether a node has an address in the served part of the tree."""
        return node is self.home or any(here is self.home for here in lineage(node))

    def view_address(self, node: Node, view: str) -> str:
        """Return the path of a view of a node."""
        return self.address(node).rstrip("/") + "/" + view


def _forget(request: Request) -> None:
    """Let go of what was found out: it refers to the request, and such circles wait for the collector with the page."""
    request.known.clear()


def _keep_nowhere(_request: Request, response: Any) -> None:
    response.headers.setdefault("Cache-Control", "no-store")
