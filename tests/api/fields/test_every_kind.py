"""Fields of every kind, there and back, and what is refused for each."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO
from typing import Any

from api_site import Api
from PIL import Image as Drawn

from contentsite.types.image import Image


def png() -> str:
    stream = BytesIO()
    Drawn.new("RGB", (3, 2), "teal").save(stream, "PNG")
    return b64encode(stream.getvalue()).decode()


GOOD: dict[str, Any] = {
    "line": "words",
    "lines": "one\ntwo",
    "flag": True,
    "maybe": False,
    "count": 5,
    "some_count": 7,
    "share": 0.5,
    "price": "1.50",
    "day": "2026-11-01",
    "moment": "2026-11-01T09:00:00+01:00",
    "words": ["a", "b"],
    "link": "https://example.org/x?y#z",
    "mail": "a@example.org",
    "colour": "green",
    "places": ["here", "there"],
    "point": [1.0, 2.0],
}
"""What comes back as it was sent."""
OTHER: dict[str, tuple[Any, Any]] = {
    "size": ("large", {"token": "large", "title": "large"}),
    "level": ({"token": "3"}, {"token": "3", "title": "3"}),
    "hue": ({"token": "green", "title": "Green"}, {"token": "green", "title": "green"}),
    "marked": (
        "# *m*",
        {"content-type": "text/markdown", "data": "# *m*", "encoding": "utf-8"},
    ),
    "rich": (
        {"data": "<p>x</p><script>y</script>", "content-type": "text/html"},
        {"content-type": "text/html", "data": "<p>x</p>", "encoding": "utf-8"},
    ),
    "price": (2, "2"),
}
"""What is sent, and what comes back."""
BAD: dict[str, tuple[Any, ...]] = {
    "title": (None, 5, [], {}, "x" * 501, "two\nlines"),
    "line": (5, True, ["x"], "\x07"),
    "needed": ("x",),
    "flag": (1, "true", []),
    "count": (100, -1, 1.5, "5", True, 10**400),
    "share": ("x", [], True),
    "price": ("x", [], True),
    "day": ("x", 5, "2026-13-01", "2026-11-01T09:00"),
    "moment": ("x", 5, "2026-11-01T09:00", "9999-12-31T23:59:59-12:00"),
    "size": ("middle", 5, {}, {"title": "x"}, []),
    "level": ("4", {"token": "x"}),
    "hue": ("blue",),
    "words": ("a", [5], {"a": 1}, [None]),
    "link": ("javascript:alert(1)", 5, "//x"),
    "one": ("/nothing", "0" * 32, 5, {"UID": 5}, {}, []),
    "shown": ("/news",),
    "several": ("/news", ["/nothing"], [5], [["/news"]]),
    "rich": (5, [], {"text": "x"}, {"data": 5}, {"data": "x", "content-type": "text/x"}),
    "marked": ({}, {"data": None}),
    "paper": ("x", 5, {"data": "x"}, {"filename": "x", "data": "###"}, {"filename": 5, "data": ""}),
    "photo": ({"filename": "x.png", "data": b64encode(b"no picture").decode()},),
    "colour": ("blue", 5),
    "point": ("x", [1], {"north": "x"}),
    "exclude_from_nav": ("yes", 1),
    "language": ("!!", 5, ["en"], {"title": "x"}),
    "id": (5, ["x"]),
}


def test_there_and_back(api: Api) -> None:
    sent = {"@type": "Everything", "title": "All", "needed": "xx", **GOOD}
    sent |= {name: given for name, (given, _shown) in OTHER.items()}
    found = api.ask("editor", "POST /news", sent, status=201).json
    expected = GOOD | {name: shown for name, (_given, shown) in OTHER.items()}
    assert {name: found[name] for name in expected} == expected
    state = api.ask("editor", "GET /news/all")
    api.ask("editor", "PATCH /news/all", state.json, status=204)
    assert api.ask("editor", "GET /news/all").headers["ETag"] == state.headers["ETag"]
    # nothing is what the field had in the beginning
    empty = dict.fromkeys(("line", "maybe", "price", "day", "moment", "words", "link", "rich"))
    api.ask("editor", "PATCH /news/all", empty, status=204)
    found = api.ask("editor", "GET /news/all").json
    assert (found["line"], found["price"], found["words"], found["link"]) == ("", None, [], "")


def test_references_by_each_name(api: Api) -> None:
    opened, image = api.site["news"]["opened"], api.site.add("image", Image(title="I"))
    image.publish()
    api.commit()
    api.ask(
        "editor", "POST /news", {"@type": "Everything", "title": "All", "needed": "xx"}, status=201
    )
    names = (
        opened.uid,
        "/news/opened",
        "http://localhost/news/opened",
        {"@id": "http://localhost/news/opened"},
        {"UID": opened.uid, "title": "more"},
    )
    node: Any = api.site["news"]["all"]
    for name in names:
        api.ask("editor", "PATCH /news/all", {"one": None, "several": []}, status=204)
        sent = {"one": name, "several": [name], "shown": "/image"}
        api.ask("editor", "PATCH /news/all", sent, status=204)
        assert (node.one, node.several, node.shown) == (opened.uid, (opened.uid,), image.uid)
    api.ask("editor", "PATCH /news/all", {"link": "http://localhost/news/opened#x"}, status=204)
    assert node.link == f"uid:{opened.uid}#x"
    assert api.ask("editor", "GET /news/all").json["link"] == "http://localhost/news/opened#x"


def test_files(api: Api) -> None:
    words = b64encode(b"words\n").decode()
    sent = {
        "@type": "Everything",
        "title": "All",
        "needed": "xx",
        "paper": {"filename": "../a\\w.txt", "data": words, "content-type": "image/png"},
        "photo": {"filename": "p.png", "data": png(), "encoding": "base64"},
    }
    found = api.ask("editor", "POST /news", sent, status=201).json
    assert (found["paper"]["filename"], found["paper"]["content-type"]) == ("w.txt", "text/plain")
    assert (found["photo"]["width"], found["photo"]["height"]) == (3, 2)
    address = found["paper"]["download"].removeprefix("http://localhost")
    assert api.browser("editor").get(address).body == b"words\n"
    blob = api.site["news"]["all"].paper.blob
    api.ask("editor", "PATCH /news/all", {"paper": found["paper"], "line": "x"}, status=204)
    assert api.site["news"]["all"].paper.blob is blob
    api.ask("editor", "PATCH /news/all", {"paper": None}, status=204)
    assert api.site["news"]["all"].paper is None


def test_what_is_refused_for_each(api: Api) -> None:
    api.ask(
        "editor", "POST /news", {"@type": "Everything", "title": "All", "needed": "xx"}, status=201
    )
    before = api.site["news"]["all"]._p_serial
    browser, wrong = api.browser("editor"), []
    for name, values in BAD.items():
        for value in values:
            told = browser.patch_json("/++api++/news/all", {name: value}, status="*")
            errors = told.json.get("errors", ()) if told.body else ()
            if {each["field"].partition(".")[0] for each in errors} != {name}:
                wrong.append((name, value, told.body))
    assert wrong == []
    api.commit()
    told = api.ask("editor", "PATCH /news/all", {"count": 1, "share": 2.0}, status=400).json
    assert told["errors"][0]["field"] == "share"
    assert api.site["news"]["all"]._p_serial == before
