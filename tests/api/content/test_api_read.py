"""`GET` of nodes and folders."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from api_site import JSON, Api
from every_field import Everything

from contentsite.files.store import store_file
from contentsite.security.acl import BLOCK, set_acl
from contentsite.types.document import Document
from contentsite.types.folder import Folder
from contentsite.versions.working import edit


def test_a_page_with_its_fields(read_api: Api) -> None:
    found = read_api.ask("", "GET /news/opened").json
    assert found["@id"] == "http://localhost/news/opened"
    assert (found["@type"], found["id"], found["title"]) == ("Document", "opened", "Opened")
    assert found["UID"] == read_api.site["news"]["opened"].uid
    assert found["body"] == {
        "content-type": "text/html",
        "data": "<p>Yes.</p>",
        "encoding": "utf-8",
    }
    assert found["parent"]["@id"] == "http://localhost/news"
    assert (found["review_state"], found["is_folderish"]) == ("published", False)
    assert found["@components"]["breadcrumbs"]["@id"] == "http://localhost/news/opened/@breadcrumbs"
    assert datetime.fromisoformat(found["created"]) <= datetime.now(UTC)


def test_the_prefix_and_the_header_mean_the_same(read_api: Api) -> None:
    asked = read_api.browser("").get("/++api++/news/opened")
    assert asked.content_type == "application/json"
    assert asked.json == read_api.ask("", "GET /news/opened").json
    page = read_api.browser("").get(
        "/news/opened", headers={"Accept": "text/html, application/json"}
    )
    assert page.content_type == "text/html"
    assert "Accept" in page.headers["Vary"]
    assert "Accept" in asked.headers["Vary"]
    home = read_api.browser("").get("/++api++")
    assert (home.json["@id"], home.json["parent"]) == ("http://localhost", {})


def test_what_is_hidden_is_not_there_for_visitors(read_api: Api) -> None:
    hidden = read_api.ask("", "GET /hidden/child", status=404)
    missing = read_api.ask("", "GET /nothing/child", status=404)
    assert hidden.json == missing.json
    assert sorted(hidden.headers) == sorted(missing.headers)
    read_api.ask("nobody", "GET /hidden", status=403)
    assert read_api.ask("reader", "GET /hidden").json["title"] == "Quagga"


def test_entries_are_those_that_one_may_see(read_api: Api) -> None:
    def names(person: str, folder: str = "news") -> list[str]:
        found = read_api.ask(person, f"GET /{folder}").json
        assert found["items_total"] == len(found["items"])
        return [item["@id"].rpartition("/")[2] for item in found["items"]]

    assert names("") == names("nobody") == ["opened"]
    assert names("editor") == names("manager") == ["opened", "draft"]
    assert names("", "") == ["news"]
    assert names("reader", "") == ["news", "hidden"]


def test_an_old_address_leads_on(api: Api) -> None:
    api.ask("editor", "PATCH /news/opened", {"id": "first"}, status=204)
    assert api.ask("", "GET /news/opened", status=301).location == "http://localhost/news/first"
    led = api.browser("").get("/++api++/news/opened")
    assert led.location == "http://localhost/++api++/news/first"
    assert led.follow().json["title"] == "Opened"
    # what is asked of it there is written as addresses are: any sign, and none that ends a header
    asked = api.browser("").get("/++api++/news/opened/@types/%F1%81%BB%9E%0d%0aX", status=301)
    assert asked.location == "http://localhost/++api++/news/first/@types/%F1%81%BB%9E%0D%0AX"


def test_entries_of_every_sort(api: Api) -> None:
    folder = api.site.add("all", Folder(title="All"))
    folder.publish()
    now = datetime.now(UTC)
    for name in ("plain", "unlisted", "later", "closed", "own"):
        node = folder.add(name, Document(title=name))
        node.publish(now + timedelta(days=1) if name == "later" else None)
    folder["unlisted"].listed = False
    folder["unlisted"].touch("listed")
    set_acl(folder["closed"], [BLOCK])
    folder["own"].retract()
    folder["own"].owner = api.people["contributor"].uid
    api.commit()

    def names(person: str) -> list[str]:
        return [item["title"] for item in api.ask(person, "GET /all").json["items"]]

    assert names("") == ["plain"]
    assert names("nobody") == ["plain", "unlisted"]
    assert names("manager") == ["plain", "unlisted", "later", "closed", "own"]
    assert names("contributor") == names("reader") == ["plain", "unlisted", "later", "own"]
    folder["own"].owner = api.people["nobody"].uid
    api.commit()
    assert names("nobody") == ["plain", "unlisted", "own"]


def test_batches(api: Api) -> None:
    folder = api.site.add("many", Folder(title="Many"))
    folder.publish()
    for number in range(7):
        folder.add(f"n{number}", Document(title=f"N{number}")).publish()
    api.commit()
    seen, address = [], "/many?b_size=3"
    for start in (0, 3, 6):
        found = api.ask("", f"GET {address}").json
        assert found["items_total"] == 7
        links = found["batching"]
        assert links["@id"].endswith(address)
        assert ("prev" in links) is (start > 0)
        assert "b_start=6" in links["last"]
        seen += [item["title"] for item in found["items"]]
        address = links.get("next", "").removeprefix("http://localhost")
    assert seen == [f"N{number}" for number in range(7)]
    assert not address
    counted = api.ask("manager", "GET /many?b_start=5&b_size=3").json
    assert [item["title"] for item in counted["items"]] == ["N5", "N6"]
    assert api.ask("", "GET /many?b_start=99").json["items"] == []
    assert "batching" not in api.ask("", "GET /many").json
    for wrong in ("b_size=0", "b_size=1001", "b_start=-1", "b_start=9e99", "after=x", "b_size=x"):
        told = api.ask("", f"GET /many?{wrong}", status=400).json
        assert told["errors"][0]["parameter"] == wrong.partition("=")[0]


def test_more_of_each_entry(read_api: Api) -> None:
    (entry,) = read_api.ask("", "GET /news?metadata_fields=UID&metadata_fields=modified").json[
        "items"
    ]
    assert entry["UID"] == read_api.site["news"]["opened"].uid
    assert "modified" in entry
    assert "body" not in entry
    (entry,) = read_api.ask("", "GET /news?fullobjects").json["items"]
    assert entry["body"]["data"] == "<p>Yes.</p>"
    assert "items" not in read_api.ask("", "GET /news?include_items=false").json
    read_api.ask("", "GET /news?fullobjects=true&b_size=201", status=400)
    read_api.ask("", "GET /news?metadata_fields=_all&b_size=200")


def test_what_waits_to_be_published_is_for_those_who_edit(api: Api) -> None:
    edit(api.site["news"]["opened"], {"title": "Reopened"})
    api.commit()
    found = api.ask("editor", "GET /news/opened").json
    assert found["title"] == "Opened"
    assert found["working_copy"]["fields"] == ["title"]
    assert api.ask("", "GET /news/opened").json["working_copy"] is None
    waiting = api.ask("editor", "GET /news/opened?working_copy=true").json
    assert (waiting["title"], waiting["version"]) == ("Reopened", "working_copy")
    api.ask("reader", "GET /news/opened?working_copy=true", status=403)
    api.ask("", "GET /news/opened?working_copy=true", status=401)


def test_links_are_addresses_and_lead_nowhere_that_one_may_not_see(api: Api) -> None:
    page, child = api.site["news"]["opened"], api.site["hidden"]["child"]
    text = f'<p><a href="uid:{page.uid}#x">a</a> <a href="uid:{child.uid}">b</a></p>'
    api.site.add("links", Document(title="L", body=text, related=(child.uid, page.uid))).publish()
    api.commit()
    found = api.ask("", "GET /links").json
    assert '<a href="/news/opened#' in found["body"]["data"]
    assert child.uid not in str(found)
    assert [each["title"] for each in found["related"]] == ["Opened"]
    known = api.ask("reader", "GET /links").json
    assert 'href="/hidden/child"' in known["body"]["data"]


def test_files_are_described_and_downloaded(api: Api) -> None:
    file = store_file(BytesIO(b"words\n"), "wörds.txt")
    page = api.site.add("all", Everything(title="All", needed="xx", paper=file))
    page.publish()
    api.commit()
    found = api.ask("", "GET /all").json["paper"]
    assert (found["filename"], found["size"]) == ("wörds.txt", 6)
    assert found["download"] == "http://localhost/all/@@download/paper"
    assert api.browser("").get("/all/@@download/paper", headers=JSON).body == b"words\n"
    api.browser("").get("/all/@@download/photo", status=404)
    api.browser("").get("/all/@@download/title", status=404)
    api.browser("").get("/all/@@download/nothing", status=404)


def test_the_answer_names_its_state(api: Api) -> None:
    first = api.ask("", "GET /news/opened").headers["ETag"]
    api.ask("", "GET /news/opened", If_None_Match=first, status=304)
    api.site["news"]["opened"].update({"title": "Other"})
    api.commit()
    second = api.ask("", "GET /news/opened", If_None_Match=first).headers["ETag"]
    assert first != second
    before = api.ask("", "GET /news").headers["ETag"]
    api.site["news"].add("more", Document(title="More")).publish()
    api.commit()
    assert api.ask("", "GET /news").headers["ETag"] != before


@pytest.mark.parametrize("method", ["HEAD", "GET"])
def test_reading_writes_nothing(read_api: Api, method: str) -> None:
    before = read_api.site._p_jar.db().lastTransaction()
    read_api.browser("editor").request("/++api++/news", method=method)
    assert read_api.site._p_jar.db().lastTransaction() == before
