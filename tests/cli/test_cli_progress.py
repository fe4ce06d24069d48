"""Progress: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import io
from contextlib import closing

from contentsite.cli.progress import Progress


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_plain_lines_now_and_then():
    stream = io.StringIO()
    show = Progress(stream)
    for done in range(1, 101):
        show(done, 100, "nodes")
    assert stream.getvalue() == "nodes: 1 of 100\nnodes: 100 of 100\n"


def test_a_number_alone_where_the_end_is_not_known():
    stream = io.StringIO()
    Progress(stream)(7, None, "packing")
    assert stream.getvalue() == "packing: 7\n"


def test_a_bar_on_a_terminal():
    stream = Terminal()
    show = Progress(stream)
    show(1, 2, "nodes")
    show(2, 2, "nodes")
    half, whole = stream.getvalue().split("\r\x1b[K")[1:]
    assert half.startswith("[" + "#" * 15 + "." * 15 + "]  50 %  1 of 2 nodes")
    assert whole == "[" + "#" * 30 + "] 100 %  2 of 2 nodes\n"


def test_a_bar_that_is_left_ends_its_line():
    stream = Terminal()
    with closing(Progress(stream)) as show:
        show(1, None, "packing")
    assert stream.getvalue().endswith("packing: 1\n")
