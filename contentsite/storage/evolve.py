"""The formats of stored data, and the numbered steps from one to the next.

The root of a site is stamped with the format of the product's and of each plug-in's data. A newer
stamp than the code knows is refused; an older one names the command that brings the data up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pyramid.exceptions import ConfigurationError

from contentsite.tree.root import Root

from .connection import SiteError

PRODUCT: Final = "contentsite"
STEPS: Final = "contentsite.evolve_steps"

FIRST: Final = 1
"""The format of a package whose data needed no step yet."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: brings the data of a package from the format before to `version`."""

    package: str
    version: int
    run: Callable[[Root], None]

    @property
    def title(self) -> str:
        """The first line of the step's docstring."""
        return (self.run.__doc__ or self.run.__name__).strip().splitlines()[0]


def add_evolve_step(config: Any, package: str, version: int, run: Callable[[Root], None]) -> None:
    """Directive: bring a package's stored data to a format; `version` is 2 for its first step.

    Raises ConfigurationError for a version that no step leads to.
    """
    if version <= FIRST:
        raise ConfigurationError(
            f"the data of {package} is in format {FIRST} before any step: its first one makes it 2"
        )

    def register() -> None:
        config.registry.setdefault(STEPS, []).append(Step(package, version, run))

    config.action(("evolve step", package, version), register)


def formats(registry: Any, packages: tuple[str, ...]) -> dict[str, int]:
    """Return the format that the code of each package wants: that of its last step."""
    wanted = dict.fromkeys((PRODUCT, *packages), FIRST)
    for step in registry.get(STEPS, ()):
        wanted[step.package] = max(wanted.get(step.package, FIRST), step.version)
    return wanted


def pending(registry: Any, site: Root) -> list[Step]:
    """Return the steps that the site's data has not taken, in order.

    A package that is new to the site has no data there, and so nothing to bring up.
    """
    taken = site.formats
    steps = (
        step
        for step in registry.get(STEPS, ())
        if step.version > taken.get(step.package, step.version)
    )
    return sorted(steps, key=lambda step: (step.package != PRODUCT, step.package, step.version))


def check_formats(site: Root, wanted: Mapping[str, int]) -> None:
    """Raise SiteError for data newer or older than the code; stamp packages that are new to it."""
    check_not_newer(site, wanted)
    for package, version in wanted.items():
        stamped = site.formats.get(package)
        if stamped is None:
            site.stamp(package, version)
        elif stamped < version:
            raise SiteError(
                f"The data of {package} is in format {stamped}, this version wants {version}. "
                "Nothing was changed; make a backup, then run: contentsite evolve INI"
            )


def check_not_newer(site: Root, wanted: Mapping[str, int]) -> None:
    """Raise SiteError when a later version than the one installed has written the site's data."""
    for package, version in wanted.items():
        stamped = site.formats.get(package, version)
        if stamped > version:
            raise SiteError(
                f"The data of {package} is in format {stamped}, which is newer than this version "
                f"knows ({version}). Nothing was changed; install the version of {package} that "
                "wrote it, or a later one."
            )


def evolve(registry: Any, site: Root, step: Step) -> None:
    """Take one step and stamp the site; the caller commits."""
    step.run(site)
    site.stamp(step.package, step.version)
