"""What Pyramid's registry keeps for this product."""

from __future__ import annotations

from typing import Any, Final

from contentsite.settings import Settings

SETTINGS: Final = "contentsite.settings"
SETTINGS_MODELS: Final = "contentsite.settings_models"


def settings_of(registry: Any) -> Settings:
    """Return the checked settings."""
    settings: Settings = registry[SETTINGS]
    return settings


def add_settings_model(config: Any, part: str, model: type[Any]) -> None:
    """Directive: let the ini file have keys `contentsite.<part>.<name>`, checked by a `Part` model.

    A view finds them at `request.settings.plugin[part]`.
    """
    config.registry.setdefault(SETTINGS_MODELS, {})[part] = model
