"""An editor's work with blocks by plain forms: added, filled in, moved, doubled, removed, saved."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from admin_site import Admin, admin_site
from stage import picture
from webob.multidict import MultiDict

from contentsite.admin.form.blocks import BlocksControl
from contentsite.admin.form.widget import Place
from contentsite.schema.blocks import MOST, block_classes
from contentsite.security.acl import BLOCK, set_acl
from contentsite.tree.trashing import trash
from contentsite.types.blocks import Callout, Cards, Gallery, Hero, Prose, Quote
from contentsite.types.document import Document
from contentsite.types.image import Image
from contentsite.versions.working import edit

XSS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "{{ 7 * 7 }}",
    "<svg/onload=alert(1)>",
)
ALL = (Hero(headline="One"), Quote(words="Two"), Prose(text="<p>Three</p>"))


@pytest.fixture
def desk() -> Iterator[Admin]:
    """A site with the plug-in, an Editor, and a draft with three blocks."""
    with admin_site("opening_blocks") as admin:
        admin.site["news"].add("page", Document(title="Page", blocks=ALL))
        admin.site.add("door", Image(title="Door", image=picture())).publish()
        admin.commit()
        admin.be("editor")
        yield admin


def kinds(form: Any) -> list[str]:
    return [each[0].value for name, each in form.fields.items() if (name or "").endswith("-kind")]


def press(form: Any, deed: str, field: str = "blocks") -> Any:
    """Press a button beside a block, and return the form that comes back."""
    answer = form.submit(f"f-{field}-do", value=deed, status=200)
    (own,) = [each for each in answer.forms.values() if each.action == form.action]
    return own


def stored(admin: Admin) -> tuple[Any, ...]:
    admin.commit()
    found: tuple[Any, ...] = admin.site["news"]["page"].blocks
    return found


def test_blocks_are_arranged_and_nothing_is_stored_until_save(desk: Admin) -> None:
    form = desk.form("/news/page/@@edit")
    assert kinds(form) == ["hero", "quote", "text"]
    form["f-blocks.0.headline"] = "Changed"
    form["f-title"] = "Other"
    form = press(form, "down.0")
    assert kinds(form) == ["quote", "hero", "text"]
    assert (form["f-blocks.0.headline"].value, form["f-title"].value) == ("Changed", "Other")
    form = press(form, "up.2")
    form = press(form, "copy.0")
    assert kinds(form) == ["quote", "text", "hero", "hero"]
    assert form["f-blocks.3.headline"].value == "Changed"
    form = press(form, "remove.0")
    form["f-blocks-new"] = "callout"
    form = press(form, "add")
    form["f-blocks.4.heading"] = "Mind"
    form["f-blocks.4.tone"] = "warning"
    form["f-blocks.4.text"] = "<p onclick=x>the gap</p>"
    assert stored(desk) == ALL
    form.submit(status=303)
    assert stored(desk) == (
        Quote(words="Two"),
        Prose(text="<p>Three</p>"),
        Hero(headline="Changed"),
        Callout(tone="warning", heading="Mind", text="<p>the gap</p>"),
    )
    assert desk.site["news"]["page"].title == "Other"


def test_what_is_untouched_stays_the_same_object(desk: Admin) -> None:
    before = stored(desk)
    form = desk.form("/news/page/@@edit")
    form.submit(status=303)
    assert stored(desk) is before
    form = desk.form("/news/page/@@edit")
    form["f-blocks.1.words"] = "Changed"
    form.submit(status=303)
    after = stored(desk)
    assert (after[0], after[2]) == (before[0], before[2])
    assert after[1] == Quote(words="Changed")


def test_a_new_page_gets_blocks(desk: Admin) -> None:
    form = desk.form("/news/@@add/Document")
    form["f-title"] = "New"
    form["f-blocks-new"] = "quote"
    form = press(form, "add")
    form["f-blocks.0.words"] = "So"
    form.submit(status=303)
    desk.commit()
    assert desk.site["news"]["new"].blocks == (Quote(words="So"),)


def test_the_block_of_a_plug_in_needs_no_widget(desk: Admin) -> None:
    form = desk.form("/news/page/@@edit")
    form["f-blocks-new"] = "opening_hours"
    form = press(form, "add")
    values = {
        "heading": "Open",
        "hours": "Monday\nTuesday",
        "more": "<p>More</p>",
        "notes": "*So*",
        "since": "2026-11-01",
        "moment": "2026-11-01T10:00",
        "seats": "4",
        "tables": "2",
        "price": "1.50",
        "size": "large",
        "words": "a, b",
        "link": "/news",
        "door": "/door",
        "people": "/news\n/door",
        "of_type": "Event",
    }
    for name, value in values.items():
        form[f"f-blocks.3.{name}"] = value
    form.fields["f-blocks.3.flag"][-1].checked = True
    form.submit(status=303)
    made = stored(desk)[3]
    door, news = desk.site["door"].uid, desk.site["news"].uid
    assert (made.heading, made.hours, made.seats, made.size) == (
        "Open",
        "Monday\nTuesday",
        4,
        "large",
    )
    assert (made.door, made.people, made.link) == (door, (news, door), f"uid:{news}")
    assert (made.flag, made.words, made.of_type, str(made.price)) == (
        True,
        ("a", "b"),
        "Event",
        "1.50",
    )
    before = stored(desk)
    desk.form("/news/page/@@edit").submit(status=303)
    assert stored(desk) == before
    page = desk.browser.get("/news/page").text
    assert "Monday<br>Tuesday" in page


def test_what_is_wrong_is_told_beside_the_field_of_the_block(desk: Admin) -> None:
    form = desk.form("/news/page/@@edit")
    form["f-blocks-new"] = "opening_hours"
    form = press(form, "add")
    form["f-blocks.3.seats"] = "many"
    form["f-blocks.3.door"] = "/news"
    form["f-blocks.0.picture"] = "/nowhere"
    answer = form.submit(status=422)
    problems = {each["href"]: each.text for each in answer.html.select(".problems a")}
    assert problems["#f-blocks.0.picture"].startswith("1. Hero, Picture: There is no page at")
    assert problems["#f-blocks.3.seats"] == "4. Opening hours, Seats: Must be a whole number."
    assert answer.html.find(id="f-blocks.3.seats-error") is not None
    (form,) = [each for each in answer.forms.values() if each.action == form.action]
    assert form["f-blocks.3.seats"].value == "many"
    form["f-blocks.3.seats"], form["f-blocks.3.tables"], form["f-blocks.0.picture"] = "1", "2", ""
    answer = form.submit(status=422)
    assert "must not be more than the seats" in answer.text.lower()
    (form,) = [each for each in answer.forms.values() if each.action == form.action]
    form["f-blocks.3.tables"] = "0"
    answer = form.submit(status=422)
    assert "is no Image" in answer.html.find(id="f-blocks.3.door-error").text
    assert stored(desk) == ALL


@pytest.mark.parametrize("kind", sorted(block_classes()))
def test_hostile_texts_in_each_field(desk: Admin, kind: str) -> None:
    for attack in XSS:
        form = desk.form("/news/page/@@edit")
        form["f-blocks-new"] = kind
        form = press(form, "add")
        for name, (field, *_others) in form.fields.items():
            is_typed = field.attrs.get("type", "text") not in ("hidden", "checkbox", "radio")
            if (name or "").startswith("f-blocks.3.") and field.tag != "select" and is_typed:
                field.value = attack
        answer = form.submit(status="*")
        assert answer.status_int in (303, 422)
        harmless(answer if answer.status_int == 422 else desk.browser.get("/news/page"))
        desk.commit()
        desk.site["news"]["page"].update({"blocks": ALL})
        desk.commit()


def harmless(answer: Any) -> None:
    """Check that nothing in a page runs what somebody typed."""
    for each in answer.html.find_all(True):
        assert each.name != "script" or "alert" not in each.text
        assert not [name for name in each.attrs if name.startswith("on")]
        assert not str(each.get("href", "")).startswith("javascript:")
        assert each.get("src") != "x"
    assert "49" not in answer.html.main.get_text()


def post(admin: Admin, pairs: list[tuple[str, str]], status: Any) -> Any:
    form = admin.form("/news/page/@@edit")
    plain = [(n, v) for n, v in form.submit_fields() if not n.startswith("f-blocks")]
    return admin.browser.post(
        "/news/page/@@edit", MultiDict([*plain, ("f-blocks", "1"), *pairs]), status=status
    )


@pytest.mark.parametrize(
    "pairs",
    [
        [("f-blocks.0-kind", "sphere")],
        [("f-blocks.0-kind", "")],
        [(f"f-blocks.{n}-kind", "quote") for n in range(MOST + 1)],
        [("f-blocks.0-kind", "cards"), ("f-blocks.0.most", "999999999999999999999")],
        [("f-blocks.0-kind", "quote"), ("f-blocks.0.words", "a\x00b")],
    ],
    ids=["unknown", "none", "one too many", "number", "control"],
)
def test_what_no_form_sends_is_refused(desk: Admin, pairs: list[tuple[str, str]]) -> None:
    post(desk, pairs, 422)
    assert stored(desk) == ALL


def test_ten_thousand_blocks_are_refused_at_once(desk: Admin) -> None:
    request = dummy(desk)
    spec = Document.fields()["blocks"]
    control = BlocksControl(Place(request, spec, None))
    sent = MultiDict([("f-blocks", "1"), *((f"f-blocks.{n}-kind", "quote") for n in range(10_000))])
    with pytest.raises(ValueError, match="at most 100 blocks"):
        control.take(sent)
    assert control.groups == []


def dummy(desk: Admin) -> Any:
    """Return what stands for a request where only its registry and its language are asked for."""
    return SimpleNamespace(registry=desk.browser.app.registry, translate=str)


def test_what_makes_no_sense_is_left_out(desk: Admin) -> None:
    pairs = [
        ("f-blocks.7-kind", "quote"),
        ("f-blocks.7.words", "kept"),
        ("f-blocks.7.nothing", "x"),
        ("f-blocks.x-kind", "quote"),
        ("f-blocks.-1-kind", "quote"),
        ("f-blocks.7-was", "f" * 1000),
        ("f-blocks.8.words", "belongs to none"),
    ]
    post(desk, pairs, 303)
    assert stored(desk) == (Quote(words="kept"),)
    for deed in ("up.99", "down.99999999999", "copy.x", "sing.0", "", "add"):
        answer = post(desk, [*pairs[:2], ("f-blocks-do", deed)], 200)
        assert answer.html.find(id="f-blocks.7.words").text.strip() == "kept"
    post(desk, [], 303)
    assert stored(desk) == ()


def test_a_form_without_the_field_leaves_it(desk: Admin) -> None:
    form = desk.form("/news/page/@@edit")
    plain = [(n, v) for n, v in form.submit_fields() if not n.startswith("f-blocks")]
    desk.browser.post("/news/page/@@edit", MultiDict(plain), status=303)
    assert stored(desk) == ALL


def test_somebody_else_arranges_them_meanwhile(desk: Admin) -> None:
    mine = desk.form("/news/page/@@edit")
    theirs = (Quote(words="Two"), Prose(text="<p>Three</p>"), Hero(headline="Theirs"))
    desk.site["news"]["page"].update({"blocks": theirs})
    desk.commit()
    mine["f-title"] = "Mine"
    mine.submit(status=303)
    assert stored(desk) == theirs
    assert desk.site["news"]["page"].title == "Mine"


def meanwhile(desk: Admin, *blocks: Any) -> None:
    """Let somebody else save other blocks by his form."""
    desk.be("manager")
    edit(desk.site["news"]["page"], {"blocks": blocks})
    desk.commit()
    desk.be("editor")


def again(answer: Any, form: Any) -> Any:
    (own,) = [each for each in answer.forms.values() if each.action == form.action]
    return own


def test_two_change_different_blocks(desk: Admin) -> None:
    mine = desk.form("/news/page/@@edit")
    meanwhile(desk, Callout(heading="New"), ALL[0], ALL[1], Prose(text="<p>Three, theirs</p>"))
    mine["f-blocks.1.words"] = "Mine"
    after = mine.submit(status=303).follow()
    assert "meanwhile: both are kept." in after
    assert stored(desk) == (
        Callout(heading="New"),
        ALL[0],
        Quote(words="Mine"),
        Prose(text="<p>Three, theirs</p>"),
    )


def test_one_removes_what_the_other_changes(desk: Admin) -> None:
    mine = press(desk.form("/news/page/@@edit"), "remove.1")
    meanwhile(desk, ALL[0], Quote(words="Two, theirs"), ALL[2])
    mine.submit(status=303)
    assert stored(desk)[1] == Quote(words="Two, theirs")


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_of_a_block_that_both_have_changed_one_is_chosen(desk: Admin, choice: str) -> None:
    mine = desk.form("/news/page/@@edit")
    meanwhile(desk, ALL[2], ALL[0], Quote(words="Two by them"))
    mine["f-blocks.1.words"], mine["f-blocks.0.headline"] = "Two by me", "One by me"
    answer = mine.submit(status=422)
    (clash,) = answer.html.select(".clash")
    assert clash.legend.text.endswith(": Quote")
    assert [each.select_one(".words").text.split()[-1] for each in clash.select(".clash-side")] == [
        "me",
        "them",
    ]
    undecided = again(answer, mine).submit(status=422)
    assert len(undecided.html.select(".clash")) == 1
    assert stored(desk)[0] == ALL[2], "nothing is stored"
    chosen = again(undecided, mine)
    chosen["choose-f-blocks.1"] = choice
    chosen.submit(status=303)
    words = {"mine": "Two by me", "theirs": "Two by them"}[choice]
    assert stored(desk) == (ALL[2], Hero(headline="One by me"), Quote(words=words))


def test_somebody_changes_it_once_more_while_one_chooses(desk: Admin) -> None:
    mine = desk.form("/news/page/@@edit")
    meanwhile(desk, ALL[0], Quote(words="Two by them"), ALL[2])
    mine["f-blocks.1.words"] = "Two by me"
    form = again(mine.submit(status=422), mine)
    meanwhile(desk, Hero(headline="One by them"), Quote(words="Two by them"), ALL[2])
    form["choose-f-blocks.1"] = "mine"
    form.submit(status=303)
    assert stored(desk) == (Hero(headline="One by them"), Quote(words="Two by me"), ALL[2])


def test_what_one_may_not_see_stays_in_a_block_wherever_it_goes(desk: Admin) -> None:
    hidden = desk.site["hidden"]
    shut = hidden.add("pic", Image(title="Secret", image=picture()))
    set_acl(hidden, [BLOCK])
    desk.be("contributor")
    page = Document(
        title="Own",
        blocks=(
            Gallery(heading="G", pictures=(desk.site["door"].uid, shut.uid)),
            Cards(heading="C", folder=hidden.uid),
        ),
    )
    desk.site["news"].add("own", page)
    desk.site["news"]["own"].owner = desk.people["contributor"].uid
    desk.commit()
    form = desk.form("/news/own/@@edit")
    assert "Secret" not in form.text
    form["f-blocks.0.heading"] = "Changed"
    form["f-blocks.1.heading"] = "Changed, too"
    form = press(form, "down.0")
    form.submit(status=303)
    desk.commit()
    cards, gallery = desk.site["news"]["own"].blocks
    assert (gallery.heading, gallery.pictures) == ("Changed", (desk.site["door"].uid, shut.uid))
    assert (cards.heading, cards.folder) == ("Changed, too", hidden.uid)


def test_a_block_leads_nowhere_and_that_is_told(desk: Admin) -> None:
    desk.site["news"]["page"].update({"blocks": (Hero(picture=desk.site["door"].uid),)})
    trash(desk.site["door"])
    desk.commit()
    page = desk.browser.get("/news/page/@@edit").text
    assert "Links that lead nowhere" in page
    assert "Below the text: something that is in the trash" in " ".join(page.split())


def test_a_part_of_a_form_is_drawn_for_a_script(desk: Admin) -> None:
    asked = {"field": "f-blocks", "kind": "quote", "number": "7"}
    block = desk.browser.post("/@@block", asked).html.li
    assert block["id"] == "f-blocks.7"
    assert block.find(attrs={"name": "f-blocks.7.words"}).text.strip() == ""
    like = {
        "like": "2",
        "f-blocks.2-was": "abc",
        "f-blocks.2.words": "<b>",
        "f-blocks.2.by": "Ada",
        "f-blocks.2.tinted": "1",
    }
    block = desk.browser.post("/@@block", asked | like).html.li
    assert block.find(attrs={"name": "f-blocks.7.words"}).text.strip() == "<b>"
    assert block.find(attrs={"name": "f-blocks.7-was"})["value"] == "abc"
    for wrong in ({"kind": "sphere"}, {"number": "x"}, {"field": "title"}, {"like": "x"}):
        desk.browser.post("/@@block", asked | wrong, status=400)
    desk.be("")
    desk.browser.post("/@@block", asked, status="4*")


def test_one_field_of_a_block_is_checked_when_it_is_left(desk: Admin) -> None:
    def said(key: str, **values: str) -> Any:
        return desk.browser.post("/news/page/@@edit", values, headers={"X-Checks": key}, status="*")

    wrong = said("f-blocks.0.most", **{"f-blocks.0-kind": "cards", "f-blocks.0.most": "99"})
    assert "less than or equal to 24" in wrong.text
    fine = said("f-blocks.0.most", **{"f-blocks.0-kind": "cards", "f-blocks.0.most": "9"})
    assert "less than" not in fine.text
    assert said("f-blocks.0.most", **{"f-blocks.0-kind": "sphere"}).status_int == 400
    assert said("f-blocks.0.none", **{"f-blocks.0-kind": "cards"}).status_int == 400
