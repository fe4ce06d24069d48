"""What a form sent, as text: a file in a text's place counts as nothing."""

from __future__ import annotations

from contentsite.web.request import Request


def text(request: Request, name: str) -> str:
    """Return what was sent for a control, "" for nothing."""
    found = request.POST.get(name, "")
    return found if isinstance(found, str) else ""


def texts(request: Request, name: str) -> tuple[str, ...]:
    """Return all that was sent for controls of one name, such as check boxes."""
    return tuple(each for each in request.POST.getall(name) if isinstance(each, str))


def asked(request: Request, name: str) -> str:
    """Return what the query says, with less white space; "" for nothing."""
    return " ".join(request.GET.get(name, "").split())
