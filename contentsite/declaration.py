"""`@content`: one declaration of a type for every face; `@page_view`: a page for a type.

Both work when the module is scanned: `contentsite.plugins` in the ini file names modules to scan.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, TypeVar, dataclass_transform, overload

import venusian
from pyramid.config import Configurator
from pyramid.exceptions import ConfigurationError

from contentsite.schema.errors import DeclarationError
from contentsite.schema.spec import about, title_of
from contentsite.schema.typed import typed
from contentsite.storage.classes import CLASSES
from contentsite.tree.node import Node
from contentsite.workflow.workflow import workflows_of

from .template import template_of
from .web.instead import default_view, with_default_page

T = TypeVar("T", bound=type[Node])
View = TypeVar("View", bound=Callable[..., Any])

CATEGORY: Final = "pyramid"
"""That of Pyramid's own decorators, so that a plain `config.scan` finds types, too."""
_PLACE: Final = re.compile(r"[\w.]+:\w+")
_LAST: Final = 1
"""When all else is registered, also what a plug-in registers after its types."""
TYPES: Final = "contentsite.types"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TypeInfo:
    """What a content type says of itself besides its fields."""

    cls: type[Node]
    name: str
    title: str
    icon: str
    addable_in: tuple[str, ...] | None
    """Names of the types that may hold it; None for any."""
    default_view: str
    workflow: str
    weight: float
    """How much a hit in this type counts in search, 1 being ordinary."""
    formerly: tuple[str, ...]
    """Where the class was before, as "module:Class": stored objects are found under these, too."""
    template: str | None
    navigable: bool
    """Whether its nodes stand in navigation, beside pages; files and pictures do not."""
    has_image: bool
    """Whether it holds a picture itself, in a field of the name `image`."""
    schema_org: str
    """What a page of it is for search engines: a type of schema.org."""

    @property
    def about(self) -> str:
        """What it is, in a sentence."""
        return about(self.cls)


class Registry(dict[str, TypeInfo]):
    """The content types of a site by name; a former class name finds its type, too."""

    def by_label(self, label: str) -> TypeInfo | None:
        """Return the type that people name: by its name or title, without regard to case and spaces."""
        wanted = _folded(label)
        return next(
            (info for info in self.values() if wanted in (_folded(info.name), _folded(info.title))),
            None,
        )

    def of(self, name: str) -> TypeInfo | None:
        """Return the type that a row names."""
        return self.get(name) or next(
            (info for info in self.values() if name in _former_names(info)), None
        )


@overload
def content(cls: T, /) -> T: ...


@overload
def content(
    *,
    icon: str = "document",
    title: str = "",
    addable_in: tuple[str, ...] | None = None,
    default_view: str = "",
    workflow: str = "simple",
    weight: float = 1.0,
    formerly: tuple[str, ...] = (),
    template: str | None = None,
    navigable: bool = True,
    schema_org: str = "WebPage",
) -> Callable[[T], T]: ...


@dataclass_transform(kw_only_default=True, eq_default=False)
def content(
    cls: T | None = None,
    /,
    *,
    icon: str = "document",
    title: str = "",
    addable_in: tuple[str, ...] | None = None,
    default_view: str = "",
    workflow: str = "simple",
    weight: float = 1.0,
    formerly: tuple[str, ...] = (),
    template: str | None = None,
    navigable: bool = True,
    schema_org: str = "WebPage",
) -> Any:
    """Class decorator: make a subclass of Node a content type.

    The title defaults to the class name in words. The template defaults to `templates/<name>.jinja2`
    beside the module, the name in small letters with underscores; where there is none, to that of
    the class it derives from. `template` may name another asset or be the source of one.
    Raises DeclarationError for what is no content type.
    """

    def declare(cls: T, depth: int = 1) -> T:
        _refuse(cls, addable_in=addable_in, formerly=formerly)
        typed(cls)
        cls.__workflow__ = workflow
        info = TypeInfo(
            cls=cls,
            name=cls.__name__,
            title=title or title_of(cls),
            icon=icon,
            addable_in=addable_in,
            default_view=default_view,
            workflow=workflow,
            weight=weight,
            formerly=formerly,
            template=template,
            navigable=navigable,
            has_image="image" in cls.fields(),
            schema_org=schema_org,
        )

        def register(scanner: Any, _name: str, _cls: T) -> None:
            # a conflict is told with the place of the class
            scanner.config.add_content_type(info, _info=attached.codeinfo)

        attached = venusian.attach(cls, register, CATEGORY, depth)
        return cls

    return declare if cls is None else declare(cls, depth=2)


def _refuse(cls: Any, **places: Any) -> None:
    """Raise DeclarationError for what cannot be a content type, or cannot be found again."""
    if not (isinstance(cls, type) and issubclass(cls, Node)):
        raise DeclarationError(
            cls, "", "a content type derives from Node, Document, Folder or another type"
        )
    if cls.__module__ == "__main__" or "." in cls.__qualname__:
        where = "__main__" if cls.__module__ == "__main__" else "another class or a function"
        raise DeclarationError(
            cls, "", f"is in {where}, where no later process would find it; put it in a module"
        )
    for option, given in places.items():
        if given is not None and not isinstance(given, tuple):
            raise DeclarationError(cls, "", f"{option} takes a tuple, such as ({given!r},)")
    for place in places["formerly"]:
        if not _PLACE.fullmatch(place):
            raise DeclarationError(
                cls, "", f'formerly: {place!r} is no place of a class; write "old.module:Class"'
            )


def page_view(
    context: type,
    *,
    name: str = "",
    renderer: str | None = None,
    permission: str = "view",
    **options: Any,
) -> Callable[[View], View]:
    """Decorate a function as an HTML page of a type, reached at `@@name`, or without a name at the node itself.

    The view returns a dict for its template or a response; parameters beyond (context, request) are
    filled from the query. Without a renderer the type's own template is used. Any further
    options are those of Pyramid's `add_view`.
    """

    def decorate(view: View) -> View:
        def register(scanner: Any, _name: str, wrapped: Any) -> None:
            scanner.config.add_page_view(
                wrapped,
                context=context,
                name=name,
                renderer=renderer,
                permission=permission,
                _info=attached.codeinfo,
                **options,
            )

        attached = venusian.attach(view, register, CATEGORY)
        return view

    return decorate


def add_content_type(config: Configurator, info: TypeInfo) -> None:
    """Directive: register a content type and its page."""

    def register() -> None:
        config.registry.setdefault(TYPES, Registry())[info.name] = info
        config.registry.setdefault(CLASSES, {}).update(dict.fromkeys(_places(info), info.cls))

    introspectable = config.introspectable("content types", info.name, info.title, "content type")
    introspectable["info"] = info
    # two types of one name conflict here, pointing at both classes
    config.action(("content type", info.name), register, introspectables=(introspectable,))
    config.action(None, lambda: _check_workflow(config, info), order=_LAST)
    config.add_page_view(
        _page_of(info), context=info.cls, renderer=template_of(config, info.cls, info.template)
    )


def _check_workflow(config: Configurator, info: TypeInfo) -> None:
    known = workflows_of(config.registry)
    if known and info.workflow not in known:
        raise ConfigurationError(
            f"{info.cls.__module__}.{info.name}: there is no workflow {info.workflow!r}; it is one of: "
            + ", ".join(sorted(known))
        )


def add_page_view(
    config: Configurator, view: Any, *, context: type, renderer: str | None, **options: Any
) -> None:
    """Directive: what `page_view` does, as a call."""
    options.setdefault("permission", "view")
    options.setdefault("request_method", ("GET", "HEAD"))
    # a page can be looked at as it was, unless its view says otherwise
    options.setdefault("in_past", True)
    config.add_view(
        view, context=context, renderer=renderer or template_of(config, context, None), **options
    )


def _page_of(info: TypeInfo) -> Callable[..., Any]:
    """Return the view at the address of a type's nodes."""
    if info.default_view:
        return default_view(info.default_view)
    return with_default_page(show) if "default_page" in info.cls.fields() else show


def show(context: Node, request: Any) -> Mapping[str, Any]:
    """The page of a node: all that its template needs is in `context`."""
    return _NOTHING


_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


def types_of(registry: Any) -> Registry:
    """Return the content types of a site."""
    found: Registry = registry.get(TYPES, Registry())
    return found


def _folded(label: str) -> str:
    return label.replace(" ", "").replace("_", "").replace("-", "").casefold()


def _places(info: TypeInfo) -> Iterator[tuple[str, str]]:
    """Yield module and name of a type's class, and those that it had before."""
    yield info.cls.__module__, info.cls.__name__
    for place in info.formerly:
        module, _, name = place.partition(":")
        yield module, name


def _former_names(info: TypeInfo) -> tuple[str, ...]:
    return tuple(place.partition(":")[2] for place in info.formerly)


def includeme(config: Configurator) -> None:
    """Give plug-ins the directives to register types and pages."""
    config.add_directive("add_content_type", add_content_type)
    config.add_directive("add_page_view", add_page_view)
