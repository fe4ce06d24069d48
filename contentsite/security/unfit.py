"""What is said to somebody whom the rules keep from doing what he asked for."""

from __future__ import annotations


class Unfit(ValueError):  # noqa: N818
    """What was asked for cannot be done; the message says why, to people."""
