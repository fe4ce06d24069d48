"""`contentsite settings`: the table of all keys of the ini file."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from contentsite.settings import PREFIX, Settings, is_part

HELP = "print all keys of the ini file with their meaning, as Markdown"


def arguments(parser: ArgumentParser) -> None:
    """Declare no arguments."""


def run(options: Namespace) -> None:
    """Print the table."""
    print(documentation(), end="")


def documentation(models: Mapping[str, type[BaseModel]] = {}) -> str:
    """Return the table of all keys as Markdown: `docs/settings.md` is this text."""
    lines = [
        "# Settings",
        "",
        "Generated from `contentsite/settings.py`; a test keeps it true.",
        "",
    ]
    lines += ["All keys stand in the section `[app:main]` of the ini file.", ""]
    parts: dict[str, Any] = {"": Settings}
    parts |= {
        name: field.annotation
        for name, field in Settings.model_fields.items()
        if is_part(field.annotation)
    }
    for part, model in {**parts, **models}.items():
        lines += [
            f"## {model.__doc__ or part}" if part else "## The whole",
            "",
            "| key | default | meaning |",
            "|---|---|---|",
        ]
        for name, field in model.model_fields.items():
            if not is_part(field.annotation) and name != "plugin":
                key = PREFIX + (f"{part}." if part else "") + name
                lines.append(f"| `{key}` | {_default(field)} | {field.description} |")
        lines.append("")
    return "\n".join(lines)


def _default(field: Any) -> str:
    if field.is_required():
        return "**required**"
    value = " ".join(field.default) if isinstance(field.default, tuple) else field.default
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"`{text}`" if text else "(empty)"
