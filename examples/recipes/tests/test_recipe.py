"""A recipe is shown to visitors once it is published."""

import pytest
from pydantic import ValidationError
from recipes.types import Recipe

from contentsite.testing import site_app


def test_a_page_shows_the_recipe():
    with site_app("recipes") as (site, browser):
        recipe = Recipe(title="Leek soup", total=40, working=15, ingredients="3 leeks\n1 potato")
        site.add("leek-soup", recipe).publish()
        browser.commit()
        page = browser.get("/leek-soup")
        assert "Leek soup" in page.text
        assert "<li>3 leeks</li>" in page.text
        assert "40 minutes, 15 of them work" in page.text


def test_a_recipe_cannot_take_more_work_than_time():
    with pytest.raises(ValidationError, match="must not be less"):
        Recipe(title="Leek soup", total=10, working=15)


def test_it_speaks_german():
    with site_app("recipes") as (site, browser):
        recipe = Recipe(title="Lauchsuppe", total=40, working=15, ingredients="3 Stangen Lauch")
        site.add("lauchsuppe", recipe).publish()
        recipe.language = "de"
        browser.commit()
        page = browser.get("/lauchsuppe")
        assert "Zutaten" in page.text
        assert "40 Minuten, davon 15 Arbeit" in page.text
        assert "Zum Inhalt springen" in page.text
