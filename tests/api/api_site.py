"""What the tests of the JSON face share: people who ask, and that each answer is what was declared."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from admin_site import Admin, admin_site
from validating import Validator

from contentsite.api.content.payload import Content
from contentsite.api.content.schema import answer_model
from contentsite.api.endpoint import Endpoint, endpoints_of
from contentsite.api.openapi.document import document
from contentsite.declaration import types_of
from contentsite.testing import Browser

JSON = {"Accept": "application/json"}
_VALIDATORS: dict[Any, Validator] = {}
"""By what they depend on: making one takes a moment."""


class Api:
    """A site, and a browser for each of its people: what they are answered is compared with what was declared."""

    def __init__(self, admin: Admin) -> None:
        self.site, self.people, self.commit = admin.site, admin.people, admin.commit
        self.app = admin.browser.app
        self.registry = self.app.registry
        self.endpoints = tuple(endpoints_of(self.registry))
        self._browsers: dict[str, Browser] = {}
        self.described = _validator(self.registry, self.endpoints)

    def browser(self, person: str) -> Browser:
        """The browser of one of the people, signed in; "" is a visitor."""
        if person not in self._browsers:
            own = Browser(self.app, extra_environ={"HTTP_HOST": "localhost"}, lint=False)
            if person:
                own.sign_in(self.people[person])
            self._browsers[person] = own
        return self._browsers[person]

    def ask(
        self, person: str, line: str, body: Any = None, status: int = 200, **headers: str
    ) -> Any:
        """Ask as somebody: "GET /news"; what comes back is the answer."""
        method, address = line.split(" ", 1)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        options: dict[str, Any] = {"headers": JSON | named, "status": status}
        browser = self.browser(person)
        if method == "GET":
            answer = browser.get(address, **options)
        elif isinstance(body, bytes):
            options["headers"] |= {"Content-Type": "application/json"}
            answer = browser.request(address, method=method, body=body, **options)
        else:
            call = getattr(browser, f"{method.lower()}_json")
            answer = call(address, **({} if body is None else {"params": body}), **options)
        if method != "GET":
            # see what it stored
            self.commit()
        self.compare(method, address, answer)
        if status < 400:
            self.check(method, address, answer)
        else:
            assert set(answer.json) >= {"type", "message"}
        return answer

    def compare(self, method: str, address: str, answer: Any) -> None:
        """Compare an answer, also one that tells what is wrong, with the description of this face."""
        for declared in self._found(method, address.partition("?")[0])[-1:]:
            self.described.check_answer(f"/{declared.path}", method, answer)

    def check(self, method: str, address: str, answer: Any) -> None:
        """Compare an answer with the model that its endpoint declares."""
        if answer.status_int in (301, 304):
            return
        declared = self.declared(method, address.partition("?")[0])
        if answer.status_int == 204:
            assert answer.body == b""
            return
        assert answer.content_type == "application/json"
        assert method == "DELETE" or answer.headers["ETag"].startswith('"')
        check_content(self.registry, declared, answer.json)

    def declared(self, method: str, path: str) -> Endpoint:
        """Return the endpoint of an address."""
        found = self._found(method, path)
        assert found, f"{method} {path} is no endpoint"
        return found[-1]

    def _found(self, method: str, path: str) -> list[Endpoint]:
        _place, _, rest = path.partition("/@")
        name, *inner = rest.split("/") if rest else [""]
        return [
            each
            for each in self.endpoints
            if (each.name, each.method, len(each.signature.path)) == (name, method, len(inner))
        ]


def _validator(registry: Any, endpoints: tuple[Endpoint, ...]) -> Validator:
    key = (tuple(types_of(registry)), len(endpoints))
    if key not in _VALIDATORS:
        _VALIDATORS[key] = Validator(document(registry, "/++api++"))
    return _VALIDATORS[key]


def check_content(registry: Any, declared: Endpoint, data: Any) -> None:
    """Raise ValidationError, or AssertionError, for an answer that is not as it was declared."""
    model = declared.signature.answer
    assert model is not None
    if declared.signature.answer_type in (Content, Content | None):
        cls: Any = types_of(registry)[data["@type"]].cls
        model = answer_model(cls)
    # what is not declared does not come back
    assert model.validate_python(data) == data


@contextmanager
def api_site(*plugins: str, **settings: Any) -> Iterator[Api]:
    """Give the site of the admin's tests, and who asks it."""
    with admin_site(*plugins, **settings) as admin:
        yield Api(admin)
