"""What Pyramid's registry keeps for this product."""

from __future__ import annotations

from typing import Any, Final

from contentsite.settings import SETTINGS as SETTINGS
from contentsite.settings import settings_of as settings_of

SETTINGS_MODELS: Final = "contentsite.settings_models"


def add_settings_model(config: Any, part: str, model: type[Any]) -> None:
    """Directive: let the ini file have keys `contentsite.<part>.<name>`, checked by a `Part` model.

    A view finds them at `request.settings.plugin[part]`.
    """
    config.registry.setdefault(SETTINGS_MODELS, {})[part] = model
