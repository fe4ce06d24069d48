"""Which widget a kind of field has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from contentsite.files.store import store_file, store_image
from contentsite.schema.spec import FieldSpec

from .choice import Check, Select, YesNo
from .content_type import ContentType
from .language import Language
from .moment import MomentInput
from .number import Number
from .plain import Line, Lines
from .prose import Markdown, RichText
from .reference import Href, Reference, References
from .several import Tags, unknown
from .upload import Upload
from .widget import BlockList, Typed, Widget, allows_none
from .zone import TimeZone

WIDGETS: Final[Mapping[str, Widget]] = {
    "text": Line(),
    "long_text": Lines(3),
    "markdown": Markdown(),
    "rich_text": RichText(),
    "bool": Check(),
    "int": Number(whole=True),
    "float": Number(),
    "decimal": Number(),
    "date": Typed(kind="date"),
    "datetime": MomentInput(),
    "choice": Select(),
    "tags": Tags(),
    "href": Href(),
    "email": Typed("email", "email"),
    "time_zone": TimeZone(),
    "language": Language(),
    "mail": Typed("email", "email"),
    "reference": Reference(),
    "references": References(),
    "type_name": ContentType(),
    "blocks": BlockList(),
    "attachment": Upload(store_file),
    "picture": Upload(store_image, "image/*"),
}
_MAYBE: Final = YesNo()


def widget_of(spec: FieldSpec) -> Widget:
    """Return the widget of a field; a kind that only a plug-in knows is edited as plain text."""
    if spec.kind == "bool" and allows_none(spec):
        return _MAYBE
    return WIDGETS.get(spec.kind) or unknown(spec)
