"""What editors see of the trash, by the forms that the screens have: delete, restore, restore elsewhere, for good."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from admin_site import Admin, admin_site

from contentsite.jobs.drain import Drainer
from contentsite.jobs.queue import enqueue
from contentsite.security.acl import ALLOW, set_acl
from contentsite.security.audit.log import log_of
from contentsite.security.audit.search import Wanted, search
from contentsite.security.principal import user_principal
from contentsite.storage.connection import in_work
from contentsite.tree.check import check_tree
from contentsite.tree.move import rename
from contentsite.types.document import Document
from contentsite.types.folder import Folder
from contentsite.undo.log import changes_of


@pytest.fixture
def admin() -> Iterator[Admin]:
    with admin_site("every_field") as found:
        found.be("editor")
        yield found
        found.commit()
        assert list(check_tree(found.site)) == []


def said(answer: Any) -> str:
    found = answer.html.select_one(".said")
    return found.p.text.strip() if found else ""


def form_to(answer: Any, view: str) -> Any:
    """Return the first form of a page that is sent to a view of the site."""
    return next(form for form in answer.forms.values() if form.action == f"/@@{view}")


def delete(admin: Admin, path: str) -> Any:
    answer = admin.form(f"{path}/@@delete").submit(status=303).follow()
    admin.commit()
    return answer


def titles(admin: Admin) -> list[str]:
    """Return the titles in the trash."""
    page = admin.browser.get("/@@trash")
    return [cell.text for cell in page.html.select("tbody th b")]


def done(admin: Admin) -> list[tuple[str, str, str, int]]:
    """Return what the audit log says of the trash, the oldest first."""
    admin.commit()
    entries = [found.entry for found in search((log_of(admin.site),), Wanted(), 50).found]
    return [
        (each.action, each.path, each.name, each.number)
        for each in entries[::-1]
        if each.action in ("delete", "restore", "purge", "undo")
    ]


def test_there_and_back(admin: Admin) -> None:
    browser, site = admin.browser, admin.site
    link = f'<p><a href="uid:{site["news"]["opened"].uid}">Read</a></p>'
    site.add("about", Document(title="About", body=link)).publish()
    rename(site["news"], "press")
    set_acl(site["press"], [(ALLOW, user_principal(admin.people["reader"].uid), "Editor")])
    names = list(site)
    admin.commit()
    answer = delete(admin, "/press")
    assert said(answer) == "“News” is in the trash."
    assert titles(admin) == ["News"]
    # for visitors there is nothing, by whatever way
    admin.be("")
    for path in ("/press", "/press/opened", "/news", "/news/opened", "/press/@@feed"):
        browser.get(path, status=404)
    assert "News" not in browser.get("/").text
    assert "press" not in browser.get("/sitemap.xml?part=1").text
    assert "opened" not in browser.get("/pres", status=404).text
    about = browser.get("/about")
    assert "Read" in about
    assert 'href="/press' not in about
    browser.get("/@@trash", status=404)
    # for editors the link is marked
    admin.be("editor")
    edit = browser.get("/about/@@edit")
    assert "Links that lead nowhere" in edit
    assert "Opened</a>” is in the trash" in edit
    assert browser.get("/press/@@edit", status=404)
    # back with one click on what the confirmation offers
    back = form_to(answer, "change").submit(status=303).follow()
    assert said(back) == "It was undone."
    admin.commit()
    assert list(site) == names
    assert site["press"].acl == ((ALLOW, user_principal(admin.people["reader"].uid), "Editor"),)
    assert "Links that lead nowhere" not in browser.get("/about/@@edit")
    admin.be("")
    assert browser.get("/news/opened", status=301).location.endswith("/press/opened")
    assert 'href="/press/opened"' in browser.get("/about")
    assert done(admin) == [
        ("delete", "/press", "editor", 3),
        ("undo", "/press", "editor", 3),
    ]


def test_its_screens_belong_to_the_section(admin: Admin) -> None:
    delete(admin, "/news")
    uid = next(iter(admin.site.trash.items())).uid
    for screen in ("restore", "purge"):
        page = admin.browser.get(f"/@@{screen}?item={uid}").html
        assert page.select_one('nav [aria-current="true"]').text.strip() == "Trash"


def test_everybody_sees_what_he_deleted_and_managers_all(admin: Admin) -> None:
    browser = admin.browser
    delete(admin, "/news/opened")
    admin.be("manager")
    delete(admin, "/news/draft")
    assert titles(admin) == ["Zanzibar", "Opened"]
    admin.be("editor")
    assert titles(admin) == ["Opened"]
    admin.commit()
    hidden, own = [item.uid for item in admin.site.trash.items()]
    for view in ("restore", "purge"):
        browser.get(f"/@@{view}?item={own}")
        browser.get(f"/@@{view}?item={hidden}", status=404)
        browser.get(f"/@@{view}", status=404)
        browser.post(f"/@@{view}", {"item": hidden}, status=404)
    admin.commit()
    # who may not add there any more cannot restore
    set_acl(admin.site, [entry for entry in admin.site.acl if entry[2] != "Editor"])
    admin.commit()
    answer = browser.post("/@@restore", {"item": own}, status=422)
    assert "You may not add anything to the folder" in answer
    assert "Zanzibar" not in browser.get("/@@trash")
    admin.be("nobody")
    assert "The trash is empty" in browser.get("/@@trash")
    browser.post("/@@restore", {"item": own}, status=404)
    admin.be("")
    browser.post("/@@restore", {"item": own}, status=404)


def test_a_taken_name_asks_for_another(admin: Admin) -> None:
    browser, site = admin.browser, admin.site
    delete(admin, "/news/opened")
    site["news"].add("opened", Document(title="Another"))
    admin.commit()
    asked = form_to(browser.get("/@@trash"), "restore").submit(status=422)
    assert "Something else in that folder has this name" in asked
    form = form_to(asked, "restore")
    assert (form["target"].value, form["new-name"].value) == ("/news", "opened")
    form["new-name"] = "@wrong"
    assert "cannot be a name" in form.submit(status=422)
    form["new-name"] = "opened-again"
    assert "is back" in said(form.submit(status=303).follow())
    admin.commit()
    assert site["news"]["opened-again"].title == "Opened"


def test_a_parent_that_is_gone_asks_where(admin: Admin) -> None:
    browser, site = admin.browser, admin.site
    site.add("attic", Folder(title="Attic"))
    site.add("shop", Folder(title="Shop")).publish()
    admin.commit()
    delete(admin, "/news/opened")
    delete(admin, "/news")
    assert titles(admin) == ["News", "Opened"]
    uid = next(item.uid for item in site.trash.items() if item.name == "opened")
    answer = browser.post("/@@restore", {"item": uid}, status=422)
    assert "&#39;News&#39;, is in the trash itself." in answer
    form = form_to(answer, "restore")
    form["target"] = "/nowhere"
    assert "There is no folder at this address" in form.submit(status=422)
    form["target"] = "/shop"
    asked = form.submit(status=422)
    assert "Visitors will see it there" in asked
    form = form_to(asked, "restore")
    form.submit(status=303)
    admin.commit()
    assert site["shop"]["opened"].uid == uid
    admin.be("")
    assert browser.get("/news/opened", status=301).location.endswith("/shop/opened")
    # the folder is purged: what was in it cannot go back there
    admin.be("editor")
    delete(admin, "/shop/opened")
    delete(admin, "/shop")
    shop = next(item.uid for item in site.trash.items() if item.name == "shop")
    browser.post("/@@purge", {"item": shop}, status=303)
    assert "does not exist any more" in browser.get(f"/@@restore?item={uid}")
    form = form_to(browser.get(f"/@@restore?item={uid}"), "restore")
    form["target"] = "/attic"
    form.submit(status=303)
    admin.commit()
    assert list(site["attic"]) == ["opened"]


def test_the_trash_is_no_way_to_publish(admin: Admin) -> None:
    news, other = admin.site["news"], admin.site.add("other", Folder(title="Other"))
    other.publish()
    someone = user_principal(admin.people["nobody"].uid)
    set_acl(news, [(ALLOW, someone, "Editor")])
    set_acl(other, [(ALLOW, someone, "Contributor")])
    opened, given = news["opened"], news.add("given", Document(title="Given"))
    set_acl(given, [(ALLOW, someone, "Editor")])
    admin.commit()
    admin.be("nobody")
    for node, reason in ((opened, "may not publish there"), (given, "you may not give there")):
        delete(admin, f"/news/{node.__name__}")
        sent = {"item": node.uid, "target": "/other", "confirmed": "1"}
        assert reason in admin.browser.post("/@@restore", sent, status=422)
        path = f"/++api++/@recyclebin/{node.uid}/restore"
        told = admin.browser.post_json(path, {"target": "/other"}, status=400)
        assert reason in told.json["message"]
        admin.browser.post("/@@restore", {"item": node.uid}, status=303)
    admin.commit()


def test_for_good(admin: Admin) -> None:
    browser, site = admin.browser, admin.site
    big = site.add("big", Folder(title="Big  one"))
    for number in range(30):
        big.add(f"p{number}", Document(title=f"P{number}"))
    uid, inner = big.uid, big["p7"].uid
    admin.commit()
    delete(admin, "/news/opened")
    delete(admin, "/big")
    screen = browser.get(f"/@@purge?item={uid}")
    assert "31 entries" in screen
    form = form_to(screen, "purge")
    form["title"] = "Bug one"
    assert "This is not its title" in form.submit(status=422)
    assert titles(admin) == ["Big  one", "Opened"]
    form["title"] = "big one"
    assert said(form.submit(status=303).follow()) == "It was deleted for good."
    admin.commit()
    assert titles(admin) == ["Opened"]
    assert uid not in site.uids()
    assert inner not in site.uids()
    browser.post("/@@restore", {"item": uid}, status=404)
    small = browser.get("/@@trash").click("Delete for good")
    assert "title" not in form_to(small, "purge").fields
    form_to(small, "purge").submit(status=303)
    assert [each[0] for each in done(admin)] == ["delete", "delete", "purge", "purge"]
    assert done(admin)[2] == ("purge", "/big", "editor", 31)


def test_much_of_it_by_a_job(admin: Admin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contentsite.editing.in_trash.STEP", 2)
    delete(admin, "/news")
    uid = next(admin.site.trash.items()).uid
    assert "is being deleted" in said(
        admin.browser.post("/@@purge", {"item": uid}, status=303).follow()
    )
    admin.browser.post("/@@restore", {"item": uid}, status=422)
    Drainer(admin.browser.app.registry).drain()
    assert titles(admin) == []
    assert done(admin)[-1] == ("purge", "/news", "editor", 3)


@pytest.mark.parametrize(("days", "left"), [("30", ["News"]), ("0", ["News", "Quagga"])])
def test_old_trash_goes_by_itself(days: str, left: list[str]) -> None:
    with admin_site(contentsite__trash__days=days) as admin:
        admin.be("manager")
        for path in ("/hidden", "/news"):
            delete(admin, path)
        _new, old = admin.site.trash.items()
        admin.site.trash.take(old)
        old.micros -= timedelta(days=31) // timedelta(microseconds=1)
        admin.site.trash.put(old)
        admin.commit()
        registry = admin.browser.app.registry
        in_work(registry, lambda work: enqueue(work, "purge-expired", {}))
        Drainer(registry).drain()
        assert titles(admin) == left
        assert (f"by itself after {days} days" in admin.browser.get("/@@trash")) == (days != "0")


def test_a_long_trash_is_paged(admin: Admin) -> None:
    for number in range(53):
        admin.site.add(f"n{number}", Document(title=f"N{number}"))
    admin.commit()
    for number in range(53):
        admin.browser.post(f"/n{number}/@@delete", status=303)
    page = admin.browser.get("/@@trash")
    assert len(page.html.select("tbody tr")) == 50
    rest = page.click("Next page")
    assert [cell.text for cell in rest.html.select("tbody th b")] == ["N2", "N1", "N0"]
    assert admin.browser.get("/@@trash?after=x").status_int == 200


def test_links_to_what_is_gone_are_told_without_its_title(admin: Admin) -> None:
    site = admin.site
    target = site["news"]["draft"]
    site.add("one", Document(title="One", body=f'<p><a href="uid:{target.uid}">x</a></p>'))
    site.add("two", Document(title="Two", body=f'<p><a href="uid:{"0" * 32}">x</a></p>'))
    admin.commit()
    admin.be("manager")
    delete(admin, "/news/draft")
    admin.be("editor")
    page = admin.browser.get("/one/@@edit")
    assert "something that is in the trash" in page
    assert "Zanzibar" not in page
    assert "does not exist any more" in admin.browser.get("/two/@@edit")
    site.remove("two")


def test_the_confirmation_offers_nothing_to_others(admin: Admin) -> None:
    delete(admin, "/news/draft")
    uid = next(admin.site.trash.items()).uid
    change = next(changes_of(admin.site).changes()).id
    for person, is_offered in (("editor", True), ("manager", True), ("reader", False)):
        admin.be(person)
        admin.browser.set_cookie("contentsite-said", f"deleted.{uid}!{change}")
        page = admin.browser.get("/news/@@contents")
        assert ("Zanzibar" in said(page)) is is_offered
        assert any(form.action == "/@@change" for form in page.forms.values()) is is_offered


def test_the_screen_says_when_it_goes_for_good(admin: Admin) -> None:
    assert "after 30 days" in admin.browser.get("/news/@@delete")
