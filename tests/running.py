"""Starting a site as a process of its own, as people do, and asking it for pages."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

BIN = Path(sys.executable).parent
START = 120.0


@dataclass
class Site:
    """A running site."""

    process: subprocess.Popen[str]
    address: str
    output: Path

    def get(self, path: str = "/") -> tuple[int, str]:
        """Return status and text of a page."""
        try:
            with urlopen(self.address + path, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Ask the site to end; return its exit status."""
        self.process.send_signal(how)
        return self.process.wait(timeout=60)


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(
    *command: str | Path, cwd: Path, port: int | None = None, path: Path | None = None
) -> Iterator[Site]:
    """Start a command of this environment that serves a site; `http_port=` is added to it."""
    port = port or free_port()
    output = cwd / f"output-{port}.txt"
    with output.open("w") as stream:
        process = subprocess.Popen(
            [str(BIN / command[0]), *map(str, command[1:]), f"http_port={port}"],
            cwd=cwd,
            env=environment(path),
            stdout=stream,
            stderr=subprocess.STDOUT,
            text=True,
        )
        site = Site(process, f"http://127.0.0.1:{port}", output)
        try:
            _wait(site)
            yield site
        finally:
            process.kill()
            process.wait()


def environment(path: Path | None = None) -> dict[str, str]:
    """Return the environment for a process: this one's, with modules found in a folder."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("COV")}
    return {**kept, "PYTHONPATH": str(path)} if path else kept


def call(
    *command: str | Path, cwd: Path, path: Path | None = None, stdin: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run a command of this environment to its end."""
    return subprocess.run(
        [str(BIN / command[0]), *map(str, command[1:])],
        cwd=cwd,
        env=environment(path),
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def _wait(site: Site) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end:
        if site.process.poll() is not None:
            break
        try:
            if site.get("/@@health")[0] == 200:
                return
        except (URLError, OSError):
            time.sleep(0.05)
    raise AssertionError(f"the site did not start:\n{site.output.read_text()}")
