"""`@@forgotten`: whoever cannot sign in any more asks for a link by mail.

The page only notes that somebody asked. Whether there is such an account is looked up some seconds
after the answer, by a job: so neither the answer nor its time tells, nor that of the next one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final
from urllib.parse import quote

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.security import NO_PERMISSION_REQUIRED

from contentsite.admin.screen import POLICY
from contentsite.jobs.job import Refused
from contentsite.jobs.mail import deliver, mail
from contentsite.jobs.queue import enqueue
from contentsite.security.people import People, people_of
from contentsite.security.reset import new_token
from contentsite.security.throttle import Buckets, Limit, Throttle
from contentsite.security.user import User
from contentsite.sentence import _
from contentsite.settings import Settings, settings_of
from contentsite.storage.connection import in_work, part_of, site_opened
from contentsite.tree.node import Node
from contentsite.web.catalogue import catalogue_of
from contentsite.web.language import in_own_language, nearest
from contentsite.web.origin import origin_for_links
from contentsite.web.request import Request

from .later import too_often

TEMPLATE: Final = "contentsite:admin/templates/forgotten.jinja2"
HOUR: Final = 3600
BY_ACCOUNT: Final = Limit(5, HOUR)
BY_ADDRESS: Final = Limit(20, HOUR)
_LONGEST: Final = 254
NOBODY: Final = ("nobody@example.invalid", "nobody", 0, "")
"""Address, name, epoch and language of whom a mail is written for, and not sent, where there is no account."""
NO_ORIGIN: Final = (
    "contentsite.site.url is not set, and the host that the request named is not one of those in"
    " contentsite.web.hosts: no link can be made"
)
SUBJECT: Final = _("{site}: choose a new password")
TEXT: Final = _("""\
Somebody asked for a new password for the account {name} at {site}.

If that was you, choose one here, within {minutes} minutes:

{link}

If it was not you, do nothing: your password stays as it is.
""")


def show(_context: Node, request: Request, sent: str = "") -> dict[str, Any]:
    """Return the form, or, afterwards, what happens next."""
    _keep_out_of_caches(request)
    return {"sent": bool(sent), "problem": ""}


def submit(_context: Node, request: Request, account: str = "") -> Any:
    """Note that somebody asked for a link; the answer is the same for each name and address."""
    _keep_out_of_caches(request)
    account = account.strip()
    if not account:
        request.response.status_int = 422
        return {"sent": False, "problem": request.translate("Say which account it is.")}
    seconds = _wait(request, account)
    if seconds:
        return {"sent": False, "problem": too_often(request, seconds)}
    origin = origin_for_links(request)
    page = request.view_address(request.home, "@@reset")
    values = {"account": account[:_LONGEST], "page": origin and origin + page}
    values["language"] = request.locale_name
    enqueue(request.work, "forgotten", values, soon=False)
    return HTTPSeeOther(request.view_address(request.home, "@@forgotten") + "?sent=1")


def _wait(request: Request, account: str) -> int:
    """Count the attempt; return in how many seconds the next one is allowed, 0 where this one is."""
    if request.environ.get("retry.attempt"):
        return 0  # the same request, tried again after a conflict: it was counted
    throttle = _throttle(request.settings)
    address, now = request.remote_addr or "", request.now.timestamp()
    return in_work(
        request.registry, lambda work: throttle.attempt(_buckets(work), account, address, now)
    )


def old_requests(work: Any, now: datetime, settings: Settings) -> int:
    """Housekeeping: forget who asked long ago."""
    return _throttle(settings).sweep(_buckets(work), now.timestamp())


def _throttle(settings: Settings) -> Throttle:
    return Throttle(settings.security.secret.get_secret_value().encode(), BY_ACCOUNT, BY_ADDRESS)


def _buckets(work: Any) -> Any:
    return part_of(work, "throttle-mail", Buckets)


def find_accounts(registry: Any, values: Mapping[str, Any]) -> None:
    """Job: ask for a mail to each account that was meant; two people may share an address."""
    if not values["page"]:
        raise Refused(NO_ORIGIN)
    with site_opened(registry) as site:
        users = [user.uid for user in _meant(people_of(site), values["account"])]
    # where there is none, the same is done for nobody: the load of the machine tells nothing either
    for uid in users or [""]:
        asked = {"user": uid, "page": values["page"], "language": values["language"]}
        in_work(registry, partial(enqueue, kind="reset", values=asked))


def _meant(people: People, account: str) -> list[User]:
    named = people.named(account)
    found = [named] if named else people.with_mail(account)
    return [user for user in found if user.enabled and user.mail]


def send_link(registry: Any, values: Mapping[str, Any]) -> None:
    """Job: send a link to who forgot a password."""
    mail_link(registry, values, SUBJECT, TEXT)


def mail_link(registry: Any, values: Mapping[str, Any], subject: str, text: str) -> None:
    """Make a token and send it. It is made here, by a job, so that nothing that waits holds one."""
    with site_opened(registry) as site:
        user = people_of(site).user(values["user"])
        is_meant = user is not None and user.enabled
        to, name, epoch, language = (
            (user.mail, user.name, user.epoch, nearest(registry, user.language)) if user else NOBODY
        )
        title = " ".join(site.title.split())
    security = settings_of(registry).security
    token = in_work(
        registry, lambda work: new_token(work, values["user"], epoch, datetime.now(UTC))
    )
    say = catalogue_of(registry, language or values["language"]).translate
    words = {"site": title, "name": name, "minutes": security.reset_minutes}
    link = f"{values['page']}?token={quote(token)}"
    try:
        letter = mail(to, say(_(subject, **words)), say(_(text, **words, link=link)))
    except ValueError as error:
        raise Refused(str(error)) from error
    if is_meant:
        deliver(registry, letter)


def _keep_out_of_caches(request: Request) -> None:
    request.response.headers["Cache-Control"] = "no-store"


def includeme(config: Configurator) -> None:
    """Register the page, at the top only, and the jobs that follow."""
    config.set_policy("forgotten", POLICY)
    page = {"name": "forgotten", "context": Node, "at_home": True, "renderer": TEMPLATE}
    page |= {"permission": NO_PERMISSION_REQUIRED, "decorator": in_own_language}
    config.add_view(show, request_method=("GET", "HEAD"), **page)
    config.add_view(submit, request_method="POST", **page)
    config.add_job("forgotten", find_accounts, title=_("Looking up who forgot a password"))
    config.add_job("reset", send_link, title=_("Mail to who forgot a password"))
    config.add_housekeeping(old_requests)
