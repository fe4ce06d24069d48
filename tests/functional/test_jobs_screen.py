"""What Managers see of what the site still has to do."""

from __future__ import annotations

import logging

import pytest

from contentsite.jobs.drain import Drainer
from contentsite.jobs.mail import send_mail
from contentsite.jobs.queue import enqueue, queue_of
from contentsite.storage.connection import in_work
from contentsite.testing import add_user, site_app


@pytest.fixture
def managed(caplog):
    caplog.set_level(logging.CRITICAL, "contentsite.jobs")
    with site_app() as (site, browser):
        manager = add_user(site, "mia", "Manager")
        editor = add_user(site, "eva", "Editor")
        browser.commit()
        browser.sign_in(manager)
        yield browser, editor


def jobs(browser):
    def found(work):
        return [*queue_of(work).waiting(), *queue_of(work).failed()]

    return in_work(browser.app.registry, found)


def test_nothing_waits(managed):
    browser, _editor = managed
    page = browser.get("/@@jobs")
    assert "Nothing waits" in page.text
    assert "has failed" not in page.text


def test_mail_that_cannot_be_sent_is_shown_and_tried_again(managed):
    browser, _editor = managed
    registry = browser.app.registry
    in_work(registry, lambda work: send_mail(work, "a@example.org", "<b>Hi</b>", "secret words"))
    assert "has failed" not in browser.get("/@@contents").text
    Drainer(registry).drain()
    assert "has failed" in browser.get("/@@contents").text
    page = browser.get("/@@jobs")
    assert "a@example.org: &lt;b&gt;Hi&lt;/b&gt;" in page.text
    assert "contentsite.mail.host" in page.text
    assert "secret words" not in page.text
    form = next(form for form in page.forms.values() if "job" in form.fields)
    assert "is tried again now" in form.submit("what", value="retry").follow().text
    assert jobs(browser)[0].attempts == 0


def test_a_failed_job_is_dropped(managed):
    browser, _editor = managed
    registry = browser.app.registry
    in_work(registry, lambda work: enqueue(work, "unknown", {}))
    Drainer(registry).drain()
    page = browser.get("/@@jobs")
    assert "given up" in page.text
    form = next(form for form in page.forms.values() if "job" in form.fields)
    told = form.submit("what", value="drop").follow()
    assert "was dropped" in told.text
    assert [job.kind for job in jobs(browser) if job.kind == "unknown"] == []


@pytest.mark.parametrize("values", [{"what": "drop"}, {"job": "x"}, {"job": "x", "what": "eat"}])
def test_what_is_no_form_of_ours(managed, values):
    browser, _editor = managed
    browser.post("/@@jobs", values, status=400)


def test_a_job_that_is_gone_by_now(managed):
    browser, _editor = managed
    browser.post("/@@jobs", {"job": "gone", "what": "drop"}, status=303)
    browser.post("/@@jobs", {"job": "", "what": "retry"}, status=303)


def test_it_is_for_managers_alone(managed):
    browser, editor = managed
    browser.sign_in(editor)
    browser.get("/@@jobs", status=403)
    browser.post("/@@jobs", {"job": "x", "what": "drop"}, status=403)
    browser.sign_out()
    browser.get("/@@jobs", status=404)
