"""Fresh processes: started, asked over HTTP, looked at from outside."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

DEADLINE = 120
PAUSE = 0.002


class NotServed(Exception):  # noqa: N818
    """A server did not answer; the message is what it said."""


@dataclass(slots=True)
class Server:
    """A server process, and how long it took from nothing to its first answer (wall seconds)."""

    process: subprocess.Popen[bytes]
    port: int
    first: float = 0.0

    def get(self, path: str) -> bytes:
        """Ask for a page and return its body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=DEADLINE)
        try:
            connection.request("GET", path)
            return connection.getresponse().read()
        finally:
            connection.close()

    def resident(self) -> float:
        """Return the resident memory in MB."""
        return resident(self.process.pid)


@contextmanager
def serving(command: Sequence[str], port: int, path: str = "/") -> Iterator[Server]:
    """Start a server, wait for its first answer, and stop it at the end."""
    with TemporaryFile() as said:
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdout=said, stderr=said)
        try:
            server = Server(process, port)
            _first_answer(server, path, begun)
            server.first = time.perf_counter() - begun
            yield server
        except OSError as error:
            said.seek(0)
            raise NotServed(said.read().decode(errors="replace")) from error
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(DEADLINE)


def _first_answer(server: Server, path: str, begun: float) -> None:
    while True:
        try:
            server.get(path)
            return
        except OSError:
            if server.process.poll() is not None or time.perf_counter() - begun > DEADLINE:
                raise
            time.sleep(PAUSE)


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def resident(pid: int | None = None) -> float:
    """Return the resident memory of a process (this one by default) in MB."""
    status = Path(f"/proc/{pid or os.getpid()}/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) * 1024 / 1e6
    found = subprocess.run(
        ["ps", "-o", "rss=", "-p", str(pid or os.getpid())], capture_output=True, check=True
    )
    return int(found.stdout) * 1024 / 1e6


def python(*arguments: str) -> list[str]:
    """Return the command that runs this Python."""
    return [sys.executable, *arguments]
