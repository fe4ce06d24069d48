"""Formats of stored data, and the steps between them."""

from __future__ import annotations

import pytest
from pyramid.config import Configurator
from pyramid.exceptions import ConfigurationConflictError, ConfigurationError

from contentsite.storage.connection import SiteError
from contentsite.storage.evolve import (
    PRODUCT,
    add_evolve_step,
    check_formats,
    evolve,
    formats,
    pending,
)
from contentsite.testing import site_app
from contentsite.types.document import Document
from contentsite.types.site import Site


def second(site):
    """Give the site a headline.

    And more.
    """
    site.headline = "second"


def third(site):
    site.headline += ", third"


def configured(*steps):
    config = Configurator()
    config.add_directive("add_evolve_step", add_evolve_step)
    for package, version, run in steps:
        config.add_evolve_step(package, version, run)
    config.commit()
    return config.registry


def test_a_package_wants_the_format_of_its_last_step():
    registry = configured(("shop", 3, third), ("shop", 2, second))
    assert formats(registry, ("other",)) == {PRODUCT: 1, "other": 1, "shop": 3}
    assert formats(configured(), ()) == {PRODUCT: 1}


def test_steps_are_taken_in_order_and_stamped():
    registry = configured(("shop", 3, third), ("shop", 2, second), (PRODUCT, 2, second))
    site = Site(title="S")
    assert pending(registry, site) == []
    site.stamp("shop", 1)
    site.stamp(PRODUCT, 1)
    steps = pending(registry, site)
    assert [(step.package, step.version, step.title) for step in steps] == [
        (PRODUCT, 2, "Give the site a headline."),
        ("shop", 2, "Give the site a headline."),
        ("shop", 3, "third"),
    ]
    for step in steps:
        evolve(registry, site, step)
    assert site.headline == "second, third"
    assert pending(registry, site) == []
    check_formats(site, formats(registry, ()))


def test_newer_and_older_data_are_refused_and_nothing_is_stamped():
    site = Site(title="S")
    check_formats(site, {PRODUCT: 2, "shop": 1})
    assert dict(site.formats) == {PRODUCT: 2, "shop": 1}
    with pytest.raises(SiteError, match=r"format 2, which is newer than this version knows \(1\)"):
        check_formats(site, {"new": 1, PRODUCT: 1})
    with pytest.raises(SiteError, match=r"this version wants 2.*contentsite evolve INI"):
        check_formats(site, {"shop": 2})
    assert dict(site.formats) == {PRODUCT: 2, "shop": 1}


def test_steps_that_cannot_be():
    with pytest.raises(ConfigurationError, match="its first one makes it 2"):
        configured(("shop", 1, second))
    config = Configurator(autocommit=False)
    config.add_directive("add_evolve_step", add_evolve_step)

    def other(config):
        config.add_evolve_step("shop", 2, third)

    config.include(other)
    config.include(lambda config: config.add_evolve_step("shop", 2, second))
    with pytest.raises(ConfigurationConflictError):
        config.commit()


def test_by_the_start_of_a_site(module, tmp_path):
    uri = f"datafs://{tmp_path}/Data.fs"
    plugin = module("evolving", "")
    with site_app("evolving", zodbconn__uri=uri) as (site, browser):
        assert dict(site.formats) == {PRODUCT: 1, "evolving": 1}
        site.add("a", Document(title="A"))
        browser.commit()
    plugin.includeme = lambda config: config.add_evolve_step("evolving", 2, second)
    with (
        pytest.raises(SiteError, match="The data of evolving is in format 1"),
        site_app("evolving", zodbconn__uri=uri),
    ):
        pass
    with site_app(zodbconn__uri=uri) as (site, _browser):
        assert list(site) == ["a"]
