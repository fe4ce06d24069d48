"""Ending a process: the database is closed, whatever ended it, and only once."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from contentsite.storage import shutdown
from contentsite.storage.datafs import open_datafs

SERVER = """
import logging, sys, time
from pathlib import Path
from waitress import serve
from ZODB import DB
from contentsite.storage.datafs import open_datafs
from contentsite.storage.shutdown import close_at_exit

# on a busy machine the first request may wait for its thread, and waitress warns of it
logging.getLogger("waitress.queue").setLevel(logging.ERROR)
databases = [DB(open_datafs(Path(sys.argv[1], name))) for name in ("Data.fs", "work.fs")]
for db in databases:
    close_at_exit(db)

def app(environ, start_response):
    with databases[0].transaction() as connection:
        connection.root()["n"] = connection.root().get("n", 0) + 1
        if environ["PATH_INFO"] == "/slow":
            time.sleep(0.5)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"done"]

print("ready", flush=True)
serve(app, listen="127.0.0.1:" + sys.argv[2], _quiet=True)
print("served", flush=True)
"""


@pytest.fixture
def server(tmp_path: Path) -> Any:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", SERVER, tmp_path, str(port)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.port = port
    with process:
        process.stdout.readline()
        yield process
        process.kill()


def connect(port: int, path: str) -> socket.socket:
    for _ in range(100):
        try:
            connection = socket.create_connection(("127.0.0.1", port), timeout=5)
        except ConnectionRefusedError:
            time.sleep(0.02)
        else:
            connection.sendall(f"GET {path} HTTP/1.0\r\n\r\n".encode())
            return connection
    raise AssertionError("the server does not answer")


def read(connection: socket.socket) -> bytes:
    with connection:
        parts = []
        while part := connection.recv(4096):
            parts.append(part)
    return b"".join(parts)


def stop(process: Any, number: int) -> tuple[int, bytes]:
    process.send_signal(number)
    _, errors = process.communicate(timeout=60)
    return process.returncode, errors


def check_closed(folder: Path) -> None:
    for name in ("Data.fs", "work.fs"):
        assert (folder / f"{name}.index").stat().st_size > 0
        storage = open_datafs(folder / name)  # the lock is free
        assert storage._used_index
        storage.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_waitress_and_closes_the_databases(
    server: Any, tmp_path: Path, number: Any
) -> None:
    assert b"done" in read(connect(server.port, "/"))
    assert stop(server, number) == (0, b"")
    check_closed(tmp_path)


def test_a_request_at_work_is_finished(server: Any, tmp_path: Path) -> None:
    connection = connect(server.port, "/slow")
    time.sleep(0.2)
    server.send_signal(signal.SIGTERM)
    ended = stop(server, signal.SIGTERM)  # and a second signal changes nothing
    connection.close()
    assert ended == (0, b"")
    check_closed(tmp_path)
    content = (tmp_path / "Data.fs").read_bytes()
    assert content.count(b"persistent.mapping") == 2  # the first root, and that of the request


class TestHandler:
    @pytest.fixture(autouse=True)
    def no_exit_functions(self, monkeypatch: pytest.MonkeyPatch) -> Any:
        self.registered = []
        monkeypatch.setattr(shutdown.atexit, "register", lambda *call: self.registered.append(call))
        before = signal.getsignal(signal.SIGTERM)
        yield
        signal.signal(signal.SIGTERM, before)

    def test_another_handler_is_left_alone(self) -> None:
        def mine(signum: int, frame: object) -> Any:
            pass

        signal.signal(signal.SIGTERM, mine)
        shutdown.close_at_exit(object())
        assert signal.getsignal(signal.SIGTERM) is mine
        assert len(self.registered) == 1

    def test_sigterm_is_system_exit_once(self) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        shutdown.close_at_exit(object())
        shutdown.close_at_exit(object())
        with pytest.raises(SystemExit) as caught:
            os.kill(os.getpid(), signal.SIGTERM)
        assert caught.value.code == 0
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_IGN

    def test_a_closed_database_is_not_closed_again(self, tmp_path: Path) -> None:
        closed = []

        class Closing:
            def close(self) -> Any:
                closed.append(self)

        shutdown.close_at_exit(Closing())
        ((closing,),) = self.registered
        closing()
        assert len(closed) == 1
