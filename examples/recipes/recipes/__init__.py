"""A plug-in with one content type. Switched on by `contentsite.plugins = recipes`."""

from typing import Any


def includeme(config: Any) -> None:
    """Register the content types, and what the plug-in says in other languages."""
    config.scan(__name__)
    config.add_translation_dirs("recipes:locale")
