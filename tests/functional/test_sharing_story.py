"""Sharing: what is shown, what is given and taken away, and all that nobody may get by it."""

from __future__ import annotations

import pytest

from contentsite.security.acl import ALLOW, BLOCK, grants, is_blocked, set_acl
from contentsite.security.people import people_of
from contentsite.security.principal import EVERYONE, SIGNED_IN, group_principal, user_principal
from contentsite.security.user import Group, User
from contentsite.testing import add_user, site_app
from contentsite.types.document import Document
from contentsite.types.folder import Folder

GONE = "user:" + "0" * 32


class Place:
    """A site with a folder, a page in it, and people of several roles; the Manager is signed in."""

    def __init__(self, site, browser):
        self.site, self.browser, self.people = site, browser, people_of(site)
        self.mary = add_user(site, "mary", "Manager", title="Mary Novak")
        self.john = add_user(site, "john", "Editor", title="John", mail="john@example.org")
        self.cy = add_user(site, "cy", "Contributor", title="Cy Cole")
        self.ada = add_user(site, "ada", title="Ada Lind", mail="ada@example.org")
        self.press = self.people.add_group(Group(name="press", title="The press"))
        self.about = site.add("about", Folder(title="About"))
        self.about.publish()
        self.page = self.about.add("page", Document(title="A page"))
        self.page.publish()
        browser.commit()
        browser.sign_in(self.mary)

    def give(self, node, **fields):
        """Set a node's own list as a script does: role by name of a principal."""
        set_acl(node, [(ALLOW, principal, role) for principal, role in fields["entries"]])
        self.browser.commit()

    def share(self, what, status=303, at="/about/page", **form):
        answer = self.browser.post(f"{at}/@@sharing", {"what": what, **form}, status=status)
        self.browser.commit()
        return answer

    def as_(self, user):
        self.browser.sign_in(user)
        return self

    def text(self, at="/about/page", query=""):
        html = self.browser.get(f"{at}/@@sharing{query}").html.find("main")
        return " ".join(html.get_text(" ", strip=True).split())


@pytest.fixture
def place():
    with site_app() as (site, browser):
        yield Place(site, browser)


# what is shown


def test_who_may_do_what_in_plain_sentences(place):
    place.give(place.about, entries=[(group_principal(place.press.uid), "Reviewer")])
    place.give(place.page, entries=[(user_principal(place.ada.uid), "Editor"), (GONE, "Reader")])
    place.page.owner = place.cy.uid
    place.browser.commit()
    text = place.text()
    assert "Ada Lind Editor can see, add, edit, publish, delete and share in any state." in text
    assert "Somebody who is gone Reader can see in any state." in text
    assert (
        "Cy Cole Owner made this page and can see in any state, edit while “Draft” and “Published”,"
        " add and delete while “Draft”" in text
    )
    above = text[
        text.index("Inherited from About") : text.index("Inherited from Untitled")
        if "Untitled" in text
        else None
    ]
    assert "The press Reviewer can see and publish in any state, edit while “In review”." in above
    assert "Mary Novak Manager can do everything." in text
    assert "Everyone, visitors too Visitor can see while “Published”." in text
    page = place.browser.get("/about/page/@@sharing")
    assert page.html.find("a", string="About", href="/about/@@sharing")


def test_what_stands_in_the_way_is_said(place):
    place.give(
        place.page, entries=[(user_principal(place.ada.uid), "Editor"), (SIGNED_IN, "Reader")]
    )
    place.about.retract()
    place.browser.commit()
    text = place.text()
    assert "Cannot see this page, since “About” above it is hidden." in text
    assert "Not enough by itself to see this page, since “About” above it is hidden." in text
    place.about.publish()
    place.page.retract()
    place.give(place.page, entries=[(user_principal(place.ada.uid), "Visitor")])
    assert "does not suffice in its present state" in place.text()


def test_a_block_shows_what_goes_through_it(place):
    set_acl(place.about, [BLOCK, (ALLOW, user_principal(place.john.uid), "Editor")])
    place.browser.commit()
    text = place.text()
    assert "Inherited from About John Editor" in text
    assert "Cy Cole" not in text
    assert "On every site" not in text
    assert "Mary Novak Manager" in text
    assert "Nothing is inherited here" in place.text("/about")


# finding


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ada", ["Ada Lind ada"]),
        ("LIND", ["Ada Lind ada"]),
        ("john@example.org", ["John john"]),
        ("press", ["The press press, group"]),
        ("the pre", ["The press press, group"]),
        ("example.org", []),
        ("@", []),
        ("nobody", []),
        ("", []),
    ],
)
def test_people_are_found_by_name_or_whole_mail_address(place, words, found):
    page = place.as_(place.john).browser.get("/about/page/@@sharing", {"find": words})
    labels = [
        " ".join(each.parent.get_text(" ", strip=True).split()).replace(" ,", ",")
        for each in page.html.select("input[name=whom]")
    ]
    assert labels == [*found, "Everyone who is signed in", "Everyone, visitors too"]
    assert "ada@example.org" not in page.text


def test_of_many_only_some_are_shown(place):
    for number in range(60):
        place.people.add(User(name=f"p{number}", title=f"Person {number}"))
    place.browser.commit()
    page = place.browser.get("/about/page/@@sharing?find=person")
    assert len(page.html.select("input[name=whom]")) == 22
    assert "Choose one of these" in place.share("give", 422, find="person", role="Reader").text


# giving and taking


def test_a_role_is_given_and_taken_away(place):
    form = place.browser.get("/about/page/@@sharing?find=ada").forms
    form = next(each for each in form.values() if "role" in each.fields)
    form["role"] = "Editor"
    told = form.submit("what", value="give", status=303).follow()
    assert "The role was given." in told.text
    place.browser.commit()
    entry = (ALLOW, user_principal(place.ada.uid), "Editor")
    assert grants(place.page) == (entry,)
    place.as_(place.ada).browser.get("/about/page/@@edit", status=200)
    place.as_(place.mary).share("take", entry=f"{entry[1]} Editor")
    assert grants(place.page) == ()
    place.as_(place.ada).browser.get("/about/page/@@edit", status=403)


def test_a_name_alone_is_enough(place):
    place.share("give", find="ada@example.org", role="Reader")
    place.share("give", find="press", role="Reader")
    assert {each[1] for each in grants(place.page)} == {
        user_principal(place.ada.uid),
        group_principal(place.press.uid),
    }
    answer = place.share("give", 422, find="nobody at all", role="Reviewer")
    assert "Nobody of this name" in answer.text
    assert answer.html.find(id="find")["value"] == "nobody at all"
    assert answer.html.select("input[name=role][checked]")[0]["value"] == "Reviewer"


def test_everybody_is_given_what_lets_them_see_only(place):
    place.share("give", whom=EVERYONE, role="Reader")
    place.share("give", whom=SIGNED_IN, role="Contributor")
    for whom, role in [
        (EVERYONE, "Contributor"),
        (EVERYONE, "Editor"),
        (EVERYONE, "Manager"),
        (SIGNED_IN, "Manager"),
    ]:
        place.share("give", 422, whom=whom, role=role)
    assert {each[2] for each in grants(place.page)} == {"Reader", "Contributor"}


def test_who_is_gone_can_be_taken_away(place):
    place.give(place.page, entries=[(GONE, "Editor"), ("group:" + "0" * 32, "Reader")])
    place.share("take", entry=f"{GONE} Editor")
    place.share("take", entry=f"group:{'0' * 32} Reader")
    assert place.page.acl is None
    assert "given here no more" in place.share("take", 422, entry=f"{GONE} Editor").text


@pytest.mark.parametrize(
    "whom",
    [
        GONE,
        "user:",
        "user:mary",
        "group:press",
        "everyone ",
        "*",
        "deny",
        "mary",
        "role:Manager",
        "x" * 5000,
    ],
)
def test_forged_principals(place, whom):
    place.share("give", 422, whom=whom, role="Reader")
    assert place.page.acl is None


@pytest.mark.parametrize("role", ["Owner", "Emperor", "*", "editor", "", "Editor "])
def test_forged_roles(place, role):
    place.share("give", 422, whom=SIGNED_IN, role=role)
    assert place.page.acl is None


@pytest.mark.parametrize(
    "entry", ["", "everyone", "everyone *", "deny everyone *", " ", "everyone Visitor"]
)
def test_forged_entries(place, entry):
    set_acl(place.page, [BLOCK])
    place.browser.commit()
    place.share("take", 422, entry=entry)
    assert place.page.acl == (BLOCK,)


def test_no_such_button(place):
    place.share("fly", 400)
    place.browser.post("/about/page/@@sharing", {}, status=400)


# escalation


def test_an_editor_gives_what_he_may_do_himself(place):
    place.as_(place.john)
    for role in ("Visitor", "Reader", "Contributor", "Editor", "Reviewer"):
        place.share("give", whom=user_principal(place.ada.uid), role=role)
    answer = place.share("give", 422, whom=user_principal(place.ada.uid), role="Manager")
    assert "allows more than you may do here" in answer.text
    place.share("give", 422, whom=user_principal(place.john.uid), role="Manager")
    assert "Manager" not in {each[2] for each in grants(place.page)}
    offered = [each["value"] for each in answer.html.select("input[name=role]")]
    assert "Manager" not in offered


def test_an_editor_takes_no_manager_away(place):
    entry = (user_principal(place.ada.uid), "Manager")
    place.give(place.page, entries=[entry])
    page = place.as_(place.john).browser.get("/about/page/@@sharing")
    assert page.html.find("input", attrs={"name": "entry"}) is None
    place.share("take", 422, entry=" ".join(entry))
    place.share("take", 422, at="", entry=f"{user_principal(place.mary.uid)} Manager")
    assert grants(place.page) == ((ALLOW, *entry),)


@pytest.mark.parametrize("name", ["cy", "ada"])
def test_who_may_not_share_shares_nothing(place, name):
    user = place.people.named(name)
    place.give(place.page, entries=[(user_principal(user.uid), "Contributor")])
    place.page.owner = user.uid
    place.browser.commit()
    place.as_(user)
    before = place.page.acl
    for at in ("", "/about", "/about/page"):
        place.browser.get(f"{at}/@@sharing", status=403)
        place.browser.get(f"{at}/@@why", status=403)
        for what in ("give", "take", "block", "unblock"):
            place.share(
                what, 403, at=at, whom=user_principal(user.uid), role="Editor", confirmed="1"
            )
    assert place.page.acl == before


def test_an_editor_of_one_place_shares_nothing_elsewhere(place):
    place.give(place.page, entries=[(user_principal(place.ada.uid), "Editor")])
    place.as_(place.ada)
    place.share("give", whom=user_principal(place.cy.uid), role="Editor")
    for at in ("", "/about"):
        place.share("give", 403, at=at, whom=user_principal(place.ada.uid), role="Editor")


def test_visitors_and_hidden_pages(place):
    place.about.retract()
    place.browser.commit()
    place.browser.sign_out()
    for view in ("sharing", "why"):
        answer = place.browser.get(f"/about/page/@@{view}", status=404)
        assert "A page" not in answer.text
    place.as_(place.ada).browser.get("/about/page/@@sharing", status=403)


def test_a_form_of_another_site_changes_nothing(place):
    place.browser.post(
        "/about/page/@@sharing",
        {"what": "give", "whom": SIGNED_IN, "role": "Reader"},
        headers={"X-CSRF-Token": "0" * 64},
        status=403,
    )
    place.browser.commit()
    assert place.page.acl is None


# shutting oneself out


def test_who_shuts_himself_out_is_told_before(place):
    principal = user_principal(place.ada.uid)
    place.give(place.page, entries=[(principal, "Editor")])
    place.as_(place.ada)
    answer = place.share("take", 422, entry=f"{principal} Editor")
    assert "You would shut yourself out" in answer.text
    assert grants(place.page) == ((ALLOW, principal, "Editor"),)
    place.browser.get("/about/page/@@sharing", status=200)
    form = next(each for each in answer.forms.values() if "confirmed" in each.fields)
    form.submit(status=303).follow(status=200)
    place.browser.commit()
    assert place.page.acl is None
    place.browser.get("/about/page/@@sharing", status=403)


def test_do_not_inherit(place):
    text = place.text()
    assert "Whoever has a role only from above loses it here" in text
    assert "Visitors see this page now; they will not any more" in text
    place.share("block")
    assert is_blocked(place.page)
    place.as_(place.john).browser.get("/about/page", status=403)
    place.browser.sign_out()
    place.browser.get("/about/page", status=404)
    assert "A page" not in place.browser.get("/about").text
    place.as_(place.mary).share("unblock")
    assert place.page.acl is None
    place.browser.sign_out()
    place.browser.get("/about/page", status=200)


def test_an_editor_who_blocks_is_told_and_keeps_what_he_gave_himself(place):
    place.as_(place.john)
    assert "give yourself a role of this page first" in place.share("block", 422).text
    assert not is_blocked(place.page)
    place.share("give", whom=user_principal(place.john.uid), role="Editor")
    place.share("block")
    assert is_blocked(place.page)
    place.browser.get("/about/page/@@edit", status=200)


def test_the_last_manager_is_not_taken_away_at_the_top(place):
    entry = f"{user_principal(place.mary.uid)} Manager"
    answer = place.share("take", 422, at="", entry=entry, confirmed="1")
    assert "Nobody would be left" in answer.text
    assert (ALLOW, *entry.split()) in grants(place.site)
    place.share("block", at="")
    place.browser.get("/@@people", status=200)


def test_sharing_is_in_the_audit_log(place):
    place.share("give", whom=SIGNED_IN, role="Reader")
    rows = place.browser.get("/@@audit?what=share").html.select("tbody tr")
    assert "mary" in rows[0].get_text()
    assert "A page" in rows[0].get_text()


# why


def test_why_somebody_may(place):
    place.give(place.page, entries=[(group_principal(place.press.uid), "Editor")])
    place.people.put_in_groups(place.ada, (place.press.uid,))
    place.browser.commit()
    page = place.browser.get("/about/page/@@why?user=ada&permission=edit")
    text = " ".join(page.html.find("main").get_text(" ", strip=True).split())
    assert "Ada Lind may edit this." in text
    assert "The press: Editor applies" in text
    assert "Mary Novak: Manager does not apply" in text
    assert "That takes one of: Editor Manager" in text
    assert "Has of these: Editor" in text


def test_why_somebody_may_not(place):
    place.about.retract()
    place.browser.commit()
    for query, words in {
        "": "A visitor may not edit this.",
        "?user=&permission=view": "A visitor may not see this.",
        "?user=ada&permission=view": "Ada Lind may not see this.",
        "?user=cy&permission=edit": "Cy Cole may not edit this.",
        "?user=john&permission=manage": "John may not manage the site.",
        "?user=mary&permission=manage": "Mary Novak may manage the site.",
        "?user=mary&permission=nonsense": "Mary Novak may edit this.",
        "?user=nobody": "There is nobody of this name",
    }.items():
        assert (
            words in place.browser.get(f"/about/page/@@why{query}").html.find("main").get_text()
        ), query
    text = place.browser.get("/about/page/@@why?user=ada&permission=view").text
    assert "Cannot see it, and so nothing below it." in text


def test_sharing_leads_to_why(place):
    place.give(place.page, entries=[(user_principal(place.ada.uid), "Editor")])
    page = place.browser.get("/about/page/@@sharing").click(href=r"@@why\?user=ada")
    assert "Ada Lind may edit this." in page.text


def test_what_somebody_is_called_is_no_markup(place):
    evil = "<b>x</b>"
    place.people.update(place.ada, {"title": evil})
    place.give(place.page, entries=[(user_principal(place.ada.uid), "Editor")])
    place.browser.commit()
    for address in ("sharing", "sharing?find=ada", "why?user=ada"):
        assert evil not in place.browser.get(f"/about/page/@@{address}").text
    assert evil not in place.browser.get("/@@people").text
    assert evil not in place.browser.get("/about/page/@@sharing", {"find": evil}).text
