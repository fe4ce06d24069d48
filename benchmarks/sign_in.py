"""Pages while sign-ins are tried without a pause: a flood must not stop the site.

Only addresses of this machine are asked, for a bounded time. Run as a module it is the flood:
`python -m benchmarks.sign_in PORT SECONDS`.
"""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from urllib.parse import urlencode

from contentsite.security.cookie import NAME, token_of
from contentsite.security.session import new_name

from .figure import Figure
from .place import SECRET, temporary
from .process import DEADLINE, Server, free_port, python, serving
from .scale import Scale

RATE = 50
"""Wrong sign-ins a second."""
ROUNDS = 4
"""Without and with, in turn: what else the machine does falls on both."""
PACE = 0.01
"""Seconds between two pages."""
_INI = """\
[app:main]
use = egg:contentsite
zodbconn.uri = datafs://{folder}/Data.fs
contentsite.site.sample = true
contentsite.security.secret = {secret}
contentsite.security.tries_account = 1000000
contentsite.security.tries_address = 1000000

[server:main]
use = egg:waitress#main
host = 127.0.0.1
port = {port}
threads = 4
asyncore_use_poll = true

[loggers]
keys = root
[handlers]
keys =
[formatters]
keys =
[logger_root]
level = CRITICAL
handlers =
"""
_SERVE = "from contentsite.cli.main import main; main()"


def sign_in(scale: Scale) -> Iterator[Figure]:
    """Ask for pages, paced, without sign-ins and with them."""
    quiet: list[float] = []
    loud: list[float] = []
    answers: Counter[str] = Counter()
    with temporary() as place, _site(place) as server:
        _seconds(server, scale.paced)
        for _ in range(ROUNDS):
            quiet += _seconds(server, scale.paced)
            with _flood(server, scale.paced, answers):
                loud += _seconds(server, scale.paced)
    for name, share, goal in (("median", 0.5, None), ("p99", 0.99, 3.0)):
        before, now = _quantile(quiet, share) * 1_000, _quantile(loud, share) * 1_000
        yield Figure(f"a page, {name}", before, "ms", 1, "without sign-ins")
        yield Figure(
            f"the same with {RATE} wrong sign-ins a second",
            now,
            "ms",
            now / before,
            "without",
            ratio_most=goal,
        )
    hashed, refused = answers["422"], answers["503"]
    total = sum(answers.values())
    yield Figure("of these sign-ins the password was looked at (422)", hashed, "sign-ins")
    yield Figure(
        "and were told to come back (503)", refused, "sign-ins", refused / total, "all of them"
    )


def _seconds(server: Server, count: int) -> list[float]:
    """Return the wall seconds of so many pages, asked for one after the other by one visitor."""
    found = []
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=DEADLINE)
    for _ in range(count):
        begun = time.perf_counter()
        connection.request("GET", "/")
        connection.getresponse().read()
        found.append(time.perf_counter() - begun)
        time.sleep(PACE)
    connection.close()
    return found


def _quantile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


@contextmanager
def _flood(server: Server, pages: int, answers: Counter[str]) -> Iterator[None]:
    """Try sign-ins while the pages are asked for; at the end the answers are counted."""
    longest = 2 + pages * PACE * 4
    command = python("-m", "benchmarks.sign_in", str(server.port), str(longest))
    flood = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    time.sleep(1)
    yield
    said, _ = flood.communicate("stop\n", timeout=DEADLINE)
    answers.update(json.loads(said))


def _site(folder: Path) -> AbstractContextManager[Server]:
    port = free_port()
    ini = folder / "site.ini"
    ini.write_text(_INI.format(folder=folder, secret=SECRET, port=port))
    return serving(python("-c", _SERVE, "serve", str(ini)), port)


def flood(port: int, seconds: float) -> Counter[str]:
    """Try sign-ins of unknown users at a steady rate, until told to stop; return how many had which status."""
    begun = time.perf_counter()
    with ThreadPoolExecutor(1) as listening, ThreadPoolExecutor(RATE) as trying:
        told = listening.submit(sys.stdin.readline)
        tries: list[Future[int]] = []
        while not told.done() and time.perf_counter() - begun < seconds:
            tries.append(trying.submit(_try, port, len(tries)))
            time.sleep(max(0.0, begun + len(tries) / RATE - time.perf_counter()))
        return Counter(str(each.result()) for each in tries)


def _try(port: int, number: int) -> int:
    name = new_name()
    form = {
        "csrf_token": token_of(SECRET, name),
        "name": f"user{number}",
        "password": "not this one",
    }
    headers = {
        "Cookie": f"{NAME}={name}",
        "Content-Type": "application/x-www-form-urlencoded",
        "Origin": f"http://127.0.0.1:{port}",
    }
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=DEADLINE)
    try:
        connection.request("POST", "/@@sign-in", urlencode(form), headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


if __name__ == "__main__":
    print(json.dumps(flood(int(sys.argv[1]), float(sys.argv[2]))))
