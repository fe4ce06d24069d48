"""Mail into a folder, for development: a file a mail, to be opened by any mail program."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

from contentsite.storage.disk import make_private


def write(message: EmailMessage, folder: str) -> Path:
    """Write a mail into a folder, for the site's user alone; return the file. Raises OSError."""
    place = Path(folder)
    make_private(place)
    name = message["Message-ID"].strip("<>").partition("@")[0]
    # by time, so that the last one is the newest; a mail that is sent again is another file
    file = place / f"{datetime.now(UTC):%Y%m%dT%H%M%S.%f}-{name}.eml"
    part = file.with_suffix(".part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        stream.write(message.as_bytes())
    return part.rename(file)
