"""短缺比重, the order of 督办清单: what is missing as a share of the whole it is missing from."""

import pytest

from dashboard.findings.shortfall import is_to_trajectory, pressed, scaled, shortfall
from tests.page_rows import row, unpublished

RUNNING = {"as_of": "2025Q4", "due_period": "2027Q4"}
DUE = {"as_of": "2027Q4", "due_period": "2027Q4"}
LESS = {"direction": "lower"}
SHARE = {"kind": "rate", "metric_unit": "%", "unit": "%"}
GROWTH = {**SHARE, "yoy_of": "export_value"}


@pytest.mark.parametrize(
    ("cells", "missing", "share"),
    [
        # before the due quarter: to the trajectory
        ({**RUNNING, "gap_to_trajectory": 12.0, "gap_to_target": "40", "target_value": "100"}, 12.0, 0.12),
        # at the due quarter and after it: to the target
        ({**DUE, "gap_to_trajectory": 12.0, "gap_to_target": "40", "target_value": "100"}, 40.0, 0.40),
        ({**DUE, "as_of": "2028Q1", "gap_to_trajectory": 12.0, "gap_to_target": "40", "target_value": "100"}, 40.0, 0.40),
        # without a path: to the target
        ({**RUNNING, "gap_to_trajectory": None, "gap_to_target": "18", "target_value": "260"}, 18.0, 18 / 260),
        # a surplus is negative, a negative target value counts by its size
        ({**RUNNING, "gap_to_trajectory": -5.0, "gap_to_target": "40", "target_value": "100"}, -5.0, -0.05),
        ({**RUNNING, "gap_to_trajectory": 1.0, "gap_to_target": "2", "target_value": "-4"}, 1.0, 0.25),
        # less is better: the excess as a share of what there is, also over a target of zero
        ({**RUNNING, **LESS, "gap_to_trajectory": 4.5, "target_value": "4", "actual_value": "9"}, 4.5, 0.5),
        ({**DUE, **LESS, "gap_to_target": "3", "target_value": "0", "actual_value": "3"}, 3.0, 1.0),
        # a growth rate as a level: 40 points less than 10 % are 40 of 110, a target of no growth 3 of 100
        ({**RUNNING, **GROWTH, "gap_to_trajectory": 40.0, "target_value": "10", "actual_value": "-30"}, 40.0, 40 / 110),
        ({**DUE, **GROWTH, "gap_to_target": "3", "target_value": "0", "actual_value": "-3"}, 3.0, 0.03),
        # any other rate is a share, and is taken as it stands
        ({**RUNNING, **SHARE, "gap_to_trajectory": 19.0, "target_value": "95", "actual_value": "60"}, 19.0, 0.2),
        # unknown stays unknown: no target value, a target of zero, no gap
        ({**RUNNING, "gap_to_trajectory": 1.0, "target_value": None}, 1.0, None),
        ({**DUE, "gap_to_target": "3", "target_value": "0"}, 3.0, None),
        ({**DUE, "gap_to_trajectory": None, "gap_to_target": None}, None, None),
    ],
)
def test_shortfall_and_its_share(cells, missing, share):
    one = row(**cells)
    assert shortfall(one) == missing
    assert scaled(one) == (None if share is None else pytest.approx(share))


def test_against_what_it_is_counted():
    assert is_to_trajectory(row(**RUNNING, gap_to_trajectory=1.0))
    assert not is_to_trajectory(row(**DUE, gap_to_trajectory=1.0))
    assert not is_to_trajectory(row(**RUNNING, gap_to_trajectory=None))


def test_pressed_for_is_what_lags_or_was_missed_the_largest_share_first_and_the_unknown_last():
    rows = [
        row(target_id="small", performance="off_track", gap_to_trajectory=1.0, target_value="100"),
        row(target_id="large", performance="at_risk", gap_to_trajectory=3.0, target_value="10"),
        row(target_id="missed", performance="missed", **DUE, gap_to_target="20", target_value="100"),
        row(target_id="zero", performance="missed", **DUE, gap_to_target="20", target_value="0"),
        row(target_id="fine", performance="on_track", gap_to_trajectory=9.0, target_value="10"),
        row(target_id="waiting", performance="awaiting_final"),
        unpublished(target_id="none"),
    ]
    assert [one.target_id for one in pressed(rows)] == ["large", "missed", "small", "zero"]


def test_points_of_growth_do_not_stand_before_amounts_that_lack_more():
    behind = {"performance": "off_track"}
    rows = [
        row(target_id="growth", **behind, **GROWTH, gap_to_trajectory=40.0, target_value="10", actual_value="-30"),
        row(target_id="amount", **behind, gap_to_trajectory=71.0, target_value="160", actual_value="70"),
        row(target_id="few", **behind, gap_to_trajectory=1.0, target_value="160", actual_value="70"),
    ]
    assert [one.target_id for one in pressed(rows)] == ["amount", "growth", "few"]


def test_equal_shares_stand_by_due_quarter_then_by_number():
    cells = {"performance": "off_track", "gap_to_trajectory": 1.0, "target_value": "10"}
    rows = [row(target_id="b", **cells), row(target_id="a", **cells), row(target_id="c", due_period="2026Q4", **cells)]
    assert [one.target_id for one in pressed(rows)] == ["c", "a", "b"]
