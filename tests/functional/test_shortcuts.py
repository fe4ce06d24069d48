"""The keys that the documents tell editors of are those that there are."""

from __future__ import annotations

import re
from pathlib import Path

from admin_site import admin_site

ROOT = Path(__file__).parents[2]


def documented() -> set[str]:
    """Return the keys of the table in the document for editors."""
    text = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
    table = text.partition("| keys | what they do |")[2].partition("\n\n")[0]
    cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    return {keys for cell in cells for keys in re.findall(r"`([^`]+)`", cell)}


def registered() -> set[str]:
    """Return the keys that scripts register."""
    sources = (ROOT / "frontend" / "src").glob("*.js")
    text = "".join(each.read_text(encoding="utf-8") for each in sources)
    return set(re.findall(r"^\s*shortcut\('([^']+)'", text, re.MULTILINE))


def test_the_table_is_true() -> None:
    with admin_site() as admin:
        admin.be("manager")
        page = admin.browser.get("/news/@@contents").html
    linked = {each["data-keys"] for each in page.select("[data-keys]")}
    assert documented() == linked | registered()
    # no key is the beginning of others: they could not be told apart
    keys = documented()
    assert not [one for one in keys for other in keys if other.startswith(f"{one} ")]
