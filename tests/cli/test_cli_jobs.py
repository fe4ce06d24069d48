"""`contentsite jobs`: what waits, what failed, and what to do about it."""

from __future__ import annotations

import logging

import pytest

from contentsite.cli.app import app_of
from contentsite.jobs.mail import send_mail
from contentsite.jobs.queue import enqueue
from contentsite.storage.connection import in_work


@pytest.fixture(autouse=True)
def quiet(caplog):
    caplog.set_level(logging.CRITICAL, "contentsite.jobs")


@pytest.fixture
def asked(ini):
    """A site with a mail that waits and a job that nobody does."""
    with app_of(str(ini)) as app:
        mail = in_work(
            app.registry, lambda work: send_mail(work, "a@example.org", "Hello", "secret")
        )
        other = in_work(app.registry, lambda work: enqueue(work, "unknown", {}))
    return mail, other


def test_it_lists_jobs(contentsite, ini, asked):
    mail, other = asked
    result = contentsite("jobs", ini)
    assert result.status == 0
    assert f"{mail}\twaiting\t0\tnow\tmail\ta@example.org: Hello\t\n" in result.out
    assert f"{other}\twaiting\t0\tnow\tunknown\t\t\n" in result.out
    assert "secret" not in result.out


def test_it_does_what_is_due(contentsite, ini, asked, tmp_path):
    mail, other = asked
    result = contentsite("jobs", ini, "--run")
    assert f"{other}\tfailed\t1\t-\tunknown" in result.out
    assert f"{mail}\twaiting\t1\t" in result.out
    assert "contentsite.mail.host" in result.out
    text = ini.read_text().replace(
        "[server:main]", f"contentsite.mail.folder = {tmp_path}/mail\n[server:main]"
    )
    ini.write_text(text)
    result = contentsite("jobs", ini, "--retry", mail, "--drop", other, "--run")
    assert result.out.startswith("1 attempts\n")
    assert len(list((tmp_path / "mail").iterdir())) == 1
    assert mail not in result.out
    assert other not in result.out


@pytest.mark.parametrize("option", ["--retry", "--drop"])
def test_a_job_that_is_not_there(contentsite, ini, option):
    result = contentsite("jobs", ini, option, "nothing")
    assert result.status == 1
    assert "there is no job nothing" in result.err
