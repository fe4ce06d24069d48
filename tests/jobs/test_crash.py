"""Real processes: killed in the middle of a job, or several at one queue."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

PROCESS = """
import sys, time, threading
from ZODB import DB
from ZEO.ClientStorage import ClientStorage
from contentsite.jobs import drain, thread
from contentsite.jobs.job import KINDS, Kind
from contentsite.jobs.queue import enqueue, queue_of
from contentsite.ini import load_settings
from contentsite.settings import SETTINGS
from contentsite.storage.connection import in_work

drain.MARGIN = 0.5
class Registry(dict):
    pass
registry = Registry()
storage = ClientStorage(sys.argv[1], wait=True, wait_timeout=20)
registry._zodb_databases = {"work": DB(storage)}
registry[SETTINGS] = load_settings({"contentsite.security.secret": "x" * 40}, {})
name, log = sys.argv[2], open(sys.argv[3], "a", buffering=1)

def run(registry, values):
    log.write(f"{name} begins {values['n']}\\n")
    time.sleep(values["seconds"])
    log.write(f"{name} ends {values['n']}\\n")

registry[KINDS] = {"pack": Kind(lambda *a: None, "", 1, str), "slow": Kind(run, "slow", 1.0, str)}
drain.pause = lambda attempts: 0.5
thread.POLL = 0.05
for n in sys.argv[4:]:
    number, seconds = n.split("/")
    in_work(registry, lambda w: enqueue(w, "slow", {"n": int(number), "seconds": float(seconds)}))
thread.start(registry)
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def server(tmp_path: Path):
    """A storage server: several processes use one queue."""
    socket = tmp_path / "zeo.sock"
    (tmp_path / "zeo.conf").write_text(
        f"<zeo>\n address {socket}\n</zeo>\n"
        f"<filestorage>\n path {tmp_path}/work.fs\n</filestorage>\n"
    )
    command = [Path(sys.executable).parent / "runzeo", "-C", tmp_path / "zeo.conf"]
    with subprocess.Popen(
        list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        yield socket
        process.terminate()


@pytest.fixture
def begin(server, tmp_path):
    """Start a process that drains the queue, after it has asked for these jobs."""
    processes = []

    def start(name, *jobs):
        command = [sys.executable, "-W", "ignore", "-c", PROCESS, server, name, tmp_path / "log"]
        process = subprocess.Popen(
            [*map(str, command), *jobs], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        processes.append(process)
        assert process.stdout.readline() == b"ready\n"
        return process

    yield start
    for process in processes:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


def wait_for(file: Path, line: str, seconds: float = 60) -> list[str]:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        lines = file.read_text().splitlines() if file.exists() else []
        if line in lines:
            return lines
        time.sleep(0.02)
    raise AssertionError(f"{line!r} is not there: {lines}")


def test_a_process_that_is_killed_in_the_middle_is_taken_over(begin, tmp_path):
    log = tmp_path / "log"
    one = begin("one", "1/30", "2/0")
    wait_for(log, "one begins 1")
    two = begin("two")
    time.sleep(0.3)
    assert "two" not in log.read_text()
    one.send_signal(signal.SIGKILL)
    one.wait()
    wait_for(log, "two ends 2")
    lines = wait_for(log, "two begins 1")
    assert lines.count("one begins 1") == 1
    assert "one ends 1" not in lines
    two.stdin.close()


def test_two_processes_at_one_queue_do_each_job_once(begin, tmp_path):
    jobs = [f"{number}/0.01" for number in range(30)]
    one, two = begin("one", *jobs[:15]), begin("two", *jobs[15:])
    end = time.monotonic() + 60
    while (text := (tmp_path / "log").read_text()).count("ends") < 30:
        assert time.monotonic() < end, text
        time.sleep(0.02)
    lines = text.splitlines()
    for number in range(30):
        done = [line for line in lines if line.endswith(f" ends {number}")]
        assert len(done) == 1
    # never both at the same time: each beginning is followed by its own end
    pairs = zip(lines[::2], lines[1::2], strict=True)
    assert all(one.replace("begins", "ends") == two for one, two in pairs)
    for process in (one, two):
        process.stdin.close()
        assert process.wait(60) == 0
