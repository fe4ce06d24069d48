"""What holds for every endpoint: it is declared, documented, and answers what it declares."""

from __future__ import annotations

import pytest
from api_site import Api
from pydantic import ValidationError

from contentsite.api.content.schema import MODELS, create_model
from contentsite.declaration import types_of
from contentsite.types.document import Document

PEOPLE = ("", "reader", "editor", "manager")
SEGMENTS = {
    "types": "Event",
    "history": "1",
    "vocabularies": "Folder.layout",
    "recyclebin": "0",
    "users": "editor",
    "groups": "desk",
}
METHODS = {"GET", "POST", "PATCH", "DELETE"}


def test_each_is_declared(read_api: Api) -> None:
    for each in read_api.endpoints:
        assert each.method in METHODS
        assert each.summary
        assert each.summary[-1] != "."
        assert each.function.__doc__
        if each.method == "GET":
            assert each.signature.body is None
            assert each.signature.answer is not None
        if each.method == "DELETE":
            assert each.signature.answer is None


def test_each_model_has_a_schema(read_api: Api) -> None:
    for each in read_api.endpoints:
        for model, mode in (
            (each.signature.answer, "serialization"),
            (each.signature.body, "validation"),
        ):
            assert model is None or model.json_schema(mode=mode)  # type: ignore[arg-type]
        for argument in (*each.signature.query, *each.signature.path):
            assert argument.adapter.json_schema()


def test_each_type_has_its_models(read_api: Api) -> None:
    for info in types_of(read_api.registry).values():
        for use, make in MODELS.items():
            assert make(info.cls).json_schema()["title"].endswith(info.name), use
    made = {"@type": "Document", "title": "T", "body": {"data": "<p>x</p>"}, "related": ["/news"]}
    assert create_model(Document).validate_python(made) == made
    with pytest.raises(ValidationError):
        create_model(Document).validate_python({"@type": "Document"})


@pytest.mark.parametrize("person", PEOPLE)
def test_each_answers_what_it_declares(read_api: Api, person: str) -> None:
    """The helper compares each answer with its model; here all that read are asked, of each sort of node."""
    for each in read_api.endpoints:
        if each.method != "GET":
            continue
        inner = f"/{SEGMENTS[each.name]}" if each.signature.path else ""
        places = ("/",) if each.at_home else ("/", "/news", "/news/opened", "/news/draft")
        for place in places:
            address = f"{place.rstrip('/')}/@{each.name}{inner}" if each.name else place
            browser = read_api.browser(person)
            answer = browser.get(address, headers={"Accept": "application/json"}, status="*")
            assert answer.status_int in (200, 401, 403, 404), address
            if answer.status_int == 200:
                read_api.check("GET", address, answer)
                assert answer.headers["Vary"] == "Accept"
            else:
                assert set(answer.json) == {"type", "message"}


def test_what_is_answered_is_json_also_where_something_is_wrong(read_api: Api) -> None:
    for address in ("/nothing", "/news/@nothing", "/news/@types/x/y", "/./x", "/news/@", "/%ff"):
        answer = read_api.browser("").get(f"/++api++{address}", status="*")
        assert answer.status_int in (400, 404)
        assert answer.json.keys() == {"type", "message"}
