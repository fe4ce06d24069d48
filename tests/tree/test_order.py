"""Manual order: keys between any two, and tokens that stand for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentsite.tree.order import ManualOrder, between

DIGIT = st.one_of(st.integers(0, 3), st.integers((1 << 32) - 3, (1 << 32) - 1))
FRACTION = st.builds(
    lambda whole, digits: (whole, *digits),
    st.integers(-3, 3),
    st.lists(DIGIT, max_size=3).filter(lambda digits: not digits or digits[-1]),
)


@given(st.lists(FRACTION, min_size=2, max_size=2, unique=True).map(sorted))
def test_there_is_always_one_between(pair):
    low, high = pair
    middle = between(low, high)
    assert low < middle < high
    assert len(middle) <= max(len(low), len(high)) + 1
    assert len(middle) == 1 or middle[-1] != 0
    order = ManualOrder()
    assert order.parse(order.token(middle)) == middle


@given(
    st.lists(st.tuples(st.integers(0, 30), st.one_of(st.none(), st.integers(0, 30))), max_size=60)
)
def test_as_a_list_does(moves):
    order, model = ManualOrder(), []
    for number in range(12):
        order.add(str(number), (1, str(number)))
        model.append(str(number))
    for number, before in moves:
        name, sibling = str(number % 12), None if before is None else str(before % 12)
        if name == sibling:
            continue
        order.place_before(name, sibling)
        model.remove(name)
        model.insert(len(model) if sibling is None else model.index(sibling), name)
    order.check()
    assert list(order.names()) == model
    for position, name in enumerate(model):
        key = order.key(name)
        assert [row[1] for _key, row in order.rows(key)] == model[position + 1 :]
        assert [row[1] for _key, row in order.rows_before(key)] == model[:position][::-1]


def test_one_place_can_be_crowded():
    order = ManualOrder()
    for number in range(2000):
        order.add(str(number), (1, str(number)))
    for number in range(10, 2000):
        order.place_before(str(number), "5")
    assert list(order.names()) == [
        *map(str, range(5)),
        *map(str, range(10, 2000)),
        *map(str, range(5, 10)),
    ]
    assert len(order.token(order.key("1999"))) < 800


def test_the_first_place_can_be_taken_again_and_again():
    order = ManualOrder()
    order.add("a", (1, "a"))
    for number in range(100):
        order.add(str(number), (1, str(number)))
        order.place_before(str(number), next(order.names()))
    assert list(order.names()) == [*map(str, range(99, -1, -1)), "a"]
    assert len(order.key("99")) == 1


@pytest.mark.parametrize("token", ["", "x", "1.", ".", "1.x", "9" * 5000, "1,2", "\0"])
def test_what_is_no_token(token):
    with pytest.raises(ValueError):  # noqa: PT011  (of any kind)
        ManualOrder().parse(token)


@pytest.mark.parametrize(
    "token", ["-99", "0", "5.5.5", "9" * 4000, f"-{1 << 63}", f"{(1 << 64)}.1"]
)
def test_any_token_is_a_place(token):
    order = ManualOrder()
    order.add("a", (1, "a"))
    key = order.parse(token)
    assert [*order.rows(key), *order.rows_before(key)]


def test_unknown_names():
    order = ManualOrder()
    for call in (order.row, order.key, order.remove, lambda name: order.place_before(name, None)):
        with pytest.raises(KeyError):
            call("x")
    with pytest.raises(KeyError):
        order.refresh("x", ())
    assert "x" not in order
    assert not order.has("x", ())
