"""Contrasts are those of WCAG, and enough in every hue."""

from __future__ import annotations

import pytest

from contentsite.admin.settings.contrast import PAIRS, contrasts, luminance, ratio, tokens

WHITE, BLACK = (1.0, 0.0, 0.0), (0.0, 0.0, 0.0)


def test_every_hue_that_can_be_chosen_can_be_read() -> None:
    poor = [(hue, each) for hue in range(360) for each in contrasts(hue) if not each.is_enough]
    assert poor == []


def test_black_on_white_is_as_wcag_says() -> None:
    assert ratio(BLACK, WHITE, 0) == pytest.approx(21, abs=0.01)
    assert ratio(WHITE, WHITE, 0) == 1
    # oklch(62.796% 0.25768 29.234) is #ff0000, whose luminance is 0.2126
    assert luminance((0.62796, 0.25768, 29.234), 0) == pytest.approx(0.2126, abs=0.001)


def test_a_colour_without_a_hue_has_that_of_the_site() -> None:
    assert luminance((0.6, 0.1, None), 200) == luminance((0.6, 0.1, 200.0), 0)
    assert luminance((0.6, 0.1, None), 200) != luminance((0.6, 0.1, None), 20)


def test_the_colours_are_those_of_the_style_sheet() -> None:
    found = tokens()
    assert {name for _title, front, back, _least in PAIRS for name in (front, back)} <= found.keys()
    assert found["surface"][0] == (1.0, 0.0, 0.0)
    assert found["accent"] == ((0.46, 0.115, None), (0.79, 0.1, None))
    assert found["on-deep"][0] == found["on-deep"][1]
