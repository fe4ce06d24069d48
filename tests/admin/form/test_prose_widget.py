"""A text with structure in its form: shown as it will look, without what could do harm."""

from __future__ import annotations

import gc
import json

import pytest
from admin_site import Admin, sheet

from contentsite.types.document import Document


def test_it_is_shown_as_it_looks_and_what_it_leads_to_is_told(admin: Admin) -> None:
    admin.be("editor")
    opened = admin.site["news"]["opened"]
    html = f'<p><a href="uid:{opened.uid}">there</a> <a href="uid:{"f" * 32}">gone</a></p>'
    admin.site["news"].add("linking", Document(title="L", body=html))
    admin.commit()
    page = admin.browser.get("/news/linking/@@edit").html
    field = page.find("rich-text")
    assert field.select_one(".prose a")["href"] == "/news/opened"
    told = json.loads(field["data-nodes"])
    assert told["f" * 32] is None
    assert told[opened.uid]["title"] == "Opened"
    assert page.find(id="f-body").text.strip() == html


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_what_was_typed_is_harmless_where_it_comes_back(admin: Admin) -> None:
    admin.be("editor")
    form = admin.form("/news/@@add/Document")
    attack = "<p>kept</p><img src=x onerror=alert(1)><script>alert(1)</script>"
    form["f-body"] = attack
    answer = form.submit(status=422)
    assert str(answer.html.select_one("rich-text .prose").p) == "<p>kept</p>"
    assert answer.html.select_one("rich-text .prose script") is None
    assert sheet(answer)["f-body"].value == attack
    # too much to be made harmless is not shown, and said
    form["f-body"] = "<i>" * 20_001
    answer = form.submit(status=422)
    assert answer.html.select_one("rich-text .prose").text == ""
    assert "too many tags" in answer.html.find(id="f-body-error").text
    # what was too large for the memory is closed now, while that is no fault
    del form, answer
    gc.collect()
