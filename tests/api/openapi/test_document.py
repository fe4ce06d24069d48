"""The description of the JSON face: complete, valid, and true of what is answered."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from api_site import Api, api_site
from openapi_spec_validator import OpenAPIV31SpecValidator
from validating import Validator

from contentsite.declaration import types_of

WRITES = {"post", "patch", "put", "delete"}


@pytest.fixture(scope="module")
def api() -> Iterator[Api]:
    with api_site("every_field") as found:
        yield found


@pytest.fixture(scope="module")
def document(api: Api) -> dict:
    return api.browser("").get("/@@openapi.json").json


def operations(document: dict) -> Iterator[tuple[str, str, dict]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def test_it_is_openapi(document: dict) -> None:
    errors = [*OpenAPIV31SpecValidator(document).iter_errors()]
    assert errors == []
    assert document["openapi"].startswith("3.1.")


def test_it_has_each_endpoint(api: Api, document: dict) -> None:
    for declared in api.endpoints:
        place = f"/{declared.path}"
        operation = document["paths"][place][declared.method.lower()]
        named = {each.get("name") for each in operation["parameters"]}
        wanted = (*declared.signature.query, *declared.signature.path)
        assert {each.name for each in wanted} <= named
        assert {str(status) for status in declared.errors} <= operation["responses"].keys()
        assert ("requestBody" in operation) == (declared.signature.body is not None)
        if not declared.at_home:
            assert declared.method.lower() in document["paths"][f"/{{path}}{place}".rstrip("/")]


def test_each_operation_has_its_own_name_and_says_how_to_sign_in(document: dict) -> None:
    found = [operation for _path, _method, operation in operations(document)]
    names = [each["operationId"] for each in found]
    assert len(names) == len({*names})
    schemes = document["components"]["securitySchemes"].keys()
    for _path, method, each in operations(document):
        assert {name for choice in each["security"] for name in choice} <= schemes
        for choice in each["security"]:
            assert "session" not in choice or method not in WRITES or "csrf" in choice
        assert each["summary"]


def test_each_write_has_a_precondition(document: dict) -> None:
    for _path, method, operation in operations(document):
        linked = {each.get("$ref", "").rpartition("/")[2] for each in operation["parameters"]}
        assert ("IfMatch" if method in WRITES else "IfNoneMatch") in linked
        assert ("412" in operation["responses"]) == (method in WRITES)


def test_each_type_has_its_models(api: Api, document: dict) -> None:
    schemas = document["components"]["schemas"]
    for name, info in types_of(api.registry).items():
        fields = {*info.cls.fields()}
        for prefix in ("", "New", "Changed"):
            assert fields <= schemas[prefix + name]["properties"].keys()
        assert schemas[f"Changed{name}"]["additionalProperties"] is False
    assert schemas["NewDocument"]["properties"]["title"]["maxLength"] == 500


def test_a_type_that_has_the_name_of_a_shape_is_described_as_the_type(document: dict) -> None:
    properties = document["components"]["schemas"]["Entry"]["properties"]
    assert properties["@type"]["const"] == "Entry"


def test_the_examples_are_such(document: dict) -> None:
    validator = Validator(document)
    tried = 0
    for _path, _method, operation in operations(document):
        told = [operation.get("requestBody", {}), *operation["responses"].values()]
        for each in told:
            content = validator.found(each).get("content", {}).get("application/json")
            if content is not None:
                validator.check(content["schema"], content["example"])
                tried += 1
    assert tried > 50


def test_it_is_made_once_and_asked_for_again(api: Api) -> None:
    first = api.browser("").get("/@@openapi.json")
    again = {"If-None-Match": first.headers["ETag"]}
    api.browser("").get("/@@openapi.json", headers=again, status=304)
    assert json.loads(first.body)["servers"][0]["url"] == "/++api++"


def test_below_a_prefix_its_server_is_there(api: Api) -> None:
    answer = api.browser("").get("/@@openapi.json", extra_environ={"SCRIPT_NAME": "/site"})
    assert answer.json["servers"][0]["url"] == "/site/++api++"


def test_it_is_told_at_home_only(api: Api) -> None:
    for name in ("@@openapi.json", "@@docs"):
        api.browser("").get(f"/news/{name}", status=404)


def test_the_page_for_people(api: Api) -> None:
    page = api.browser("").get("/@@docs")
    assert page.html.find(id="docs")["data-document"] == "/@@openapi.json"
    assert page.html.find("meta", {"name": "csrf-token"}) is None
    assert "Set-Cookie" not in page.headers
    assert all(script.get("src") and not script.string for script in page.html.find_all("script"))
    own = api.browser("editor").get("/@@docs")
    assert own.html.find("meta", {"name": "csrf-token"})["content"]
    assert own.headers["Cache-Control"] == "no-store"
