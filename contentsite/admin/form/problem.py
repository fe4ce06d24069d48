"""What is wrong with a value, in plain words: pydantic's messages are for those who program."""

from __future__ import annotations

import re
from typing import Final

_WORDS: Final = {
    "missing": "Must be filled in.",
    "int_parsing": "Must be a whole number.",
    "int_type": "Must be a whole number.",
    "int_from_float": "Must be a whole number.",
    "int_parsing_size": "This number is too large.",
    "float_parsing": "Must be a number.",
    "float_type": "Must be a number.",
    "finite_number": "Must be a number.",
    "decimal_parsing": "Must be a number.",
    "decimal_type": "Must be a number.",
    "date_parsing": "Must be a day, such as 2026-11-01.",
    "date_from_datetime_parsing": "Must be a day, such as 2026-11-01.",
    "date_type": "Must be a day, such as 2026-11-01.",
    "datetime_type": "Must be a day and a time, such as 2026-11-01 19:30.",
    "datetime_from_date_parsing": "Must be a day and a time, such as 2026-11-01 19:30.",
    "string_type": "Must be filled in.",
    "literal_error": "Choose one of the list.",
    "unknown_field": "There is no such field.",
}
_BEGINNINGS: Final = re.compile(
    r"^(Value error, |Input should (?=be|have)|\w+( input)? should (?=be|have|match))"
)
_COUNTED: Final = re.compile(r"\bitems?( after validation)?, not \d+$")


def words(kind: str, message: str, *, is_text: bool = False) -> str:
    """Return one sentence for a problem of pydantic's, by its type and message; `is_text` of a value of characters."""
    found = _WORDS.get(kind)
    if found:
        return found
    text = _BEGINNINGS.sub(lambda each: "" if "error" in each[0] else "Must ", message).strip()
    text = _COUNTED.sub("characters" if is_text else "entries", text)
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '!', '?')) else '.'}"
