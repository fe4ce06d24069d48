"""The time zones that a form offers."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from contentsite.admin.form.kinds import widget_of
from contentsite.admin.form.widget import Place
from contentsite.admin.form.zone import zones
from contentsite.security.user import User


def choices(value):
    spec = User.fields()["time_zone"]
    return widget_of(spec).more(Place(None, spec, None), value)["choices"]


def test_the_list():
    found = [value for value, _title in choices("UTC")]
    assert found[0] == "UTC"
    assert "Europe/Berlin" in found
    assert not [each for each in found if each.startswith(("Etc/", "US/"))]
    assert ("America/New_York", "America/New York") in choices("UTC")


def test_what_is_stored_can_be_kept():
    assert choices("Etc/GMT+1")[0] == ("Etc/GMT+1", "Etc/GMT+1")
    assert len(choices("Etc/GMT+1")) == len(zones()) + 1


def test_each_is_one_that_a_user_may_have():
    for name in zones():
        assert ZoneInfo(name)
