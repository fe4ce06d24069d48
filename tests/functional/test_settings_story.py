"""The settings of the site: they hold at once, are in its history, and can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from admin_site import Admin, admin_site, sheet

from contentsite.versions.history import versions_of
from contentsite.versions.working import edit

SCREENS = ("settings", "settings-theme", "settings-mail", "settings-ini")


@pytest.fixture
def admin() -> Iterator[Admin]:
    with admin_site() as found:
        found.be("manager")
        yield found


def test_they_are_for_managers(admin: Admin) -> None:
    for screen in SCREENS:
        page = admin.browser.get(f"/@@{screen}").html
        assert page.select_one(".index [aria-current]")["href"] == f"/@@{screen}"
        assert page.select_one(".side-nav [aria-current]").text.strip() == "Settings"
    admin.be("editor")
    for screen in SCREENS:
        admin.browser.get(f"/@@{screen}", status=403)
    admin.be("")
    for screen in SCREENS:
        admin.browser.get(f"/@@{screen}", status=404)


def test_the_site_is_named_and_undone(admin: Admin) -> None:
    form = admin.form("/@@settings")
    form["f-title"], form["f-description"] = "The Owl Line", "A train by night."
    form["f-language"], form["f-footer"] = "de", "<p>Marlin Quay</p><script>x</script>"
    page = form.submit().follow()
    # who has no language of his own works in that of the site, and from now on
    assert page.html.html["lang"] == "de"
    assert "Sie gelten sofort" in page.html.select_one(".said").text
    public = admin.browser.get("/")
    assert public.html.title.text == "The Owl Line"
    assert public.html.html["lang"] == "de"
    assert "<p>Marlin Quay</p>" in public.text
    assert "<script>x" not in public.text
    admin.commit()
    assert next(versions_of(admin.site)).changed == ("title", "description", "footer")
    undo = next(f for f in page.forms.values() if f.action == "/@@change")
    undo.submit()
    admin.commit()
    assert admin.site.title != "The Owl Line"


def test_what_is_wrong_is_said_and_nothing_stored(admin: Admin) -> None:
    form = admin.form("/@@settings")
    form["f-title"], form["f-language"] = "Other", "no language"
    answer = form.submit(status=422)
    assert "ust be a language tag" in answer.text
    assert sheet(answer)["f-title"].value == "Other"
    admin.commit()
    assert admin.site.title != "Other"


def test_what_waits_on_the_home_page_waits_on(admin: Admin) -> None:
    site: Any = admin.site
    site.publish()
    edit(site, {"title": "Waiting", "description": "Waits, too."})
    admin.commit()
    form = admin.form("/@@settings")
    form["f-title"] = "At once"
    form.submit()
    admin.commit()
    assert site.title == "At once"
    assert site._working.values == {"description": "Waits, too."}


def test_two_who_save_at_once_are_told(admin: Admin) -> None:
    one, two = admin.form("/@@settings"), admin.form("/@@settings-theme")
    one["f-title"], two["f-theme_hue"] = "First", "20"
    one.submit()
    assert "Someone else has changed this" in two.submit(status=422).text


def test_the_hue_holds_everywhere_and_is_checked(admin: Admin) -> None:
    form = admin.form("/@@settings-theme")
    form["f-theme_hue"] = "20"
    page = form.submit().follow()
    assert page.html.html["data-hue"] == "020"
    assert admin.browser.get("/").html.html["data-hue"] == "020"
    rows = page.html.select(".contrasts tbody tr")
    assert len(rows) > 8
    assert all(float(each.text) > 3 for row in rows for each in row.select("td")[:2])
    form["f-theme_hue"] = "360"
    form.submit(status=422)
    part = admin.browser.get("/@@settings-theme?hue=300", headers={"HX-Request": "true"})
    assert part.text.lstrip().startswith("<p")
    admin.browser.get("/@@settings-theme?hue=360", status=400)


def test_a_test_mail_is_sent_to_oneself(tmp_path: Path) -> None:
    with admin_site(contentsite__mail__folder=str(tmp_path)) as admin:
        admin.be("manager")
        page = admin.browser.get("/@@settings-mail")
        assert "You have no mail address" in page.text
        admin.browser.post("/@@settings-mail", status=422)
        admin.people["manager"].update({"mail": "ada@example.org"})
        admin.commit()
        page = admin.form("/@@settings-mail").submit().follow()
        assert "on its way" in page.html.select_one(".said").text
        (letter,) = tmp_path.glob("*.eml")
        assert "To: ada@example.org" in letter.read_text(encoding="utf-8")


def test_why_it_was_not_sent_is_told() -> None:
    settings = {"contentsite__mail__host": "127.0.0.1", "contentsite__mail__port": "1"}
    with admin_site(**settings) as admin:
        admin.people["manager"].update({"mail": "ada@example.org"})
        admin.commit()
        admin.be("manager")
        answer = admin.form("/@@settings-mail").submit(status=422)
        assert "Connection refused" in answer.html.select_one(".problems").text
    with admin_site() as admin:
        admin.people["manager"].update({"mail": "ada@example.org"})
        admin.commit()
        admin.be("manager")
        assert "This site cannot send mail" in admin.browser.get("/@@settings-mail").text
        admin.form("/@@settings-mail").submit(status=422)


def test_the_ini_file_is_shown_without_its_secrets() -> None:
    settings = {
        "contentsite__mail__host": "mail.example.org",
        "contentsite__mail__password": "hunter2hunter2",
        "contentsite__web__hosts": "localhost www.example.org",
    }
    with admin_site(**settings) as admin:
        admin.be("manager")
        answer = admin.browser.get("/@@settings-ini")
        page = answer.html
        secret = admin.browser.app.registry["contentsite.settings"].security.secret
    assert "hunter2" not in answer.text
    assert secret.get_secret_value() not in answer.text
    lines = {each.dt.text: each for each in page.select(".keys-set > div")}
    assert lines["contentsite.web.hosts"].b.text == "localhost www.example.org"
    assert lines["contentsite.mail.password"].i.text == "not shown"
    assert lines["contentsite.security.secret"]["class"] == ["set"]
    assert "as it is by default" in lines["contentsite.trash.days"].text
