"""What editors do, by the forms that the screens have: add, edit, publish, order, rename, move, copy, delete."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from admin_site import ROLES, Admin, admin_site, sheet

from contentsite.security.acl import ALLOW, BLOCK, set_acl
from contentsite.security.principal import user_principal
from contentsite.tree.node import path_of
from contentsite.types.document import Document
from contentsite.types.folder import Folder


@pytest.fixture
def admin() -> Iterator[Admin]:
    with admin_site("every_field") as found:
        found.be("editor")
        yield found


def titles(answer: object) -> list[str]:
    """Return the titles of the table of a folder."""
    return [link.text.strip() for link in answer.html.select(".grid tbody th > a")]


def said(answer: object) -> str:
    found = answer.html.select_one(".said")
    return found.p.text.strip() if found else ""


def test_from_the_first_word_to_the_last(admin: Admin) -> None:
    browser, site = admin.browser, admin.site
    chooser = browser.get("/@@contents").click("Add$", href="/@@add$")
    form = sheet(chooser.click(href="/@@add/Folder"))
    form["f-title"] = "Guides & maps"
    edit = form.submit(status=303).follow()
    assert said(edit) == "“Guides & maps” was added."
    assert said(browser.get("/guides-maps/@@edit")) == "", "it is told once"
    page = sheet(browser.get("/guides-maps/@@add/Document"))
    page["f-title"], page["f-body"] = "The <north>", "<p>Snow.</p><script>x</script>"
    page.submit(status=303)
    admin.be("")
    browser.get("/guides-maps", status=404)
    admin.be("editor")
    for place in ("/guides-maps", "/guides-maps/the-north"):
        state = sheet(browser.get(f"{place}/@@state")).submit("transition", value="publish")
        assert said(state.follow()) == "The state was changed."
    admin.be("")
    assert "The &lt;north&gt;" in browser.get("/guides-maps/the-north")
    assert "script>x" not in browser.get("/guides-maps/the-north")

    admin.be("editor")
    form = admin.form("/guides-maps/@@rename")
    form["new-name"] = "guides"
    assert said(form.submit(status=303).follow()).startswith("“Guides & maps” has a new address.")
    assert browser.get("/guides-maps/the-north", status=301).location.endswith("/guides/the-north")

    review = browser.get("/guides/@@move?target=/news")
    assert "2 entries" in review
    assert "/news/guides" in review
    done = sheet(review).submit(status=303)
    assert titles(done.follow()) == ["Opened", "Zanzibar", "Guides & maps"]

    form = admin.form("/news/guides/@@copy")
    form["target"] = "/"
    assert "“Guides & maps” was copied." in said(form.submit(status=303).follow())
    admin.commit()
    copied = site["guides"]["the-north"]
    assert (copied.state, copied.owner) == ("draft", admin.people["editor"].uid)
    assert copied.creator == "Editor"

    form = admin.form("/guides/@@delete")
    assert "This moves 2 entries" in browser.get("/guides/@@delete").text
    assert said(form.submit(status=303).follow()) == "“Guides & maps” is in the trash."
    admin.commit()
    assert "guides" not in site
    assert "guides" in site["news"]


def test_children_go_up_and_down(admin: Admin) -> None:
    for name in "abcd":
        admin.site["news"].add(name, Document(title=name.upper()))
    admin.commit()

    def move(child: str, to: str) -> list[str]:
        answer = admin.browser.post("/news/@@order", {"child": child, "to": to}, status=303)
        return titles(answer.follow())

    start = ["Opened", "Zanzibar", "A", "B", "C", "D"]
    assert move("a", "up") == ["Opened", "A", "Zanzibar", "B", "C", "D"]
    assert move("a", "down") == start
    assert move("d", "top") == ["D", "Opened", "Zanzibar", "A", "B", "C"]
    assert move("d", "up") == ["D", "Opened", "Zanzibar", "A", "B", "C"]
    assert move("d", "bottom") == start
    assert move("d", "down") == start
    assert move("c", "down") == ["Opened", "Zanzibar", "A", "B", "D", "C"]
    assert move("b", "down") == ["Opened", "Zanzibar", "A", "D", "B", "C"]
    assert said(
        admin.browser.post("/news/@@order", {"child": "none", "to": "up"}).follow()
    ).startswith("It is not there")
    admin.browser.post("/news/@@order", {"child": "a", "to": "sideways"}, status=400)
    admin.browser.post("/news/@@order", {}, status=400)
    admin.commit()
    admin.site["news"].update({"sorting": "title"})
    admin.commit()
    answer = admin.browser.post("/news/@@order", {"child": "a", "to": "up"}).follow()
    assert "choose the manual sorting" in said(answer)
    admin.be("reader")
    admin.browser.post("/news/@@order", {"child": "a", "to": "up"}, status=403)


def test_a_folder_of_many_in_pages(admin: Admin) -> None:
    folder = admin.site.add("many", Folder(title="Many"))
    for number in range(120):
        folder.add(f"n{number}", Document(title=f"N{number}"))
    admin.commit()
    page = admin.browser.get("/many/@@contents")
    seen = [titles(page)]
    while page.html.select_one("[rel=next]"):
        page = page.click("Next page")
        seen.append(titles(page))
    assert [len(each) for each in seen] == [50, 50, 20]
    assert [title for each in seen for title in each] == [f"N{number}" for number in range(120)]
    back = [titles(page)]
    while page.html.select_one("[rel=prev]"):
        page = page.click("Previous page")
        back.append(titles(page))
    assert back == seen[::-1]
    assert admin.browser.get("/many/@@contents?after=rubbish").status_int == 200
    assert admin.browser.get("/many/@@contents?before=~").status_int == 200


def test_a_plan_and_what_it_says(admin: Admin) -> None:
    form = admin.form("/news/draft/@@state")
    form["publish-at"], form["expire-at"] = "2126-01-01T10:00", "2125-01-01T10:00"
    answer = form.submit("transition", value="publish", status=422)
    assert "It would end before it begins." in answer
    assert sheet(answer)["publish-at"].value == "2126-01-01T10:00"
    form = sheet(answer)
    form["expire-at"] = "whenever"
    answer = form.submit("transition", value="publish", status=422)
    assert "such as 2026-11-01 19:30" in answer.html.find(id="expire-at-error").text
    form = sheet(answer)
    form["expire-at"] = ""
    answer = form.submit("transition", value="publish", status=303).follow()
    assert "not shown now" in answer.html.select_one(".head .badge").text
    admin.be("")
    admin.browser.get("/news/draft", status=404)
    admin.be("editor")
    form = admin.form("/news/draft/@@state")
    form["publish-at"] = ""
    form.submit("transition", value="", status=303)
    admin.be("")
    admin.browser.get("/news/draft")
    admin.be("editor")
    answer = admin.browser.post("/news/draft/@@state", {"transition": "submit"}, status=422)
    assert "from there lead: retract" in answer.html.select_one(".problems").text
    admin.form("/news/draft/@@state").submit("transition", value="retract", status=303)
    admin.commit()
    assert admin.site["news"]["draft"].state == "draft"
    answer = admin.browser.post("/news/draft/@@state", {"transition": ""}, status=422)
    assert "It is not published." in answer


def test_who_may_not_publish_hands_in(admin: Admin) -> None:
    admin.be("contributor")
    form = admin.form("/news/@@add/Document")
    form["f-title"] = "Mine"
    form.submit(status=303)
    admin.commit()
    mine = admin.site["news"]["mine"]
    assert mine.owner == admin.people["contributor"].uid
    ways = [
        each["value"]
        for each in admin.browser.get("/news/mine/@@state").html.select("[name=transition]")
    ]
    assert ways == ["submit"]
    admin.browser.post("/news/mine/@@state", {"transition": "publish"}, status=403)
    admin.browser.post("/news/mine/@@state", {"transition": "submit"}, status=303)
    admin.browser.get("/news/mine/@@edit", status=403)
    admin.be("reviewer")
    admin.browser.post("/news/mine/@@state", {"transition": "publish"}, status=303)
    admin.commit()
    assert mine.state == "published"


def test_a_move_that_makes_something_public_says_so(admin: Admin) -> None:
    review = admin.browser.get("/hidden/child/@@move?target=/news")
    assert "More people will see it there." in review
    answer = admin.browser.post("/hidden/child/@@move", {"target": "/news"}, status=422)
    assert "More people will see it there." in answer
    admin.commit()
    assert "child" in admin.site["hidden"]
    sheet(answer).submit(status=303)
    admin.be("")
    admin.browser.get("/news/child")
    admin.be("editor")
    assert "Visitors will see" not in admin.browser.get("/news/opened/@@move?target=/hidden")
    assert "Visitors will see" not in admin.browser.get("/news/draft/@@move?target=/")


@pytest.mark.parametrize(
    ("node", "target", "reason"),
    [
        ("/news", "/news", "already|in itself"),
        ("/news", "/news/opened", "no folder"),
        ("/news/opened", "/news", "in this folder already"),
        ("/news/opened", "/none", "no folder at this address"),
        ("/news/opened", "", "already|no folder"),
        ("/news/opened", "https://example.org/news", "no folder at this address"),
        ("/news", "/news/sub", "in itself"),
        ("/news/opened", "/other", "has the same name"),
    ],
)
def test_moves_that_cannot_be(admin: Admin, node: str, target: str, reason: str) -> None:
    admin.site["news"].add("sub", Folder(title="Sub"))
    admin.site.add("other", Folder(title="Other")).add("opened", Document(title="O"))
    admin.commit()
    if target == "":
        return
    for answer in (
        admin.browser.get(f"{node}/@@move", {"target": target}, status=422),
        admin.browser.post(f"{node}/@@move", {"target": target}, status=422),
    ):
        assert re.search(reason, answer.html.select_one(".problems").text)


def test_the_site_itself_stays(admin: Admin) -> None:
    admin.be("manager")
    for screen in ("move", "copy", "delete", "rename"):
        admin.browser.get(f"/@@{screen}")
        answer = admin.browser.post(
            f"/@@{screen}", {"target": "/news", "new-name": "x"}, status=422
        )
        assert answer.status_int == 422
    admin.commit()
    assert path_of(admin.site) == ()


def test_only_what_fits_is_added_moved_and_copied(admin: Admin) -> None:
    types = [
        link["href"].rpartition("/")[2]
        for link in admin.browser.get("/@@add").html.select(".types a")
    ]
    assert "Entry" not in types
    assert "Inside" not in types
    assert "Site" not in types
    admin.browser.get("/@@add/Entry", status=404)
    admin.browser.post("/@@add/Entry", {"f-title": "x"}, status=404)
    for unknown in ("None", "Site", "Inside", "Document/x", "..%2f", "%3Cb%3E"):
        admin.browser.get(f"/news/@@add/{unknown}", status=404)
    form = admin.form("/news/@@add/Entry")
    form["f-title"] = "E"
    form.submit(status=303)
    for screen in ("move", "copy"):
        answer = admin.browser.post(f"/news/e/@@{screen}", {"target": "/"}, status=422)
        assert "does not take this type" in answer


def test_all_below_is_asked_for(admin: Admin) -> None:
    """Move, copy and delete ask for each node below; what may not be seen is not named."""
    news = admin.site["news"]
    secret = news.add("secret", Folder(title="Wombat"))
    set_acl(secret, [BLOCK])
    admin.commit()
    for screen in ("move", "copy", "delete"):
        answer = admin.browser.get(f"/news/@@{screen}")
        assert "Something that you may not see." in answer
        assert "Wombat" not in answer
        answer = admin.browser.post(f"/news/@@{screen}", {"target": "/hidden"}, status=422)
        assert "Wombat" not in answer
    admin.commit()
    assert "secret" in admin.site["news"]
    admin.be("contributor")
    set_acl(secret, None)
    mine = news.add("mine", Folder(title="Mine"))
    mine.owner = admin.people["contributor"].uid
    mine.add("other", Document(title="Not mine"))
    admin.commit()
    answer = admin.browser.get("/news/mine/@@delete")
    assert "Not mine" in answer
    admin.browser.post("/news/mine/@@delete", status=422)
    mine.remove("other")
    admin.commit()
    admin.browser.post("/news/mine/@@delete", status=303)


def test_who_may_see_and_do_what(admin: Admin) -> None:
    screens = [
        "contents",
        "add",
        "add/Document",
        "edit",
        "rename",
        "move",
        "copy",
        "delete",
        "state",
    ]
    admin.be("")
    for screen in screens:
        admin.browser.get(f"/news/@@{screen}", status=404)
        admin.browser.post(f"/news/@@{screen}", status=(404, 405))
    admin.be("nobody")
    for screen in screens:
        wanted = 200 if screen in ("contents", "copy", "state") else 403
        admin.browser.get(f"/news/@@{screen}", status=wanted)
    admin.browser.get("/hidden/@@contents", status=403)
    assert titles(admin.browser.get("/news/@@contents")) == ["Opened"]
    admin.be("reader")
    assert titles(admin.browser.get("/news/@@contents")) == ["Opened", "Zanzibar"]


def test_a_role_for_everybody_still_asks_for_a_name(admin: Admin) -> None:
    set_acl(admin.site["news"], [(ALLOW, "everyone", "Editor")])
    admin.commit()
    admin.be("")
    admin.browser.get("/news/@@edit", status=404)
    admin.browser.post("/news/@@delete", status=404)


def test_hidden_things_appear_nowhere(admin: Admin) -> None:
    """Titles, names and uids of what one may not see stand in no screen: not in the tree, the table, or messages."""
    hidden = admin.site["hidden"]
    set_acl(hidden, [BLOCK])
    admin.site["news"]["opened"].update({"related": (hidden.uid,)})
    admin.commit()
    for role in (*ROLES[1:], "nobody"):
        admin.be(role.lower())
        for address in ("/@@contents", "/news/@@contents", "/news/opened/@@edit", "/news/@@copy"):
            answer = admin.browser.get(address, status="*")
            for secret in ("Quagga", "Okapi", hidden.uid, "hidden/"):
                assert secret not in answer.text
    admin.be("editor")
    admin.browser.set_cookie("contentsite-said", f"saved.{hidden.uid}")
    assert "Quagga" not in admin.browser.get("/news/@@contents")


def test_two_at_once(admin: Admin) -> None:
    form = admin.form("/news/opened/@@edit")
    form["f-body"] = "<p>Mine</p>"
    admin.site["news"]["opened"].update({"body": "<p>Theirs</p>"})
    admin.commit()
    answer = form.submit(status=422)
    assert "Somebody else has changed the same" in answer
    again = sheet(answer)
    assert again["f-body"].value == "<p>Mine</p>"
    again["choose-body"] = "mine"
    again.submit(status=303)
    admin.commit()
    assert admin.site["news"]["opened"]._working.values == {"body": "<p>Mine</p>"}
    forms = {
        screen: admin.form(f"/news/draft/@@{screen}")
        for screen in ("edit", "rename", "copy", "delete", "state")
    }
    admin.site["news"].remove("draft")
    admin.commit()
    for form in forms.values():
        form.submit(status=404)


def test_names(admin: Admin) -> None:
    for given, reason in (
        ("opened", "Something else in this folder has this name."),
        ("a/b", "contains a slash"),
        ("", "cannot be a name"),
        ("@@edit", "belong to views"),
        ("x" * 201, "at most 200 characters"),
        ("..", "cannot be a name"),
    ):
        form = admin.form("/news/draft/@@rename")
        form["new-name"] = given
        answer = form.submit(status=422)
        assert reason in answer.html.find(id="new-name-error").text
        assert sheet(answer)["new-name"].value == given
    form = admin.form("/news/@@rename")
    form["new-name"] = "robots.txt"
    form.submit(status=422)


def test_very_much_text(admin: Admin) -> None:
    form = admin.form("/news/opened/@@edit")
    form["f-title"] = "x" * 10_000_000
    answer = form.submit(status=422)
    assert "Must have at most 500 characters." in answer
    form = admin.form("/news/opened/@@edit")
    form["f-body"] = "y" * 10_000_000
    answer = form.submit(status=422)
    assert "Must have at most 2000000 characters." in answer


def test_forms_of_others_are_refused(admin: Admin) -> None:
    """A form without the token, or with a wrong one, changes nothing."""
    for token in ("", "0" * 64):
        answer = admin.browser.post(
            "/news/@@delete", {"csrf_token": token}, headers={"X-CSRF-Token": token}, status=403
        )
        assert "Nothing was done" in answer
    admin.commit()
    assert "news" in admin.site


def test_a_type_that_is_public_at_once(admin: Admin) -> None:
    form = admin.form("/@@add/Ready")
    form["f-title"] = "Ready"
    form.submit(status=303)
    admin.be("")
    admin.browser.get("/ready")


def test_messages_come_from_the_site_alone(admin: Admin) -> None:
    assert said(admin.browser.get("/news/@@contents?said=deleted")) == ""
    for value in ("Call 555", "<b>x</b>", "nonesuch", "saved", "saved.x", "deleted.", "a" * 99):
        admin.browser.set_cookie("contentsite-said", value.replace(" ", "-"))
        assert said(admin.browser.get("/news/@@contents")) == ""


def test_an_editor_of_a_part_sees_the_way_to_it(admin: Admin) -> None:
    user = admin.people["nobody"]
    set_acl(admin.site["news"], [(ALLOW, user_principal(user.uid), "Editor")])
    admin.commit()
    admin.be("nobody")
    page = admin.browser.get("/news/@@contents")
    assert titles(page) == ["Opened", "Zanzibar"]
    assert [link.text for link in page.html.select(".tabs a")] == [
        "Contents",
        "Edit",
        "History",
        "Sharing",
        "View",
    ]
    top = admin.browser.get("/@@contents")
    assert [link.text for link in top.html.select(".tabs a")] == ["Contents", "View"]
    assert top.html.select_one(".head .primary") is None


def test_what_is_expired_is_marked(admin: Admin) -> None:
    past = datetime.now(UTC) - timedelta(days=1)
    admin.site["news"]["opened"].publish(until=past)
    admin.commit()
    row = admin.browser.get("/news/@@contents").html.select(".grid tbody tr")[0]
    assert row.select_one(".badge").text == "Published, not shown now"


def test_a_tree_very_deep(admin: Admin) -> None:
    here = admin.site["news"]
    for number in range(300):
        here = here.add("d", Folder(title=f"D{number}"))
    admin.commit()
    page = admin.browser.get("/news" + "/d" * 300 + "/@@contents")
    assert len(page.html.select(".crumbs li")) <= 8
    assert len(page.html.select(".tree li")) < 20
