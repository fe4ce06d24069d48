"""`contentsite evolve`: numbered steps from one format of the data to the next."""

from __future__ import annotations

import sys

import pytest

PLUGIN = """
def louder(site):
    '''Titles in capitals.'''
    site.update({"title": site.title.upper()})

def wider(site):
    '''Titles set wide.'''
    site.update({"title": " ".join(site.title)})

def includeme(config):
"""
STEP = "    config.add_evolve_step('steps_of_ours', {version}, {step})\n"


@pytest.fixture
def plugin(tmp_path, monkeypatch, ini, add_lines):
    """A function that gives the plug-in so many steps and returns the ini file that switches it on."""
    monkeypatch.syspath_prepend(str(tmp_path))
    # a file written anew within the same second would be taken for the one compiled before
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    def write(steps: int) -> object:
        lines = [STEP.format(version=2, step="louder"), STEP.format(version=3, step="wider")]
        (tmp_path / "steps_of_ours.py").write_text(PLUGIN + "".join(lines[:steps]) + "    pass\n")
        sys.modules.pop("steps_of_ours", None)
        return add_lines(ini, "contentsite.plugins = steps_of_ours")

    return write


def title(contentsite, ini) -> str:
    return contentsite("tree", ini).out.splitlines()[0].split("\t")[3]


def test_data_in_the_present_format_needs_nothing(contentsite, ini):
    contentsite("tree", ini)
    assert contentsite("evolve", ini) == (0, "nothing to do\n", "")


def test_older_data_is_not_served_but_evolved(contentsite, plugin):
    ini = plugin(0)
    assert title(contentsite, ini) == "A new site"
    plugin(2)
    status, _out, err = contentsite("tree", ini)
    assert status == 1
    assert "The data of steps_of_ours is in format 1, this version wants 3." in err
    assert "contentsite evolve INI" in err
    named = "steps_of_ours 2: Titles in capitals.\nsteps_of_ours 3: Titles set wide.\n"
    assert contentsite("evolve", ini, "--dry-run").out == named + "not done (dry run)\n"
    assert contentsite("tree", ini).status == 1
    assert contentsite("evolve", ini).out == named + "done\n"
    assert title(contentsite, ini) == "A   N E W   S I T E"
    assert contentsite("evolve", ini).out == "nothing to do\n"


@pytest.mark.parametrize("command", ["tree", "evolve"])
def test_newer_data_is_refused(contentsite, plugin, command):
    ini = plugin(2)
    contentsite("tree", ini)
    plugin(1)
    status, out, err = contentsite(command, ini)
    assert (status, out) == (1, "")
    assert "The data of steps_of_ours is in format 3, which is newer" in err
    assert "Traceback" not in err


def test_a_plug_in_that_is_new_to_the_site_has_no_steps_to_take(contentsite, ini, plugin):
    contentsite("tree", ini)
    switched_on = plugin(2)
    assert contentsite("evolve", switched_on).out == "nothing to do\n"
    assert title(contentsite, switched_on) == "A new site"
