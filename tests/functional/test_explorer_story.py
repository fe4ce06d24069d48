"""The explorer by plain requests: with and without a script that asks, whatever is sent."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from admin_site import Admin, admin_site

from contentsite.admin import branches, tree
from contentsite.admin.explorer import asked, by_key, clipboard
from contentsite.security.acl import BLOCK, set_acl
from contentsite.testing import add_user
from contentsite.tree.check import check_tree
from contentsite.types.document import Document
from contentsite.types.folder import Folder
from contentsite.types.link import Link
from contentsite.versions.working import edit

PART = {"HX-Request": "true"}


@pytest.fixture
def admin() -> Iterator[Admin]:
    with admin_site() as found:
        found.site["news"].add("inner", Folder(title="Inner"))
        found.commit()
        found.be("editor")
        yield found
        found.commit()
        assert list(check_tree(found.site)) == []


def titles(answer: Any) -> list[str]:
    return [each.text for each in answer.html.select("#rows th > a span")]


def said(answer: Any) -> str:
    found = answer.html.select_one(".said p")
    return found.text.strip() if found else ""


def row_of(answer: Any, name: str) -> Any:
    return answer.html.select_one(f'#rows tr:has(input[value="{name}"])')


def refusals(answer: Any) -> list[str]:
    return [each.text for each in answer.html.select(".problems li")]


def children(admin: Admin, folder: str) -> list[str]:
    admin.commit()
    return list(admin.site[folder])


def send(admin: Admin, address: str, *names: str, status: int = 303, **more: str) -> Any:
    values = [*(("child", name) for name in names), *more.items()]
    return admin.browser.post(address, values, status=status)


# the table


def test_a_script_gets_the_table_alone(admin: Admin) -> None:
    whole = admin.browser.get("/news/@@contents")
    part = admin.browser.get("/news/@@contents", headers=PART)
    assert whole.headers["Vary"].startswith("HX-Request")
    assert "<html" not in part
    assert len(part.body) < len(whole.body) - 4_000
    assert str(part.html.select_one("#rows")) == str(whole.html.select_one("#rows"))


def test_rows_tell_type_state_and_who(admin: Admin) -> None:
    row = row_of(admin.browser.get("/news/@@contents"), "inner")
    assert row.select_one(".c-t").text == "Folder"
    assert row.select_one(".badge").text == "Draft"
    assert row.select_one("time")["title"].startswith("20")
    assert row.has_attr("data-folder")


def test_who_changed_an_entry_last_is_shown_and_sorted_by(admin: Admin) -> None:
    form = admin.form("/news/draft/@@edit")
    form["f-title"] = "Aardvark"
    form.submit(status=303)
    rows = admin.browser.get("/news/@@contents?sort=author").html.select("#rows tr")
    assert {row.input["value"]: row.select_one(".c-a").text for row in rows}["draft"] == "Editor"
    assert rows[-1].input["value"] == "draft"


def test_filters_and_counts(admin: Admin) -> None:
    answer = admin.browser.get("/news/@@contents?words=zan")
    assert titles(answer) == ["Zanzibar"]
    assert answer.html.select_one(".count").text == "3 entries, 1 shown"
    assert titles(admin.browser.get("/news/@@contents?type=Folder")) == ["Inner"]
    assert titles(admin.browser.get("/news/@@contents?state=published")) == ["Opened"]
    assert "Nothing fits" in admin.browser.get("/news/@@contents?words=nonesuch")
    edit(admin.site["news"]["opened"], {"title": "Opened wide"})
    admin.commit()
    # those who work on it see what waits
    assert titles(admin.browser.get("/news/@@contents?state=%2Bchanged")) == ["Opened wide"]


def test_columns_sort_both_ways(admin: Admin) -> None:
    answer = admin.browser.get("/news/@@contents?sort=title")
    assert titles(answer) == ["Inner", "Opened", "Zanzibar"]
    assert answer.html.select_one("th[aria-sort=ascending]").text == "Title"
    assert "data-ordered" not in answer.html.select_one("#explorer").attrs
    assert titles(admin.browser.get("/news/@@contents?sort=-title"))[0] == "Zanzibar"


def test_each_sees_what_he_may(admin: Admin) -> None:
    admin.be("nobody")
    answer = admin.browser.get("/news/@@contents")
    assert titles(answer) == ["Opened"]
    assert answer.html.select_one(".count").text == "one entry"
    assert not answer.html.select("[data-may-order], [data-upload]")
    assert [option["value"] for option in answer.html.select("select[name=type] option")] == [
        "",
        "Document",
    ]


@pytest.mark.parametrize(
    "query",
    [
        "sort=nonesuch", "size=7", "after=%01", "before=x", "words=" + "x" * 5_000, "type=%F0%9F%98%80",
        "state='--", "sort=title&after=[1]", "sort=title&before=%22", 'words="&sort=-modified', "after=1&before=2",
    ],
)  # fmt: skip
def test_queries_that_make_no_sense_are_answered(admin: Admin, query: str) -> None:
    admin.browser.get(f"/news/@@contents?{query}")


def test_a_large_folder_is_paged_and_counted(admin: Admin) -> None:
    news = admin.site["news"]
    for number in range(1_100):
        news.add(f"n-{number:04}", Document(title=f"Number {number:04}"))
    admin.commit()
    for name in ("manager", "editor"):
        admin.be(name)
        answer = admin.browser.get("/news/@@contents?size=200")
        assert answer.html.select_one(".count").text == "1103 entries"
        assert len(titles(answer)) == 200
        again = answer.click("Next page").click("Previous page")
        assert titles(again) == titles(answer)
    last = admin.browser.get("/news/@@contents?sort=-title&words=number").click("Next page")
    assert titles(last)[0] == "Number 1049"
    assert titles(last.click("Previous page"))[0] == "Number 1099"


# order


def test_children_are_put_before_and_behind_siblings(admin: Admin) -> None:
    send(admin, "/news/@@order", "inner", before="opened", back="")
    assert children(admin, "news") == ["inner", "opened", "draft"]
    send(admin, "/news/@@order", "inner", "opened", behind="draft", back="")
    assert children(admin, "news") == ["draft", "inner", "opened"]
    answer = send(
        admin, "/news/@@order", "draft", "opened", to="bottom", back="words=x&sort=evil"
    ).follow()
    assert answer.request.path_qs == "/news/@@contents?words=x"
    assert said(answer) == "The order was changed."
    assert children(admin, "news") == ["inner", "draft", "opened"]
    # next to one of those that are moved: where that one is
    send(admin, "/news/@@order", "inner", "draft", before="draft", back="")
    assert children(admin, "news") == ["inner", "draft", "opened"]


@pytest.mark.parametrize(
    ("to", "names", "then"),
    [
        ("top", ("opened", "inner"), ["opened", "inner", "draft"]),
        ("up", ("opened", "draft"), ["opened", "draft", "inner"]),
        ("up", ("draft", "inner"), ["draft", "inner", "opened"]),
        ("down", ("draft", "inner"), ["opened", "draft", "inner"]),
        ("down", ("opened", "draft"), ["inner", "opened", "draft"]),
        ("bottom", ("opened", "draft"), ["inner", "opened", "draft"]),
    ],
)
def test_several_stay_in_their_order_wherever_they_go(
    admin: Admin, to: str, names: tuple[str, ...], then: list[str]
) -> None:
    assert children(admin, "news") == ["opened", "draft", "inner"]
    send(admin, "/news/@@order", *names, to=to, back="")
    assert children(admin, "news") == then


def test_a_sibling_that_is_gone_is_told(admin: Admin) -> None:
    answer = send(admin, "/news/@@order", "inner", before="nonesuch", back="").follow()
    assert said(answer).startswith("It is not there any more")


# titles


def test_a_title_is_changed_and_the_address_stays(admin: Admin) -> None:
    form = admin.form("/news/draft/@@title")
    form["title"] = "  Aardvark "
    answer = form.submit(status=303).follow()
    assert said(answer) == "The title was changed. The address stays as it was."
    assert titles(answer) == ["Opened", "Aardvark", "Inner"]
    form = admin.form("/news/opened/@@title")
    form["title"] = "Shut"
    answer = form.submit(status=303).follow()
    assert "waits to be published" in said(answer)
    assert titles(answer)[0] == "Shut"
    admin.commit()
    assert admin.site["news"]["opened"].title == "Opened"


def test_titles_that_cannot_be_are_refused_beside_the_field(admin: Admin) -> None:
    for title in ("", "   ", "x" * 501):
        answer = admin.browser.post("/news/draft/@@title", {"title": title}, status=422)
        assert answer.html.select_one(".error")
    answer = admin.browser.post(
        "/news/draft/@@title", {"title": "Mine", "was": "Something else"}, status=422
    )
    assert "now it is “Zanzibar”" in answer.html.select_one(".error").text


# several at once


def test_states_of_several(admin: Admin) -> None:
    answer = send(admin, "/news/@@many-state", "draft", "inner", way="publish").follow()
    assert said(answer) == "The state of 2 entries was changed."
    answer = send(admin, "/news/@@many-state", "draft", "nonesuch", way="retract", status=200)
    assert refusals(answer) == [
        "nonesuch: It is not there any more: someone else has moved or deleted it."
    ]
    assert said(answer) == "The state was changed."
    undo = next(form for form in answer.forms.values() if form.action == "/@@change")
    # it would be public again: that is asked for first
    asked = undo.submit(status=303).follow()
    next(form for form in asked.forms.values() if form.action == "/@@change").submit(status=303)
    admin.commit()
    assert admin.site["news"]["draft"].state == "published"
    answer = send(admin, "/news/@@many-state", "inner", way="publish", status=422)
    assert refusals(answer) == ["Inner: This is no way out of its state, “Published”."]


def test_publishing_what_is_published_publishes_its_changes(admin: Admin) -> None:
    edit(admin.site["news"]["opened"], {"title": "Opened wide"})
    admin.commit()
    send(admin, "/news/@@many-state", "opened", "draft", way="publish")
    admin.commit()
    assert admin.site["news"]["opened"].title == "Opened wide"


def test_each_entry_is_asked_for(admin: Admin) -> None:
    admin.be("contributor")
    for view, more in (
        ("many-state", {"way": "publish"}),
        ("many-move", {"target": "/news/inner"}),
        ("many-delete", {"confirmed": "1"}),
        ("many-tag", {"tags": "a"}),
    ):
        answer = send(admin, f"/news/@@{view}", "opened", "draft", status=422, **more)
        assert len(refusals(answer)) == 2
    set_acl(admin.site["hidden"], [BLOCK])
    admin.commit()
    send(admin, "/hidden/@@many-state", "child", way="retract", status=403)


def test_moving_says_what_will_change_and_does_it(admin: Admin) -> None:
    admin.site["hidden"].add("draft", Document(title="In the way"))
    news = admin.site["news"]
    news["opened"].update({"body": f'<p><a href="uid:{news["draft"].uid}">there</a></p>'})
    admin.commit()
    answer = send(
        admin, "/news/@@many-move", "draft", "inner", target="/hidden", look="1", status=200
    )
    assert refusals(answer) == [
        "Zanzibar: Something in that folder has the same name; rename one of the two first."
    ]
    assert "/hidden/inner" in answer.html.select_one(".sheet").text
    answer = send(admin, "/news/@@many-move", "draft", "inner", target="/hidden", status=200)
    assert said(answer) == "“Inner” was moved. Its old address leads here from now on."
    assert children(admin, "news") == ["opened", "draft"]
    answer = send(admin, "/news/@@many-move", "draft", target="/", look="1", status=200)
    assert "Opened" in answer.html.select_one(".sheet .dots-list").text
    answer = send(admin, "/news/@@many-move", "draft", target="/none", status=422)
    assert "There is no folder at this address" in answer


def test_what_becomes_public_by_a_move_is_confirmed(admin: Admin) -> None:
    admin.be("manager")
    answer = send(admin, "/hidden/@@many-move", "child", target="/news", status=422)
    assert "More people will see it there." in answer
    assert children(admin, "hidden") == ["child"]
    next(f for f in answer.forms.values() if f.action == "/hidden/@@many-move").submit(status=303)
    assert children(admin, "hidden") == []


def test_a_folder_stays_out_of_itself(admin: Admin) -> None:
    answer = send(admin, "/news/@@many-move", "inner", "draft", target="/news/inner", status=200)
    assert refusals(answer) == ["Inner: It would come to stand in itself."]
    admin.commit()
    assert list(admin.site["news"]["inner"]) == ["draft"]
    answer = send(admin, "/news/@@many-copy", "inner", target="/news/inner", status=422)
    assert refusals(answer) == ["Inner: It would come to stand in itself."]


def test_several_are_copied(admin: Admin) -> None:
    answer = send(admin, "/news/@@many-copy", "draft", "inner", target="/hidden").follow()
    assert said(answer) == "2 entries were copied. The copies are drafts."
    assert children(admin, "hidden") == ["child", "draft", "inner"]


def test_several_are_deleted_after_it_was_said_what_goes(admin: Admin) -> None:
    answer = send(admin, "/news/@@many-delete", "draft", "inner", status=200)
    assert "This moves 2 entries into the trash." in answer.html.select_one(".sheet").text
    form = next(form for form in answer.forms.values() if form.action == "/news/@@many-delete")
    answer = form.submit(status=303).follow()
    assert said(answer) == "2 entries are in the trash."
    assert titles(answer) == ["Opened"]
    undo = next(form for form in answer.forms.values() if form.action == "/@@change")
    undo.submit(status=303)
    assert children(admin, "news") == ["opened", "draft", "inner"]


def test_tags_are_given_and_taken(admin: Admin) -> None:
    admin.site["news"]["draft"].update({"tags": ("old", "Kept")})
    admin.commit()
    answer = send(admin, "/news/@@many-tag", "draft", "opened", status=200)
    assert [each["value"] for each in answer.html.select("[name=without]")] == ["Kept", "old"]
    send(admin, "/news/@@many-tag", "draft", "opened", tags=" new, Kept ,", without="old")
    admin.commit()
    news = admin.site["news"]
    assert news["draft"].tags == ("Kept", "new")
    assert news["opened"]._working.values["tags"] == ("new", "Kept")
    # one with a comma in it stands in quotes, as in the form of a page
    send(admin, "/news/@@many-tag", "draft", tags='"here, there", newest')
    admin.commit()
    assert news["draft"].tags == ("Kept", "new", "here, there", "newest")
    news.add("elsewhere", Link(title="Elsewhere"))
    admin.commit()
    answer = send(admin, "/news/@@many-tag", "draft", "elsewhere", tags="newer", status=200)
    assert refusals(answer) == ["Elsewhere: It has no tags."]
    # what is wrong is said of the field by its label, and of nothing that was
    answer = send(admin, "/news/@@many-tag", "draft", tags="x" * 300, status=422)
    assert refusals(answer)[0].startswith("Zanzibar: Tags: Must have at most")
    assert "Name a tag." in send(admin, "/news/@@many-tag", "draft", tags=" , ", status=422)


def test_titles_and_names_in_one_table(admin: Admin) -> None:
    answer = send(admin, "/news/@@many-rename", "draft", "inner", status=200)
    form = next(form for form in answer.forms.values() if form.action == "/news/@@many-rename")
    draft, inner = (admin.site["news"][name].uid for name in ("draft", "inner"))
    form[f"title-{draft}"], form[f"name-{draft}"] = "Aardvark", "aardvark"
    form[f"title-{inner}"], form[f"name-{inner}"] = "Never", "opened"
    answer = form.submit(status=200)
    assert refusals(answer) == ["Inner: Something else in this folder has this name."]
    assert children(admin, "news") == ["opened", "aardvark", "inner"]
    assert admin.site["news"]["aardvark"].title == "Aardvark"
    # what was refused is as it was
    assert admin.site["news"]["inner"].title == "Inner"


# the clipboard


def test_cut_here_and_paste_there(admin: Admin) -> None:
    answer = send(admin, "/news/@@clip", "draft", "inner", kind="cut").follow()
    assert said(answer) == "Cut: 2. Go to another folder and paste."
    assert "2 cut" in answer.html.select_one(".clipped").text
    answer = admin.browser.get("/hidden/@@contents").forms
    form = next(each for each in answer.values() if each.action == "/hidden/@@paste")
    answer = form.submit(status=303).follow()
    assert said(answer) == "2 entries were moved. Their old addresses lead there from now on."
    assert children(admin, "hidden") == ["child", "draft", "inner"]
    assert not answer.html.select(".clipped")
    assert said(admin.browser.post("/hidden/@@paste", {}).follow()).startswith(
        "There is nothing to paste"
    )


def test_what_can_not_be_pasted_is_named_and_the_rest_is_done(admin: Admin) -> None:
    send(admin, "/news/@@clip", "draft", "inner", "opened", kind="cut")
    admin.commit()
    admin.site["news"].remove("opened")
    admin.site["hidden"].add("draft", Document(title="Taken meanwhile"))
    admin.commit()
    answer = admin.browser.post("/hidden/@@paste", {}, status=200)
    assert refusals(answer) == [
        "Opened: It is not there any more: someone else has moved or deleted it.",
        "Zanzibar: Something in that folder has the same name; rename one of the two first.",
    ]
    assert children(admin, "hidden") == ["child", "draft", "inner"]
    assert children(admin, "news") == ["draft"]


def test_a_paste_into_itself_moves_nothing(admin: Admin) -> None:
    send(admin, "/news/@@clip", "inner", kind="cut")
    answer = admin.browser.post("/news/inner/@@paste", {}, status=422)
    assert refusals(answer) == ["Inner: It would come to stand in itself."]
    # it is still on the clipboard
    assert admin.browser.get("/news/@@contents").html.select_one(".clipped")


def test_what_is_copied_can_be_pasted_again_and_forgotten(admin: Admin) -> None:
    send(admin, "/news/@@clip", "draft", kind="copy")
    admin.browser.post("/news/@@paste", {}, status=303)
    admin.browser.post("/news/@@paste", {}, status=303)
    assert children(admin, "news") == ["opened", "draft", "inner", "draft-2", "draft-3"]
    answer = admin.browser.post("/news/@@paste", {"clear": "1"}, status=303).follow()
    assert said(answer) == "Nothing is cut or copied any more."
    assert not answer.html.select(".clipped")


def test_a_clipboard_is_ones_own_and_ends_after_a_day(
    admin: Admin, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(admin, "/news/@@clip", "draft", kind="copy")
    admin.be("manager")
    assert not admin.browser.get("/news/@@contents").html.select(".clipped")
    admin.be("editor")
    assert admin.browser.get("/news/@@contents").html.select(".clipped")
    monkeypatch.setattr(clipboard, "KEPT", timedelta(0))
    assert not admin.browser.get("/news/@@contents").html.select(".clipped")


def test_a_type_that_is_not_allowed_there_is_told(admin: Admin) -> None:
    add_user(admin.site, "outsider", "Editor", at=admin.site["news"], title="Outsider")
    admin.site["hidden"].publish()
    admin.commit()
    send(admin, "/news/@@clip", "draft", kind="cut")
    admin.be("reader")
    send(admin, "/news/@@clip", "draft", kind="copy")
    answer = admin.browser.post("/hidden/@@paste", {}, status=422)
    assert refusals(answer) == ["Zanzibar: You may not add anything to that folder."]


@pytest.mark.parametrize(
    "view",
    ["clip", "many-state", "many-move", "many-copy", "many-delete", "many-tag", "many-rename"],
)
@pytest.mark.parametrize(
    "values",
    [[], [("child", "")], [("child", "../hidden")], [("child", "x\x00")], [("child", "é" * 900), ("back", "a=%FF&&=")],
     [("child", str(number)) for number in range(1_001)]],
)  # fmt: skip
def test_selections_that_make_no_sense_are_refused(admin: Admin, view: str, values: Any) -> None:
    sent = [
        *values,
        ("kind", "cut"),
        ("way", "publish"),
        ("target", "/hidden"),
        ("confirmed", "1"),
        ("tags", "a"),
        ("named", "1"),
    ]
    answer = admin.browser.post(f"/news/@@{view}", sent, status="*")
    assert answer.status_int in (303, 400, 422)
    assert children(admin, "news") == ["opened", "draft", "inner"]


def test_the_tree_is_asked_for_in_branches(admin: Admin) -> None:
    answer = admin.browser.get("/news/@@tree", headers=PART)
    assert [each.text for each in answer.html.select("a span")] == ["Opened", "Zanzibar", "Inner"]
    uid = admin.site["hidden"].uid
    answer = admin.browser.get(f"/news/@@tree?whole=1&open={uid}", headers=PART)
    assert "Okapi" in answer
    assert answer.html.select_one("[aria-current] span").text == "News"


def test_a_moment_of_a_working_copy_is_that_of_the_row(admin: Admin) -> None:
    node = admin.site["news"]["opened"]
    node.modified = datetime.now(UTC) - timedelta(days=5)
    admin.commit()
    form = admin.form("/news/opened/@@edit")
    form["f-title"] = "Opened wide"
    form.submit(status=303)
    row = row_of(admin.browser.get("/news/@@contents"), "opened")
    assert row.select_one("time").text == "just now"
    assert row.select_one(".c-a").text == "Editor"
    assert "Unpublished changes" in row.text


def places_in(answer: Any) -> list[str]:
    """Return what the tokens of an answer say."""
    found = re.findall(r"(?:after|before|rest)=([\w~-]+)", answer.text)
    return [
        token
        if token.startswith("~")
        else urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode()
        for token in found
    ]


def test_hidden_children_are_neither_counted_nor_named_by_addresses(
    admin: Admin, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = admin.site.add("many", Folder(title="Many", sorting="title"))
    many.publish()
    for number in range(3):
        many.add(f"a{number}", Document(title=f"Aardvark {number}")).publish()
        many.add(f"b{number}", Document(title=f"Badger {number}"))
        many.add(f"z{number}", Document(title=f"Zebra {number}")).publish()
    admin.commit()
    for person, number in (("editor", "9"), ("nobody", "6")):
        admin.be(person)
        assert row_of(admin.browser.get("/@@contents"), "many").select_one(".number").text == number
    monkeypatch.setattr(tree, "SHOWN", 3)
    monkeypatch.setattr(asked, "SIZES", (3, 200))
    monkeypatch.setattr(by_key, "SCAN", 2)
    monkeypatch.setattr(branches, "SCANNED", 5)
    told, seen, address = list[str](), list[str](), "/many/@@contents"
    for _page in range(9):
        answer = admin.browser.get(address)
        seen += titles(answer)
        told += places_in(answer)
        following = answer.html.select_one("a[rel=next]")
        if following is None:
            break
        address = f"/many/{following['href'].rpartition('/')[2]}"
    assert seen == [f"{animal} {number}" for animal in ("Aardvark", "Zebra") for number in range(3)]
    for address in ("/many/@@tree", "/many/@@chooser-branch?purpose=refer", "/many/@@contents"):
        told += places_in(admin.browser.get(address, headers=PART))
    assert told
    assert not [place for place in told if "badger" in place.lower()]
    # a child that is gone, and what never was a place
    for token in ("~", "~" + "0" * 32, f"~{admin.site['news'].uid}"):
        assert titles(admin.browser.get(f"/many/@@contents?after={token}"))
