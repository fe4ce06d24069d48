"""`@block`: a part that pages are made of, declared as a content type is: a class, and a template for it.

It works when the module is scanned: `contentsite.plugins` in the ini file names modules to scan.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar, dataclass_transform, overload

import venusian
from pyramid.config import Configurator

from contentsite.declaration import CATEGORY
from contentsite.schema.blocks import Block, declared_block
from contentsite.schema.errors import DeclarationError
from contentsite.schema.spec import about, title_of
from contentsite.storage.classes import CLASSES

from .template import snake, template_of

T = TypeVar("T", bound=type[Block])

BLOCKS: Final = "contentsite.blocks"
FOLDER: Final = "templates/blocks"
FALLBACK: Final = "contentsite:public/templates/block.jinja2"
"""Shows the fields of a block that has no template, each by its kind."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BlockInfo:
    """What a kind of block says of itself besides its fields."""

    cls: type[Block]
    kind: str
    title: str
    icon: str
    help: str
    """The first sentence of its docstring."""
    template: str
    opens: bool
    """Whether it shows the title of the page, where it stands first."""


@overload
def block(cls: T, /) -> T: ...


@overload
def block(
    *,
    icon: str = "document",
    title: str = "",
    kind: str = "",
    template: str | None = None,
    opens: bool = False,
    formerly: tuple[str, ...] = (),
) -> Callable[[T], T]: ...


@dataclass_transform(kw_only_default=True, frozen_default=True)
def block(
    cls: T | None = None,
    /,
    *,
    icon: str = "document",
    title: str = "",
    kind: str = "",
    template: str | None = None,
    opens: bool = False,
    formerly: tuple[str, ...] = (),
) -> Any:
    """Class decorator: make a subclass of Block a kind of block.

    The title defaults to the class name in words, the kind to it in small letters with underscores,
    the template to `templates/blocks/<name>.jinja2` beside the module; where there is none, its
    fields are shown one after the other. Raises DeclarationError for what no block can be.
    """

    def declare(cls: T, depth: int = 1) -> T:
        _refuse(cls)
        declared_block(cls, kind or snake(cls.__name__))

        def register(scanner: Any, _name: str, _cls: T) -> None:
            config = scanner.config
            info = BlockInfo(
                cls=cls,
                kind=cls.kind,
                title=title or title_of(cls),
                icon=icon,
                help=about(cls),
                template=template_of(config, cls, template, FOLDER, FALLBACK),
                opens=opens,
            )
            # a conflict is told with the place of the class
            config.add_block(info, formerly, _info=attached.codeinfo)

        attached = venusian.attach(cls, register, CATEGORY, depth)
        return cls

    return declare if cls is None else declare(cls, depth=2)


def _refuse(cls: Any) -> None:
    """Raise DeclarationError for what is no block, or cannot be found again."""
    if not (isinstance(cls, type) and issubclass(cls, Block)):
        raise DeclarationError(cls, "", "a block derives from Block or another block")
    if cls.__module__ == "__main__" or "." in cls.__qualname__:
        raise DeclarationError(cls, "", "no later process would find it there; put it in a module")


def add_block(config: Configurator, info: BlockInfo, formerly: tuple[str, ...] = ()) -> None:
    """Directive: register a kind of block; `formerly` says where its class was, as "module:Class"."""

    def register() -> None:
        config.registry.setdefault(BLOCKS, {})[info.kind] = info
        places = [tuple(place.split(":")) for place in formerly]
        config.registry.setdefault(CLASSES, {}).update(dict.fromkeys(places, info.cls))

    introspectable = config.introspectable("blocks", info.kind, info.title, "block")
    introspectable["info"] = info
    # two blocks of one kind conflict here, pointing at both classes
    config.action(("block", info.kind), register, introspectables=(introspectable,))


def blocks_of(registry: Any) -> Mapping[str, BlockInfo]:
    """Return the kinds of blocks of a site, by kind."""
    found: Mapping[str, BlockInfo] = registry.get(BLOCKS, {})
    return found


def includeme(config: Configurator) -> None:
    """Give plug-ins the directive to register blocks."""
    config.add_directive("add_block", add_block)
