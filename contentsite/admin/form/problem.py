"""What is wrong with a value, in plain words: pydantic's messages are for those who program."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from pydantic import ValidationError

from contentsite.declaration import types_of
from contentsite.sentence import Sentence, _, whole
from contentsite.web.request import Request

_DAY: Final = _("Must be a day, such as 2026-11-01.")
_MOMENT: Final = _("Must be a day and a time, such as 2026-11-01 19:30.")
_NUMBER: Final = _("Must be a number.")
_WHOLE: Final = _("Must be a whole number.")
_FILLED: Final = _("Must be filled in.")
_WORDS: Final[Mapping[str, str]] = {
    "missing": _FILLED,
    "int_parsing": _WHOLE,
    "int_type": _WHOLE,
    "int_from_float": _WHOLE,
    "int_parsing_size": _("This number is too large."),
    "float_parsing": _NUMBER,
    "float_type": _NUMBER,
    "finite_number": _NUMBER,
    "decimal_parsing": _NUMBER,
    "decimal_type": _NUMBER,
    "decimal_max_digits": _("Must have at most {max_digits} digits in all."),
    "decimal_max_places": _("Must have at most {decimal_places} digits after the point."),
    "decimal_whole_digits": _("Must have at most {whole_digits} digits before the point."),
    "multiple_of": _("Must be a multiple of {multiple_of}."),
    "greater_than": _("Must be greater than {gt}."),
    "greater_than_equal": _("Must be greater than or equal to {ge}."),
    "less_than": _("Must be less than {lt}."),
    "less_than_equal": _("Must be less than or equal to {le}."),
    "date_parsing": _DAY,
    "date_from_datetime_parsing": _DAY,
    "date_type": _DAY,
    "datetime_type": _MOMENT,
    "datetime_from_date_parsing": _MOMENT,
    "string_type": _FILLED,
    "string_too_short": _("Must have at least {min_length} characters."),
    "string_too_long": _("Must have at most {max_length} characters."),
    "string_pattern_mismatch": _("Must match the pattern {pattern}."),
    "too_short": _("Must have at least {min_length} entries."),
    "too_long": _("Must have at most {max_length} entries."),
    "literal_error": _("Choose one of the list."),
    "unknown_field": _("There is no such field."),
}
_BEGINNINGS: Final = re.compile(
    r"^(Input should (?=be|have)|\w+( input)? should (?=be|have|match))"
)


def words(say: Callable[[str], str], problem: Mapping[str, Any], *, is_text: bool = False) -> str:
    """Return one sentence, translated by `say`, for a problem of pydantic's; `is_text` of a value of characters."""
    kind, values = problem["type"], problem.get("ctx", {})
    if is_text and kind in ("too_short", "too_long"):
        kind = f"string_{kind}"
    if isinstance(values.get("error"), ValueError):
        return say(whole(str(values["error"])))
    if kind in _WORDS:
        return say(_(_WORDS[kind], **values))
    # of a rule, or a rare one, in the words of pydantic
    reason = values.get("reason", problem["msg"])
    is_own = isinstance(reason, Sentence)
    return say(whole(reason if is_own else _BEGINNINGS.sub("Must ", reason)))


def reasons(request: Request, error: ValidationError) -> str:
    """Return what speaks against values of a node, in sentences, each after the label of its field."""
    info = types_of(request.registry).of(error.title)
    fields = info.cls.fields() if info else {}
    said = []
    for each in error.errors(include_url=False, include_input=False):
        name = str(each["loc"][0])
        label = fields[name].label if name in fields else name
        said.append(f"{request.translate(label)}: {words(request.translate, each, is_text=True)}")
    return " ".join(said)
