"""The address that links in mails begin with.

Whoever asks for a mail chooses the Host of that request: a link that is made of it could lead the
reader, with a secret in it, to somebody else's server ("host header poisoning"). So it is taken
from the settings (`contentsite.site.url`); where these are silent, from the Host only when
`contentsite.web.hosts` names exactly that host, a pattern being no name; and its port only when
this process listens there.
"""

from __future__ import annotations

import re
from typing import Any, Final

_HOST: Final = re.compile(r"(?P<name>.*?)(?::(?P<port>\d{1,5}))?", re.DOTALL)


def origin_for_links(request: Any) -> str:
    """Return scheme and host of the site for a link that somebody else will follow; "" where none can be trusted."""
    settings = request.settings
    if settings.site.url:
        return str(settings.site.url)
    found = _HOST.fullmatch(request.environ.get("HTTP_HOST", ""))
    name = found["name"].lower() if found else ""
    if not found or name not in settings.web.hosts or "*" in name:
        return ""
    port = found["port"] if found["port"] == str(request.environ.get("SERVER_PORT")) else None
    return f"{request.scheme}://{name}" + (f":{port}" if port else "")
