"""What the database has of an object, whatever the transaction has made of it."""

from __future__ import annotations

import pytest
import transaction
from ZODB.POSException import ConflictError

from contentsite.tree.before import state_before
from contentsite.types.document import Document


def test_what_was_before(seen):
    site = seen.site
    page = site.add("page", Document(title="One"))
    assert state_before(page) is None
    site = seen.look()
    page = site["page"]
    assert state_before(page)["title"] == "One"
    page.update({"title": "Two"})
    assert state_before(page)["title"] == "One"
    # also after what is pending went into a file of its own
    seen.manager.savepoint()
    page.update({"title": "Three"})
    assert state_before(page)["title"] == "One"
    assert state_before(Document(title="In memory")) is None


def test_what_is_gone_meanwhile_is_a_conflict(stored):
    stored.site.add("page", Document(title="One"))
    page = stored.look()["page"]
    page.update({"title": "Mine"})
    manager = transaction.TransactionManager(explicit=True)
    manager.begin()
    other = stored.db.open(transaction_manager=manager)
    other.root()["contentsite"]["page"].update({"title": "Theirs"})
    manager.commit()
    other.close()
    stored.db.pack()
    with pytest.raises(ConflictError):
        state_before(page)
    stored.forget()
