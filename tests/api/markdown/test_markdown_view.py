"""`Accept: text/markdown`."""

from __future__ import annotations

from typing import Any

from api_site import Api

from contentsite.types.document import Document


def ask(api: Api, address: str, person: str = "", status: int = 200) -> Any:
    return api.browser(person).get(address, headers={"Accept": "text/markdown"}, status=status)


def test_a_page_and_a_folder(api: Api) -> None:
    hidden = api.site["hidden"]["child"]
    text = f'<h2>Part</h2><p>See <a href="uid:{hidden.uid}">this</a>.</p>'
    related = (api.site["news"]["opened"].uid, hidden.uid)
    page = Document(
        title="A *star*", description="In short.", body=text, related=related, tags=("a", "b")
    )
    api.site["news"].add("star", page).publish()
    api.commit()
    found = ask(api, "/news/star")
    assert found.content_type == "text/markdown"
    assert found.headers["Vary"] == "Accept"
    assert found.text == (
        "# A \\*star\\*\n\nIn short.\n\n"
        "- Tags: a, b\n- See also: [Opened](http://localhost/news/opened)\n\n"
        "## Part\n\nSee this.\n"
    )
    assert "- [A \\*star\\*](http://localhost/news/star)" in ask(api, "/news").text
    assert "Zanzibar" not in ask(api, "/news").text
    assert "Zanzibar" in ask(api, "/news", "editor").text
    ask(api, "/hidden", status=404)
    ask(api, "/news/@@feed")
