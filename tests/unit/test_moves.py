"""Which gaps moved, and the waterfall of one."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from dashboard.findings import moves
from dashboard.figures.bridge import bridge as waterfall
from etl.vocabulary import Cause
from etl.warehouse.bridge import Bridge


def bridge(*parts, then="10", target_id="a", due="2027Q4"):
    known = [None if part is None else Decimal(part) for part in parts]
    now = None if not parts else Decimal(then) + sum(part for part in known if part is not None)
    known = known or [None] * 5
    return Bridge(target_id, due, "2025Q3", "2025Q4", Decimal(then), now, tuple(zip(Cause, known, strict=True)))


def row(target_id="a", due="2027Q4", target="100", direction="higher", actual=None, yoy_of=""):
    key, figures = (target_id, due), {"target_value": target, "actual_value": actual, "has_figure": actual is not None}
    return SimpleNamespace(target_id=target_id, due_period=due, key=key, direction=direction, yoy_of=yoy_of, **figures)


@pytest.mark.parametrize(
    "parts, largest",
    [
        ((2, 0, -5, 0, 0), Cause.NEW_DATA),
        ((5, 0, -5, 0, 0), Cause.ELAPSED_TIME),  # of equals the earlier
        ((0, 0, 0, 0, 0), None),
        ((2, None, -1, 7, 0), Cause.CHANGED_TARGET),
        ((), None),
    ],
)
def test_the_largest_cause(parts, largest):
    assert bridge(*parts).largest == largest


def test_a_target_is_shown_at_its_last_due_period_that_has_a_bridge():
    rows = [row(due="2024Q4"), row(due="2025Q4"), row(due="2026Q4")]
    known = [bridge(1, 0, 0, 0, 0, due="2024Q4"), bridge(2, 0, 0, 0, 0, due="2025Q4"), bridge(due="2026Q4")]
    [found] = moves.latest(rows, {one.key: one for one in known})
    assert found.row.due_period == "2025Q4"
    [found] = moves.latest(rows, {one.key: one for one in known[2:]})
    assert found.row.due_period == "2026Q4" and moves.unknown([found])


def test_most_moved_by_the_share_of_the_target():
    small, large = row("a", target="10"), row("b", target="1000")
    still, none = row("c"), row("d", target=None)
    known = [bridge(2, 0, 0, 0, 0), bridge(-50, 0, 0, 0, 0, target_id="b"), bridge(0, 0, 0, 0, 0, target_id="c")]
    known.append(bridge(1, 0, 0, 0, 0, target_id="d"))
    found = moves.latest([small, large, still, none], {one.key: one for one in known})
    assert [move.row.target_id for move in moves.most_moved(found)] == ["a", "b", "d"]
    assert [move.row.target_id for move in moves.unmoved(found)] == ["c"]


@pytest.mark.parametrize(
    ("told", "share"),
    [
        ({"target": "40"}, 0.25),
        ({"target": "4", "direction": "lower", "actual": "20"}, 0.5),  # of what there is
        ({"target": "25", "yoy_of": "trade_value"}, 0.08),  # 10 of 125
        ({"target": "0"}, None),
        ({"target": None}, None),
    ],
)
def test_a_change_is_scaled_as_a_shortfall_is(told, share):
    [found] = moves.latest([row(**told)], {("a", "2027Q4"): bridge(10, 0, 0, 0, 0)})
    assert found.share == share


def test_at_first_the_one_that_says_most():
    known = [bridge(target_id="a"), bridge(0, 0, 0, 0, 0, target_id="b"), bridge(1, 0, 0, 0, 0, target_id="c")]
    found = moves.latest([row("a"), row("b"), row("c")], {one.key: one for one in known})
    assert moves.telling(found).row.target_id == "c"
    assert moves.telling(found[:2]).row.target_id == "b"
    assert moves.telling(found[:1]).row.target_id == "a"


def test_the_waterfall_goes_from_gap_to_gap():
    figure = waterfall(
        title="t", subtitle="s", labels=["起", "时间推移", "新增数据", "止"], values=[6.5, 2.5, -5, 4], texts=list("abcd"), axis="落后"
    ).to_plotly_json()
    [trace] = figure["data"]
    assert trace["measure"] == ["absolute", "relative", "relative", "total"]
    assert trace["y"] == [6.5, 2.5, -5, 4]
    low, high = figure["layout"]["yaxis"]["range"]
    assert low < 0 and high > 9


def test_the_waterfall_leaves_room_below_where_it_is_ahead():
    figure = waterfall(title="t", subtitle="s", labels=["a", "b", "c"], values=[-3, -4, -7], texts=["", "", ""], axis="")
    low, high = figure.layout.yaxis.range
    assert low < -7 and high > 0
