"""What the cheapest orders begin with, against all orders tried one by one."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from workshops.consensus.beginnings import beginnings_of_cheapest, cost_of_a_good_order
from workshops.consensus.kemeny import kemeny
from workshops.consensus.pairwise import Counts, pairwise


def some_costs(statements: int, seed: int) -> Counts:
    """Small ones, so that many orders are alike; of each two ways round one is free."""
    costs = np.random.default_rng(seed).integers(0, 3, (statements, statements))
    return costs - np.minimum(costs, costs.T)


def cost(order: tuple[int, ...], costs: Counts) -> int:
    return sum(int(costs[i, j]) for place, i in enumerate(order) for j in order[place + 1 :])


def all_costs(costs: Counts) -> dict[tuple[int, ...], int]:
    return {order: cost(order, costs) for order in permutations(range(len(costs)))}


def subset(statements: tuple[int, ...]) -> int:
    return sum(1 << i for i in statements)


@pytest.mark.parametrize("seed", range(30))
def test_no_beginning_of_a_cheapest_order_is_left_out(seed: int) -> None:
    costs = some_costs(6, seed)
    found = beginnings_of_cheapest(costs)
    orders = all_costs(costs)
    cheapest = [order for order, one in orders.items() if one == min(orders.values())]
    for size in range(7):
        begin = {subset(order[:size]) for order in cheapest}
        assert begin <= set(found.by_size[size].tolist())
    assert found.least[-1] == min(orders.values())


@pytest.mark.parametrize("seed", range(30))
def test_a_beginning_costs_what_its_cheapest_order_costs_before_the_rest(seed: int) -> None:
    costs = some_costs(5, seed)
    found = beginnings_of_cheapest(costs)
    for size, subsets in enumerate(found.by_size):
        for kept in subsets.tolist():
            first = [i for i in range(5) if kept >> i & 1]
            rest = [i for i in range(5) if not kept >> i & 1]
            across = int(costs[np.ix_(first, rest)].sum())
            within = min(cost(order, costs) for order in permutations(first))
            assert found.least[kept] == across + within
            assert len(first) == size


@pytest.mark.parametrize("seed", range(30))
def test_a_good_order_is_one_that_there_is(seed: int) -> None:
    costs = some_costs(6, seed)
    assert cost_of_a_good_order(costs) in all_costs(costs).values()


def test_twenty_orders_each_one_place_on_from_the_last_are_all_as_good() -> None:
    """Everyone puts the next statement first, the rest after it: i stands above j in 20 − (j − i) of 20."""
    places = np.arange(20)
    found = kemeny(
        pairwise(((places - places[:, np.newaxis]) % 20 + 1).astype(np.int32)), tuple(map(str, places))
    )
    assert found.optima_count == 20
    assert found.distance == sum(apart * (20 - apart) for apart in range(1, 20))
    assert found.tiers == (tuple(map(str, places)),)


def test_nothing_is_left_out_where_all_orders_are_alike() -> None:
    found = beginnings_of_cheapest(np.zeros((9, 9), dtype=np.int64))
    assert [len(subsets) for subsets in found.by_size] == [1, 9, 36, 84, 126, 126, 84, 36, 9, 1]


def test_far_fewer_subsets_are_kept_than_there_are() -> None:
    """Forty people who agree on nothing: the search stays narrow."""
    orders = np.random.default_rng(1).permuted(np.tile(np.arange(1, 21), (40, 1)), axis=1)
    counts = pairwise(orders.astype(np.int32))
    opposed = np.maximum(counts.margins.T, 0)
    kept = sum(map(len, beginnings_of_cheapest(opposed).by_size))
    assert kept < 2_000
