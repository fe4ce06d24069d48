"""`@search`: the catalog, as programs ask it."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from api_site import Api

from contentsite.types.document import Document

TOP = "http://localhost"


def found(api: Api, person: str, query: str, place: str = "") -> list[str]:
    answer = api.ask(person, f"GET {place}/@search?{query}").json
    assert answer["items_total"] == len(answer["items"])
    return [each["@id"].removeprefix(TOP) for each in answer["items"]]


def test_words_and_where_they_stand(api: Api) -> None:
    for name, title in (("lake", "A night at the lake"), ("pass", "A night on the pass")):
        api.site["news"].add(name, Document(title=title, body="<p>The <b>train</b></p>")).publish()
    api.site.add("lake", Document(title="The lake")).publish()
    api.commit()
    assert sorted(found(api, "", "SearchableText=lake")) == ["/lake", "/news/lake"]
    assert found(api, "", "SearchableText=lake", "/news") == ["/news/lake"]
    assert found(api, "", "SearchableText=night+-lake") == ["/news/pass"]
    assert found(api, "", "SearchableText=%22night+at%22") == ["/news/lake"]
    assert found(api, "", "SearchableText=night&portal_type=Folder") == []
    hit = api.ask("", "GET /@search?SearchableText=train&b_size=1").json["items"][0]
    assert "<mark>train</mark>" in hit["snippet"]
    assert hit["@type"] == "Document"
    assert not hit["working_copy"]


def test_each_order_both_ways(api: Api) -> None:
    for name in "abc":
        api.site["news"].add(f"kiwi-{name}", Document(title=f"Kiwi {name}")).publish()
        api.commit()
    for by in ("sortable_title", "effective", "modified"):
        there = found(api, "", f"SearchableText=kiwi&sort_on={by}")
        back = found(api, "", f"SearchableText=kiwi&sort_on={by}&sort_order=descending")
        assert there == [f"/news/kiwi-{name}" for name in "abc"]
        assert back == there[::-1]


def test_nobody_finds_what_he_may_not_see(api: Api) -> None:
    secret = Document(title="Platypus")
    api.site["news"].add("secret", secret)
    api.commit()
    assert found(api, "", "SearchableText=platypus") == []
    assert found(api, "editor", "SearchableText=platypus") == ["/news/secret"]
    assert found(api, "editor", "SearchableText=platypus&review_state=published") == []


def test_working_copies_are_found_by_those_who_edit(api: Api) -> None:
    api.site["news"].add("page", Document(title="Before")).publish()
    api.commit()
    api.ask("editor", "PATCH /news/page", {"title": "Wombat"}, status=204)
    assert found(api, "", "SearchableText=wombat") == []
    assert found(api, "editor", "SearchableText=wombat") == ["/news/page"]


def test_batches(api: Api) -> None:
    for number in range(5):
        api.site["news"].add(f"emu-{number}", Document(title=f"Emu {number}")).publish()
    api.commit()
    address, seen = "/@search?SearchableText=emu&sort_on=sortable_title&b_size=2", []
    while address:
        answer = api.ask("", f"GET {address}").json
        assert answer["items_total"] == 5
        seen += [each["title"] for each in answer["items"]]
        address = answer["batching"].get("next", "").removeprefix(TOP)
    assert seen == [f"Emu {number}" for number in range(5)]
    assert answer["batching"]["prev"].endswith("b_start=2")


@pytest.mark.parametrize(
    "query", ["b_start=-1", "b_start=10001", "b_size=0", "b_size=201", "sort_on=rank", "depth=0"]
)
def test_what_cannot_be_asked(read_api: Api, query: str) -> None:
    answer = read_api.ask("", f"GET /@search?{query}", status=400).json
    assert answer["errors"][0]["parameter"] == query.partition("=")[0]


@pytest.mark.parametrize("sign", '"*^()-+:{}[]\\/\'%_;,.<>=!&|~?#@$`\n\u3000"')
def test_no_sign_of_the_grammar_is_one_here(read_api: Api, sign: str) -> None:
    for words in (sign, f"{sign}news", f"news{sign}", f"news {sign} OR", f"NEAR({sign} news, 5)"):
        read_api.ask("", f"GET /@search?SearchableText={quote(words)}")


def test_more_tags_than_the_index_takes(api: Api) -> None:
    api.ask("", "GET /@search?" + "&".join(["Subject=a"] * 1_500), status=400)
    api.ask("", "GET /@search?" + "&".join(["Subject=a"] * 50))
    many = "&".join(["portal_type=a", "review_state=b"] * 400)
    assert found(api, "", many) == []
