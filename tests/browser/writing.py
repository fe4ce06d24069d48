"""What the tests of forms share: a site with a type of each field, reading and changing the text of an editor."""

from __future__ import annotations

import re
from typing import Any, Final

from exhibits import picture
from playwright.sync_api import Page, expect

from contentsite.tree.root import Root
from contentsite.types.document import Document
from contentsite.types.folder import Folder
from contentsite.types.image import Image

PASTE: Final = """([html, text]) => {
  const data = new DataTransfer();
  if (html) data.setData('text/html', html);
  data.setData('text/plain', text);
  document.activeElement.dispatchEvent(
    new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def fill(site: Root) -> None:
    """Add a folder with pages of some tags and a picture, and a page."""
    news = site.add("news", Folder(title="News"))
    news.publish()
    for title, tags in (("Rivers", ("water", "news")), ("Locks", ("water", "locks"))):
        news.add(title.lower(), Document(title=title, tags=tags)).publish()
    news.add("lake", Image(title="The lake", alt="A calm lake", image=picture()))
    site.add("page", Document(title="A page", body="<p>First words.</p>\n<p>Last words.</p>"))


def value(page: Page, key: str) -> Any:
    """Return what the plain control has, which is what would be sent."""
    return page.evaluate("key => document.getElementById(key).value", key)


def expect_body(page: Page, html: str | re.Pattern[str]) -> None:
    """Wait until this would be sent for the body."""
    expect(page.locator("#f-body")).to_have_value(html)


def editor(page: Page, key: str = "f-body") -> Any:
    """Return the editor of a field, which is ready."""
    field = page.locator(f"rich-text[data-ready]:has(#{key})")
    expect(field).to_have_count(1)
    return field.locator(".ProseMirror")


def refresh(page: Page, html: str, key: str = "f-body") -> None:
    """Set a plain control from outside, as a draft that is restored does."""
    page.evaluate(
        "([key, html]) => { const control = document.getElementById(key); control.value = html;"
        " control.dispatchEvent(new Event('cs:refresh')); }",
        [key, html],
    )


def select(page: Page, words: str, key: str = "f-body") -> None:
    """Select words in the editor, at once: keys that select are told to it a little later."""
    found = page.evaluate(
        """([key, words]) => {
          const { view } = document.getElementById(key).closest('rich-text').editor;
          let at = null;
          view.state.doc.descendants((node, pos) => {
            const found = node.isText ? node.text.indexOf(words) : -1;
            if (found >= 0) at = pos + found;
          });
          if (at === null) return false;
          const kind = view.state.selection.constructor;
          view.focus();
          view.dispatch(view.state.tr.setSelection(kind.create(view.state.doc, at, at + words.length)));
          return true;
        }""",
        [key, words],
    )
    assert found, words


def paste(page: Page, html: str, text: str = "words") -> None:
    """Paste into what has the focus."""
    page.evaluate(PASTE, [html, text])
