"""The whole site as it was, in the browser: who sees it, where its links lead, and how it is brought back."""

from __future__ import annotations

import re
import shlex
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from admin_site import Admin, admin_site
from stage import picture
from ZODB.serialize import referencesf

from contentsite.security.acl import BLOCK, set_acl
from contentsite.storage.past import MOMENTS, moment_of
from contentsite.tree.check import check_tree
from contentsite.tree.move import move
from contentsite.tree.trashing import purge, trash
from contentsite.types.document import Document
from contentsite.types.folder import Folder
from contentsite.types.image import Image


class Past(Admin):
    """An admin site, and the moment at which it was as it was made; then it changed."""

    moment = ""

    def mark(self) -> str:
        """Return this moment as it stands in addresses."""
        self.commit()
        tid = self.database.lastTransaction()
        return moment_of(tid).isoformat().replace("+00:00", "Z")

    @property
    def database(self) -> Any:
        return self.browser.app.registry._zodb_databases[""]

    def then(self, path: str = "/", **options: Any) -> Any:
        return self.browser.get(f"/@@at/{self.moment}{path}", **options)


@pytest.fixture
def past() -> Iterator[Past]:
    with admin_site() as found:
        scene = Past(found.site, found.browser, found.people)
        news = scene.site["news"]
        sub = news.add("sub", Folder(title="Sub"))
        sub.publish()
        link = f'<p><a href="uid:{news["opened"].uid}">by uid</a> <a href="/news">by path</a></p>'
        sub.add("page", Document(title="Paged", body=link)).publish()
        sub.add("teal", Image(title="Teal", image=picture())).publish()
        scene.moment = scene.mark()
        news["opened"].update({"title": "Changed"})
        sub["teal"].update({"image": picture(70, 50)})
        move(sub["page"], scene.site)
        news.add("since", Document(title="Since")).publish()
        scene.commit()
        yield scene


def test_a_page_is_as_it_was_and_its_links_stay_there(past):
    past.be("editor")
    answer = past.then("/news/sub/page")
    assert answer.html.h1.text == "Paged"
    banner = answer.html.select_one("section.past")
    assert "The site as it was on" in banner.text
    hrefs = {a["href"] for a in answer.html.select("a[href]") if a not in banner.select("a")}
    prefix = f"/@@at/{past.moment}"
    assert all(href.startswith((prefix, "#")) for href in hrefs), hrefs
    assert {f"{prefix}/news/opened", f"{prefix}/news"} <= hrefs
    assert all("/@@at/" not in each["href"] for each in answer.html.select("link[rel=stylesheet]"))
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert banner.select("a")[0]["href"] == "/page"
    assert answer.click("by uid").html.h1.text == "Opened"
    assert past.browser.get("/news/opened").html.h1.text == "Changed"


def test_every_link_of_the_past_leads_somewhere(past):
    past.be("editor")
    met, waiting = set(), [f"/@@at/{past.moment}/"]
    while waiting:
        address = waiting.pop()
        if address in met:
            continue
        met.add(address)
        answer = past.browser.get(address)
        if answer.content_type == "text/html":
            waiting += re.findall(r'(?:href|src)="(/@@at/[^"#]*)', answer.text)
    assert len(met) > 6


def test_listings_and_navigation_are_those_of_then(past):
    past.be("editor")
    words = past.then("/news").html.select_one("main").text
    assert "Opened" in words
    assert "Sub" in words
    assert "Since" not in words
    # a draft was in no listing then, either; whoever may edit it sees it at its address
    assert "Zanzibar" not in words
    assert past.then("/news/draft").html.h1.text == "Zanzibar"
    assert "Since" not in past.then("/news/since", status=404)


def test_pictures_are_those_of_then(past):
    past.be("editor")
    page = past.then("/news/sub/teal")
    assert (
        page.html.select_one("main img")["width"],
        page.html.select_one("main img")["height"],
    ) == (
        "40",
        "30",
    )
    old = past.browser.get(page.html.select_one("main img")["src"])
    assert old.headers["Cache-Control"] == "private, no-store"
    assert old.body != past.browser.get("/news/sub/teal/@@image").body
    assert past.then("/news/sub/teal/@@download").body == old.body


@pytest.mark.parametrize("person", ["", "nobody", "reader"])
def test_who_may_not_edit_sees_no_past(past, person):
    past.be(person)
    hidden = ("Opened", "Quagga", "Okapi", "Zanzibar")
    for path in ("/", "/news", "/news/opened", "/news/sub/page", "/hidden", "/hidden/child", "/no"):
        answer = past.then(path, status=404 if not person else [403, 404])
        words = answer.html.select_one("main").text
        assert not [word for word in hidden if word in words], (path, words)
        nowhere = past.then(path + "x", status=404)
        assert nowhere.status_int == 404
    target = f"/@@at?moment={past.moment}&uid={past.site['news'].uid}"
    past.browser.get(target, status=404)
    past.browser.get(target.replace("@@at", "@@then"), status=404)


def test_a_contributor_sees_the_past_of_his_own_pages_only(past):
    past.site["news"]["draft"].owner = past.people["contributor"].uid
    past.site.update({"title": "Renamed since"})
    past.commit()
    past.be("contributor")
    answer = past.then("/news/draft")
    assert answer.html.h1.text == "Zanzibar"
    # the frame is that of today, and says nothing of then
    assert "Renamed since" in answer.html.select_one(".site-header").text
    assert answer.html.select_one(".site-header nav") is None
    assert "News" not in answer.html.select_one(".breadcrumb").text
    assert "A new site" not in answer
    past.then("/news", status=[403, 404])
    past.then("/", status=[403, 404])


def test_what_is_closed_today_is_nowhere_in_the_past(past):
    set_acl(past.site["news"]["sub"], [BLOCK])
    past.commit()
    past.be("editor")
    assert "Sub" not in past.then("/news").html.select_one("main").text
    past.then("/news/sub", status=[403, 404])
    # it stands elsewhere today, but its address of then has a name that is hidden
    past.then("/news/sub/page", status=[403, 404])
    past.be("manager")
    assert "Sub" in past.then("/news")
    past.then("/news/sub/page")


@pytest.mark.parametrize("for_good", [False, True])
def test_what_is_gone_is_still_there_in_the_past(past, for_good):
    item = trash(past.site["news"]["sub"])
    past.commit()
    if for_good:
        purge(past.site, item)
        past.commit()
    past.be("editor")
    assert "Sub" in past.then("/news").html.select_one("main").text
    assert past.then("/news/sub/teal/@@image").body
    assert past.then("/news/sub").html.select_one(".past a")["href"] == "/"
    past.be("reader")
    past.then("/news/sub", status=[403, 404])


def test_nothing_can_be_done_in_the_past(past):
    past.be("manager")
    for view in (
        "@@edit",
        "@@delete",
        "@@history",
        "@@contents",
        "@@feed",
        "@@at",
        "@@then",
        "@@copy",
    ):
        past.then(f"/news/{view}", status=[403, 404])
    for path in ("/sitemap.xml", "/robots.txt", "/favicon.ico", "/@@trash", "/@@sign-in"):
        past.then(path, status=[403, 404])
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        answer = past.browser.request(f"/@@at/{past.moment}/news/opened", method=method, status="*")
        assert (answer.status_int, answer.headers["Allow"]) == (405, "GET, HEAD")
    before = past.database.lastTransaction()
    past.then("/news")
    past.browser.head(f"/@@at/{past.moment}/news")
    assert past.database.lastTransaction() == before


def test_addresses_are_clean(past):
    past.be("editor")
    prefix = f"http://localhost/@@at/{past.moment}"
    for path, target in (
        ("", "/"),
        ("/news/", "/news"),
        ("//news", "/news"),
        ("/news//sub/", "/news/sub"),
    ):
        answer = past.then(path, status=301)
        assert answer.location == prefix + target
    past.then("/news/../hidden", status=404)
    # an old address leads on to where the page was then
    move(past.site["news"]["opened"], past.site)
    past.commit()
    past.moment = past.mark()
    assert (
        past.then("/news/opened", status=301).location
        == f"http://localhost/@@at/{past.moment}/opened"
    )


@pytest.mark.parametrize(
    ("moment", "status", "said"),
    [
        ("x", 400, "Must be a day and a time"),
        ("2026-13-01", 400, "Must be a day and a time"),
        ("9" * 4000, 400, "Must be a day and a time"),
        ("0001-01-01T00:00+14:00", 400, "Must be a day and a time"),
        ("%F0%9F%98%80", 400, "Must be a day and a time"),
        ("2999-01-01", 400, "That is yet to come"),
        ("2020-01-01T09:00", 404, "Of that moment nothing is kept"),
    ],
)
def test_what_is_no_moment_is_told_from_when_on_there_is_one(past, moment, status, said):
    past.be("editor")
    for address in (f"/@@at/{moment}/news", f"/@@at?moment={moment}"):
        answer = past.browser.get(address, status=status)
        assert said in answer
        assert "The past of this site goes from" in answer
        assert answer.click("Choose another moment").request.path == "/@@at"
    assert past.browser.get("/@@at/", status=301).location == "http://localhost/@@at"


def test_moments_are_in_the_zone_of_the_one_who_asks(past):
    past.people["editor"].time_zone = "Asia/Tokyo"
    past.commit()
    past.be("editor")
    local = datetime.fromisoformat(past.moment).astimezone(UTC) + timedelta(hours=9)
    answer = past.browser.get(f"/@@at/{local:%Y-%m-%dT%H:%M:%S.%f}/news/opened")
    assert answer.html.h1.text == "Opened"
    assert f"{local:%H:%M}" in answer.html.select_one(".past b").text
    # a day is its end: today it is now
    assert past.browser.get(f"/@@at/{local:%Y-%m-%d}/news/opened").html.h1.text == "Changed"
    eve = local - timedelta(days=1)
    past.browser.get(f"/@@at/{eve:%Y-%m-%d}/news/opened", status=404)


def test_a_moment_is_chosen_and_leads_to_where_the_page_stood(past):
    past.be("editor")
    form = past.form("/@@at")
    form["moment"].force_value(past.moment)
    assert form.submit().follow().html.h1.text == "A new site"
    answer = past.browser.get("/page/@@history")
    entry = answer.html.select("tbody tr")[-1].select_one("td a")["href"]
    assert entry.startswith("/@@at?moment=")
    page = past.browser.get(f"/@@at?moment={past.moment}&uid={past.site['page'].uid}").follow()
    assert page.request.path.endswith("/news/sub/page")
    other = next(each for each in page.forms.values() if each.action == "/@@at")
    other["moment"].force_value(past.mark())
    assert other.submit().follow().request.path.endswith("Z/page")
    nowhere = past.browser.get(
        f"/@@at?moment={past.moment}&uid={past.site['news']['since'].uid}", status=404
    )
    assert "It was not there then" in nowhere
    past.browser.get(f"/@@at?moment={past.moment}&uid=x", status=404)


def test_each_version_leads_to_the_site_of_its_moment(past):
    node = past.site["news"]["opened"]
    for title in ("Two", "Three"):
        node.update({"title": title})
        past.commit()
    past.be("editor")
    rows = past.browser.get("/news/opened/@@history").html.select("tbody tr")
    seen = [past.browser.get(row.select("td a")[0]["href"]).follow().html.h1.text for row in rows]
    assert seen[:3] == ["Three", "Two", "Changed"]


def test_then_and_now_are_compared_and_one_page_goes_back(past):
    past.be("editor")
    page = past.then("/news/opened").click("Then and now")
    assert page.html.select_one(".differences del").text == "Opened"
    assert page.html.select_one(".differences ins").text == "Changed"
    form = next(each for each in page.forms.values() if each.action == "/@@then")
    assert "values of then back: 1" in page.html.select("form.sheet")[0].text
    done = form.submit(status=303).follow()
    assert "is back as it was then" in done
    past.commit()
    node = past.site["news"]["opened"]
    assert (node.title, node._working.values) == ("Changed", {"title": "Opened"})
    again = past.then("/news/opened").click("Then and now")
    assert "It is as it was then." in again
    form["uid"] = form["uid"].value
    assert "There is nothing to bring back" in form.submit(status=422)


def test_what_comes_back_has_its_versions(past):
    node = past.site["news"]["draft"]
    node.update({"title": "Later"})
    past.commit()
    purge(past.site, trash(past.site["news"]["draft"]))
    past.commit()
    past.be("editor")
    page = past.then("/news/draft").click("Then and now")
    next(each for each in page.forms.values() if each.action == "/@@then").submit(status=303)
    rows = past.browser.get("/news/draft/@@history").html.select("tbody tr")
    assert [row.text for row in rows if "Restored" in row.text] == [rows[0].text]
    assert len(rows) == 3


def test_pictures_of_then_and_now_stand_side_by_side(past):
    past.be("editor")
    page = past.then("/news/sub/teal").click("Then and now")
    shown = [img["src"] for img in page.html.select(".differences img")]
    assert shown == [f"/@@at/{past.moment}/news/sub/teal/@@image", "/news/sub/teal/@@image"]
    one, two = (past.browser.get(src).body for src in shown)
    assert one != two


def test_a_branch_comes_back(past):
    purge(past.site, trash(past.site["news"]["sub"]))
    past.commit()
    past.be("editor")
    page = past.then("/news/sub").click("Then and now")
    assert "It is not there any more." in page
    form = [each for each in page.forms.values() if each.action == "/@@then"][-1]
    assert "below" in form.fields
    assert form.submit(status=303).follow().status_int == 200
    past.commit()
    sub = past.site["news"]["sub"]
    assert [*sub] == ["teal"]
    assert sub["teal"].image.width == 40
    assert [*check_tree(past.site)] == []
    past.be("")
    assert past.browser.get("/news/sub/teal/@@image").content_type == "image/png"
    past.be("manager")
    assert "as of" in past.browser.get("/@@audit")


def test_what_is_too_much_names_the_command(past, monkeypatch):
    monkeypatch.setattr("contentsite.admin.past.comparing.MOST", 2)
    past.be("editor")
    page = past.then("/news").click("Then and now")
    code = page.html.select_one("code").text
    assert code.startswith("contentsite history INI /news --at ")
    form = [each for each in page.forms.values() if each.action == "/@@then"][-1]
    assert "too much for one request" in form.submit(status=422)


def test_the_command_is_about_one_path_whatever_it_is_called(past, monkeypatch):
    monkeypatch.setattr("contentsite.admin.past.comparing.MOST", 1)
    name = "it's; echo $HOME"
    folder = past.site["news"].add(name, Folder(title="It"))
    folder.add("page", Document(title="Page"))
    past.moment = past.mark()
    past.be("editor")
    sent = {"moment": past.moment, "uid": folder.uid}
    code = past.browser.get("/@@then", sent).html.select_one("code").text
    assert shlex.split(code)[:4] == ["contentsite", "history", "INI", f"/news/{name}"]


def test_who_may_not_cannot_bring_back(past):
    sent = {"moment": past.moment, "uid": past.site["news"]["opened"].uid}
    for person, status in (("", 404), ("reader", 404), ("nobody", 404), ("contributor", 404)):
        past.be(person)
        past.browser.post("/@@then", sent, status=status)
    past.be("editor")
    past.browser.post("/@@then", {**sent, "uid": "x"}, status=404)
    past.browser.post("/@@then", {**sent, "moment": "x"}, status=400)
    past.browser.post("/@@then", {}, status=400)


def test_packing_ends_the_past_and_says_so(past):
    past.be("editor")
    past.then("/news/opened")
    packed = time.time()
    past.site["news"]["opened"].update({"title": "Later"})
    kept = past.mark()
    past.database.storage.pack(packed, referencesf)
    # what a connection holds in its cache would not be missed
    past.database.historical_pool.clear()
    for connection in past.database.historical_pool:
        connection.cacheMinimize()
    sent = {"moment": past.moment, "uid": past.site["news"]["opened"].uid}
    answer = past.browser.get("/@@then", sent, status=404)
    assert "not everything is kept. The past of this site goes from" in answer
    answer = past.then("/news/opened", status=404)
    assert "kept. The past of this site goes from" in answer
    assert 'class="past"' not in answer
    past.then("/news/opened", status=404)
    past.moment = kept
    assert past.then("/news/opened").html.h1.text == "Later"


def test_no_connection_is_left_open(past):
    past.be("editor")
    for _number in range(25):
        past.then("/news")
        past.then("/no", status=404)
        past.browser.get("/@@at/x/", status=400)
        past.browser.get(f"/@@then?moment={past.moment}&uid=x", status=404)
    pool = past.database.historical_pool
    assert [each for each in pool if each.opened] == []
    assert len([*pool]) == 1
    for number in range(3 * MOMENTS):
        past.site["news"]["draft"].update({"title": f"n{number}"})
        past.moment = past.mark()
        assert past.then("/news/draft").html.h1.text == f"n{number}"
    assert len([*pool]) <= MOMENTS


def test_the_past_of_a_part_that_is_served(past):
    with admin_site(contentsite__site__virtual_root="/news") as found:
        scene = Past(found.site, found.browser, found.people)
        scene.moment = scene.mark()
        scene.site["news"]["opened"].update({"title": "Changed"})
        late = scene.site.add("late", Folder(title="Late"))
        scene.commit()
        assert late.uid
        scene.be("editor")
        assert scene.then("/opened").html.h1.text == "Opened"
        assert scene.then("/").html.h1.text == "News"
        home = scene.then("/opened").html.select_one(".brand")["href"]
        assert home == f"/@@at/{scene.moment}/"
        assert scene.then("/opened").html.select_one(".past a")["href"] == "/opened"
        scene.then("/late", status=404)


def test_mounted_below_a_path(past):
    past.be("editor")
    answer = past.browser.get(
        f"/@@at/{past.moment}/news/sub/page", extra_environ={"SCRIPT_NAME": "/app"}
    )
    prefix = f"/app/@@at/{past.moment}"
    hrefs = {a["href"] for a in answer.html.select("main a[href]")}
    assert {f"{prefix}/news/opened", f"{prefix}/news"} <= hrefs
    assert answer.html.select_one("link[rel=stylesheet]")["href"].startswith("/app/@@static/")
    assert answer.html.select_one(".past a")["href"] == "/app/page"
