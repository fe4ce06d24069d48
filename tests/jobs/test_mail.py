"""Mail, by a real server in this process, and into a folder."""

from __future__ import annotations

import email
import logging
import socket
import ssl
import subprocess
from collections.abc import Iterator
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from contentsite.jobs.drain import pause
from contentsite.jobs.mail import describe, mail, run_mail, send_mail
from contentsite.storage.connection import in_work


@pytest.fixture(autouse=True)
def quiet(caplog):
    caplog.set_level(logging.CRITICAL, "contentsite.jobs")


class Handler:
    """A mail server's mind: it keeps what it takes, and says what it is told to say."""

    def __init__(self):
        self.taken = []
        self.says = {}

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if "RCPT" in self.says:
            return self.says["RCPT"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if "DATA" in self.says:
            return self.says["DATA"]
        self.taken.append(envelope)
        return "250 OK"

    async def handle_QUIT(self, server, session, envelope):  # noqa: N802
        return self.says.get("QUIT", "221 Bye")

    @property
    def mails(self):
        return [email.message_from_bytes(each.content, policy=default) for each in self.taken]


@pytest.fixture
def handler() -> Handler:
    return Handler()


@pytest.fixture
def server(handler) -> Iterator[Controller]:
    with running(handler) as found:
        yield found


class running:  # noqa: N801
    """A server while it runs."""

    def __init__(self, handler, port=0, **options):
        self.controller = Controller(handler, hostname="127.0.0.1", port=port or free(), **options)

    def __enter__(self):
        self.controller.start()
        return self.controller

    def __exit__(self, *_error):
        self.controller.stop()


def free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def sending(make_registry):
    """Make a registry whose mail goes to a port."""

    def make(port, **more):
        settings = {
            "mail__host": "localhost" if more.get("mail__security") else "127.0.0.1",
            "mail__port": str(port),
            "mail__security": "none",
            "mail__sender": "site@example.org",
            "mail__timeout": "1",
            **more,
        }
        registry = make_registry(**settings)
        registry.kind("mail", run_mail)
        return registry

    return make


def ask(registry, to="ada@example.org", subject="Grüße", text="Schöne Grüße\n.\nLinie\n"):
    return in_work(registry, lambda work: send_mail(work, to, subject, text))


def test_a_mail_arrives_as_it_was_written(sending, server, handler, clock):
    registry = sending(server.port)
    ask(registry)
    assert clock.drainer(registry).drain() == 1
    assert registry.waiting() == registry.failed() == []
    (envelope,) = handler.taken
    assert envelope.mail_from == "site@example.org"
    assert envelope.rcpt_tos == ["ada@example.org"]
    (got,) = handler.mails
    assert got["From"] == "site@example.org"
    assert got["To"] == "ada@example.org"
    assert got["Subject"] == "Grüße"
    assert got.get_content().replace("\r\n", "\n") == "Schöne Grüße\n.\nLinie\n"
    assert got["Auto-Submitted"] == "auto-generated"
    assert got["Message-ID"].endswith("@example.org>")
    assert got["Date"].datetime.tzinfo is not None


def test_it_is_sent_after_the_commit_only(sending, server, handler, clock):
    registry = sending(server.port)

    def fail(work):
        send_mail(work, "ada@example.org", "Never", "")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        in_work(registry, fail)
    clock.drainer(registry).drain()
    assert handler.taken == []


@pytest.mark.parametrize(
    "to",
    [
        "ada@example.org\r\nBcc: eve@example.com",
        "ada@example.org\nBcc: eve@example.com",
        "ada@example.org, eve@example.com",
        "Ada <ada@example.org>",
        "ada",
        "@example.org",
        "ada@",
        "",
        "a" * 250 + "@example.org",
        "ada@example.org\x00",
        "jörg@example.org",
    ],
)
def test_v1_3_11_an_address_is_one_address(registry, to):
    with pytest.raises(ValueError, match="mail"):
        ask(registry, to=to)
    assert registry.waiting() == []


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\x0b", "\x00", "\x85", "\u2028"])
def test_v1_3_11_no_header_is_smuggled_into_a_mail(registry, end):
    with pytest.raises(ValueError, match="header"):
        ask(registry, subject=f"Hello{end}Bcc: eve@example.com")


def test_a_server_that_is_down_and_comes_up(sending, handler, clock):
    port = free()
    registry = sending(port)
    ask(registry)
    drainer = clock.drainer(registry)
    drainer.drain()
    (job,) = registry.waiting()
    assert "refused" in job.error.lower()
    with running(handler, port):
        clock.go(pause(1))
        drainer.drain()
    assert registry.waiting() == registry.failed() == []
    assert len(handler.taken) == 1


@pytest.mark.parametrize("step", ["RCPT", "DATA"])
def test_a_refusal_for_now_is_tried_again(sending, server, handler, clock, step):
    registry = sending(server.port)
    ask(registry)
    drainer = clock.drainer(registry)
    handler.says[step] = "451 4.7.1 Greylisted, please wait"
    drainer.drain()
    assert "451 4.7.1 Greylisted" in registry.waiting()[0].error
    handler.says.clear()
    clock.go(pause(1))
    drainer.drain()
    (got,) = handler.mails
    assert registry.waiting() == []
    assert got["Message-ID"]


@pytest.mark.parametrize("step", ["RCPT", "DATA"])
def test_a_refusal_for_good_is_shown(sending, server, handler, clock, step):
    registry = sending(server.port)
    ask(registry)
    handler.says[step] = "550 5.1.1 No such user"
    clock.drainer(registry).drain()
    assert registry.waiting() == []
    assert "550 5.1.1 No such user" in registry.failed()[0].error


def test_a_mail_that_is_sent_again_is_the_same_one(sending, server, handler, clock):
    registry = sending(server.port)
    letter = mail("ada@example.org", "Hello", "")
    run_mail(registry, letter._asdict())
    run_mail(registry, letter._asdict())
    one, two = handler.mails
    assert one["Message-ID"] == two["Message-ID"]
    assert one["Date"] == two["Date"]


def test_a_server_that_is_rude_at_the_end_has_the_mail(sending, server, handler, clock):
    registry = sending(server.port)
    handler.says["QUIT"] = "500 Go away"
    ask(registry)
    clock.drainer(registry).drain()
    assert registry.waiting() == registry.failed() == []
    assert len(handler.taken) == 1


def test_a_server_that_says_nothing(sending, clock):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        registry = sending(silent.getsockname()[1], mail__timeout="0.2")
        ask(registry)
        clock.drainer(registry).drain()
        assert "timed out" in registry.waiting()[0].error.lower()


def test_a_server_without_encryption_gets_nothing(sending, server, handler, clock):
    registry = sending(server.port, mail__security="starttls")
    ask(registry)
    clock.drainer(registry).drain()
    assert "STARTTLS" in registry.waiting()[0].error
    assert handler.taken == []


def test_a_domain_in_other_letters(sending, server, handler, clock):
    registry = sending(server.port)
    ask(registry, to="ada@bücher.example")
    clock.drainer(registry).drain()
    assert handler.taken[0].rcpt_tos == ["ada@xn--bcher-kva.example"]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    key, made = folder / "key.pem", folder / "cert.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-keyout", key, "-out", made, "-subj", "/CN=localhost"]
    command += ["-addext", "subjectAltName=DNS:localhost"]
    try:
        subprocess.run(list(map(str, command)), check=True, capture_output=True)
    except OSError:
        pytest.skip("needs openssl")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(made, key)
    return made, context


@pytest.mark.parametrize("trusted", [True, False])
@pytest.mark.parametrize("way", ["starttls", "tls"])
def test_encryption_and_sign_in(sending, handler, clock, certificate, monkeypatch, way, trusted):
    file, context = certificate
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
    seen = []

    def authenticate(server, session, envelope, mechanism, given):
        seen.append((given.login, given.password))
        return AuthResult(success=given.password == b"right")

    options = {"authenticator": authenticate, "auth_required": True}
    how = {"tls_context": context, "require_starttls": True} if way == "starttls" else {}
    if way == "tls":
        how = {"ssl_context": context, "auth_require_tls": False, "auth_required": False}
    with running(handler, **{**options, **how}) as server:
        keys = {"mail__security": way, "mail__user": "site", "mail__password": "right"}
        registry = sending(server.port, **keys)
        ask(registry)
        clock.drainer(registry).drain()
    if trusted:
        assert registry.waiting() == registry.failed() == []
        assert seen == [(b"site", b"right")]
        assert len(handler.taken) == 1
    else:
        assert "CERTIFICATE_VERIFY_FAILED" in registry.waiting()[0].error
        assert seen == handler.taken == []


def test_nothing_is_set(make_registry, clock):
    registry = make_registry()
    registry.kind("mail", run_mail)
    ask(registry)
    clock.drainer(registry).drain()
    assert "contentsite.mail.host" in registry.waiting()[0].error


def test_a_folder_gets_a_file_a_mail(make_registry, clock, tmp_path):
    folder = tmp_path / "var" / "mail"
    registry = make_registry(mail__folder=str(folder))
    registry.kind("mail", run_mail)
    ask(registry)
    ask(registry, subject="Second")
    clock.drainer(registry).drain()
    files = sorted(folder.iterdir())
    assert {file.suffix for file in files} == {".eml"}
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700
    got = [email.message_from_bytes(file.read_bytes(), policy=default) for file in files]
    assert sorted(each["Subject"] for each in got) == ["Grüße", "Second"]
    assert all(b"\r\n" in file.read_bytes() for file in files)


def test_managers_do_not_see_the_text():
    shown = describe(mail("ada@example.org", "Hello", "the secret link")._asdict())
    assert shown == "ada@example.org: Hello"
