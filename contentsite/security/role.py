"""Permissions, and the roles that workflows give them to.

A role is given to a person or a group, for the site or for a part of it; what it allows on a node
follows from the state that the node is in (see `contentsite.workflow`).
"""

from __future__ import annotations

from typing import Final

from contentsite.sentence import _

VIEW: Final = "view"
ADD: Final = "add"
EDIT: Final = "edit"
PUBLISH: Final = "publish"
DELETE: Final = "delete"
SHARE: Final = "share"
MANAGE: Final = "manage"
"""The site itself: people, audit log, jobs, settings. It is had at the top of the tree or not at all."""
ACCOUNT: Final = "account"
"""To be signed in oneself, and not by a token; no role gives it."""
KNOWN: Final = "known"
"""To be signed in in whatever way; no role gives it."""

PERMISSIONS: Final = (VIEW, ADD, EDIT, PUBLISH, DELETE, SHARE, MANAGE)

VISITOR: Final = _("Visitor")
"""What everybody is, unless a node inherits nothing."""
READER: Final = _("Reader")
CONTRIBUTOR: Final = _("Contributor")
EDITOR: Final = _("Editor")
REVIEWER: Final = _("Reviewer")
MANAGER: Final = _("Manager")
OWNER: Final = _("Owner")
"""What the maker of a node is there; it cannot be given."""

GRANTABLE: Final = (VISITOR, READER, CONTRIBUTOR, EDITOR, REVIEWER, MANAGER)
ROLES: Final = (*GRANTABLE, OWNER)
