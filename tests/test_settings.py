"""Settings: all that is wrong is told at once, before anything is opened."""

from __future__ import annotations

from typing import Annotated

import pytest
from pydantic import Field, ValidationError

from contentsite.cli.settings import documentation
from contentsite.ini import load_settings, plugin_names
from contentsite.settings import Part, SettingsError

SECRET = {"contentsite.security.secret": "s" * 32}


class Shop(Part):
    """What the shop sells for."""

    currency: str = "EUR"
    """Three letters."""
    tax: Annotated[int, Field(ge=0)]
    """Per cent."""


def load(models=None, **keys):
    ini = {f"contentsite.{key.replace('__', '.')}": value for key, value in keys.items()}
    return load_settings({**SECRET, **ini}, models or {})


def problems(models=None, **keys):
    with pytest.raises(SettingsError) as caught:
        load(models, **keys)
    first, *lines = str(caught.value).splitlines()
    assert first == "The settings cannot be used:"
    return [line.removeprefix("- ").removeprefix("contentsite.") for line in lines]


def test_values_and_defaults():
    settings = load(site__title="T", web__hosts="a b\n c", site__sample="true", plugins="x y.z")
    assert (settings.site.title, settings.site.sample, settings.public.batch) == ("T", True, 24)
    assert settings.web.hosts == ("a", "b", "c")
    assert settings.plugins == ("x", "y.z")
    assert settings.plugin == {}
    with pytest.raises(ValidationError):
        settings.site.title = "other"
    assert "s" * 32 not in repr(settings)


def test_all_that_is_wrong_is_told_in_one_message():
    found = problems(
        web__max_body="much", web__nothing="1", public__batch="0", log__format="xml", nowhere__a="1",
        nowhere__b="2", secret="x", site__virtual_root="a",
    )  # fmt: skip
    assert [line.partition(":")[0] for line in found] == [
        "site.virtual_root", "web.max_body", "web.nothing", "log.format", "public.batch",
        "secret", "nowhere.a", "nowhere.b",
    ]  # fmt: skip
    assert "nowhere.a: there is no such setting" in found


def test_a_secret_is_demanded():
    with pytest.raises(
        SettingsError, match=r"contentsite.security.secret: is missing; make one with: python -c"
    ):
        load_settings({}, {})
    with pytest.raises(SettingsError, match="at least 32 characters"):
        load_settings({"contentsite.security.secret": "short"}, {})


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"web__host": "x"}, "web.host: there is no such setting; contentsite.web.hosts was meant?"),
        ({"wep__hosts": "x"}, "wep.hosts: there is no such setting; contentsite.web.hosts was meant?"),
        ({"plugin": "x"}, "plugin: there is no such setting; a plug-in's part has its own name"),
        ({"plugin__x": "1"}, "plugin: there is no such setting; a plug-in's part has its own name"),
        ({"web": "x"}, "web: is a part of the settings; write contentsite.web.<name> = ..."),
        ({"web__hosts__x": "1"}, "web.hosts.x: there is no such setting; contentsite.web.hosts was meant?"),
        ({"plugins": "a", "plugins__x": "1"}, "plugins.x: contentsite.plugins is one value and has no parts"),
        ({"plugins__x": "1", "plugins": "a"}, "plugins.x: contentsite.plugins is one value and has no parts"),
    ],
)  # fmt: skip
def test_keys_that_are_none(keys, expected):
    assert problems(**keys) == [expected]


def test_a_plug_in_has_a_part_of_its_own():
    settings = load({"shop": Shop}, shop__tax="19")
    assert (settings.plugin["shop"].tax, settings.plugin["shop"].currency) == (19, "EUR")
    assert problems(
        {"shop": Shop}, shop__nonsense="1", shop__currency="USD", web__nonsense="1"
    ) == [
        "shop.tax: is missing",
        "shop.nonsense: there is no such setting",
        "web.nonsense: there is no such setting",
    ]
    assert problems({"shop": Shop}, shop="x") == [
        "shop: is a part of the settings; write contentsite.shop.<name> = ..."
    ]
    assert "shop.x: there is no such setting" in problems(shop__x="1")


def test_a_plug_in_takes_no_part_of_the_product():
    found = problems({"web": Shop}, web__tax="19")
    assert found == ["web: a plug-in has settings in this part, which is the product's own"]


def test_plug_ins_are_known_before_the_rest():
    assert plugin_names({"contentsite.plugins": " a\n b.c "}) == ("a", "b.c")
    assert plugin_names({}) == ()


def test_the_documentation_has_each_key():
    text = documentation({"shop": Shop})
    for line in (
        "| `contentsite.plugins` | (empty) |",
        "| `contentsite.web.hosts` | `localhost 127.0.0.1 [::1]` |",
        "| `contentsite.security.secret` | **required** |",
        "| `contentsite.site.sample` | `false` |",
        "## What the shop sells for.",
        "| `contentsite.shop.tax` | **required** | Per cent. |",
    ):
        assert line in text
