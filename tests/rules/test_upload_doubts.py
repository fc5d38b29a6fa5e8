"""Worked uploads: figures within their own series. File in, {(row, column): code} out.

Each doubt is tried from both sides: what raises it and what comes nearest without.
"""

import pytest

from etl.checks.upload import acceptable
from etl.vocabulary import Counting
from tests.doubts import PARKS, REASON, VALUE, doubts, figure, parks, quarter
from tests.intake_registers import checked, coded, row, standing, table

# ------------------------------------------------------------------ part and whole


def test_a_part_above_its_whole_needs_a_reason():
    whole = row(metric="跨境电商进出口额", value="300")
    assert standing(checked(table(whole, row(value="300")))) == {}
    assert standing(checked(table(whole, row(value="300.01")))) == {(3, "数值"): "part_above_whole"}
    assert standing(checked(table(whole, row(value="300.01", note=REASON)))) == {}


def test_the_other_half_may_stand_already():
    assert doubts(row(value="301"), figure("2025Q4", 300, "trade_value")) == {VALUE: "part_above_whole"}
    whole = row(metric="跨境电商进出口额", value="300")
    assert doubts(whole, figure("2025Q4", 301)) == {VALUE: "part_above_whole"}
    assert standing(checked(table(whole, row(value="299")), known=figure("2025Q4", 301))) == {}


def test_another_scope_is_not_the_whole():
    whole = row(metric="跨境电商进出口额", value="300", scope="海关平台")
    assert standing(checked(table(whole, row(value="400")))) == {}


# ----------------------------------------------------------------------- magnitude


@pytest.mark.parametrize(
    ("value", "is_doubtful"),
    [("3867500", True), ("0.03867", True), ("999.9", False), ("1000", True), ("10.01", False), ("10", True), ("0", True)],
)
def test_ten_times_off_the_year_before_needs_a_reason(value, is_doubtful):
    expected = {VALUE: "magnitude"} if is_doubtful else {}
    assert doubts(row(quarter="1", value=value), figure("2024Q1", 100)) == expected
    assert doubts(row(quarter="1", value=value, note=REASON), figure("2024Q1", 100)) == {}


def test_the_quarter_before_counts_too_and_else_the_nearest():
    assert doubts(row(), figure("2025Q3", 3)) == {VALUE: "magnitude"}
    assert doubts(row(), figure("2024Q1", 3)) == {VALUE: "magnitude"}
    assert doubts(row(), figure("2019Q4", 3)) == {}


def test_a_first_quarter_is_not_held_against_the_whole_year_before():
    known = figure("2024Q1", 30) | figure("2024Q4", 400)
    assert doubts(row(quarter="1", value="35"), known) == {}


@pytest.mark.parametrize(("before", "now", "is_doubtful"), [(1, "12", False), (2, "20", True), (5, "60", True)])
def test_counts_under_twenty_may_grow_tenfold(before, now, is_doubtful):
    expected = {VALUE: "magnitude"} if is_doubtful else {}
    assert doubts(row(value=now, **PARKS), parks("2024Q4", before)) == expected


def test_a_confirmed_nil_is_no_slip_of_the_pen():
    assert doubts(row(value="0", quarter="1"), figure("2024Q1", 30)) == {VALUE: "magnitude"}
    assert doubts(row(value="0", quarter="1", note="零报送"), figure("2024Q1", 30)) == {}


def test_growth_may_be_many_times_that_of_last_year():
    line = row(metric="跨境电商出口额同比", value="15", unit="%")
    assert doubts(line, figure("2024Q4", "0.5", "export_yoy", Counting.POINT)) == {}
    share = row(metric="跨境电商占外贸比重", value="0.125", unit="%")
    assert doubts(share, figure("2024Q4", "12", "share", Counting.POINT)) == {VALUE: "magnitude"}


# ----------------------------------------------------------------- 累计 and 当季


def test_a_year_to_date_that_falls_needs_a_reason():
    assert doubts(row(value="110"), figure("2025Q3", 300)) == {VALUE: "cumulative_falls"}
    assert doubts(row(value="300"), figure("2025Q3", 300)) == {}
    assert doubts(row(value="110", note=REASON), figure("2025Q3", 300)) == {}
    rows = table(row(quarter="2", value="200"), row(quarter="3", value="90"))
    assert standing(checked(rows)) == {(3, "数值"): "cumulative_falls"}


def test_a_new_year_starts_anew():
    assert doubts(row(quarter="1", value="110"), figure("2024Q4", 400)) == {}


def test_a_correction_above_a_later_year_to_date_needs_a_reason():
    line = row(quarter="2", value="310")
    assert doubts(line, figure("2025Q3", 300)) == {VALUE: "cumulative_above_later"}
    assert doubts(row(quarter="2", value="300"), figure("2025Q3", 300)) == {}
    both = table(line, row(quarter="3", value="450"))
    assert standing(checked(both, known=figure("2025Q3", 300))) == {}


@pytest.mark.parametrize(("value", "is_doubtful"), [("100", True), ("119.9", True), ("120", False), ("190", False)])
def test_a_second_quarter_alone_sent_as_year_to_date(value, is_doubtful):
    expected = {VALUE: "quarter_as_cumulative"} if is_doubtful else {}
    assert doubts(row(quarter="2", value=value), figure("2025Q1", 100)) == expected
    assert doubts(row(quarter="2", value=value, note=REASON), figure("2025Q1", 100)) == {}


@pytest.mark.parametrize(("value", "is_doubtful"), [("90", True), ("119.9", True), ("120", False), ("380", False)])
def test_without_a_figure_of_the_year_the_last_year_tells(value, is_doubtful):
    expected = {VALUE: "quarter_as_cumulative"} if is_doubtful else {}
    assert doubts(row(value=value), figure("2024Q4", 400)) == expected


def test_few_events_are_not_taken_for_one_quarter():
    events = {"metric": "跨境电商活动场次", "unit": "场"}
    assert doubts(row(quarter="2", value="5", **events), figure("2025Q1", 5, "event_count")) == {}
    known = figure("2025Q1", 50, "event_count")
    assert doubts(row(quarter="2", value="50", **events), known) == {VALUE: "quarter_as_cumulative"}


@pytest.mark.parametrize(
    ("value", "known", "code"),
    [
        ("205", quarter("2025Q1", 100), "cumulative_as_quarter"),
        ("181", quarter("2025Q1", 100), "cumulative_as_quarter"),
        ("180", quarter("2025Q1", 100), None),
        ("205", figure("2025Q1", 100), "cumulative_as_quarter"),
    ],
)
def test_a_year_to_date_sent_as_second_quarter(value, known, code):
    line = row(quarter="2", counting="当季", value=value)
    assert doubts(line, known) == ({VALUE: code} if code else {})


def test_a_year_to_date_sent_as_fourth_quarter():
    line = row(counting="当季", value="400")
    quarters = quarter("2025Q1", 90) | quarter("2025Q2", 110) | quarter("2025Q3", 100)
    assert doubts(line, quarters) == {VALUE: "cumulative_as_quarter"}
    assert doubts(line, figure("2025Q3", 300)) == {VALUE: "cumulative_as_quarter"}
    assert doubts(row(counting="当季", value="400", note=REASON), quarters) == {}


def test_a_quarter_far_above_the_last_is_pointed_out():
    problems = checked(table(row(counting="当季", value="181")), known=quarter("2025Q3", 100))
    assert coded(problems) == {VALUE: "quarter_jumps"} and acceptable(problems)
    assert checked(table(row(counting="当季", value="180")), known=quarter("2025Q3", 100)) == []
    assert checked(table(row(counting="当季", quarter="1", value="300")), known=quarter("2024Q4", 100)) == []


def test_both_countings_of_one_quarter_cannot_be_equal():
    both = table(row(value="386"), row(counting="当季", value="386"))
    assert standing(checked(both)) == {(3, "数值"): "counting_equal"}
    assert doubts(row(value="386"), quarter("2025Q4", 386)) == {VALUE: "counting_equal"}
    assert standing(checked(both, known=figure("2025Q3", 0))) == {}
    first = table(row(quarter="1", value="90"), row(quarter="1", counting="当季", value="90"))
    assert checked(first) == []


def test_the_year_to_date_is_the_sum_of_its_quarters():
    both = table(row(value="400"), row(counting="当季", value="110"))
    problems = checked(both, known=figure("2025Q3", 300))
    assert coded(problems) == {(3, "数值"): "counting_sum"} and acceptable(problems)
    assert checked(table(row(value="400"), row(counting="当季", value="103")), known=figure("2025Q3", 300)) == []
    first = table(row(quarter="1", value="90"), row(quarter="1", counting="当季", value="30"))
    assert coded(checked(first)) == {(3, "数值"): "counting_sum"}


# ---------------------------------------------------------------------------- stocks


def test_a_stock_that_drops_needs_a_reason():
    assert doubts(row(value="11", **PARKS), parks("2025Q3", 12)) == {VALUE: "stock_drops"}
    assert doubts(row(value="12", **PARKS), parks("2025Q3", 12)) == {}
    assert doubts(row(value="11", note=REASON, **PARKS), parks("2025Q3", 12)) == {}
    rows = table(row(quarter="3", value="12", **PARKS), row(value="11", **PARKS))
    assert standing(checked(rows)) == {(3, "数值"): "stock_drops"}


def test_a_stock_of_which_less_is_better_may_drop():
    line = row(metric="平均通关时间", value="20", unit="小时")
    assert doubts(line, figure("2025Q3", 24, "clearance_hours", Counting.POINT)) == {}


def test_a_share_may_drop():
    line = row(metric="跨境电商占外贸比重", value="11", unit="%")
    assert doubts(line, figure("2025Q3", 12, "share", Counting.POINT)) == {}


# ------------------------------------------------------------------ what is left alone


def test_forecasts_are_not_compared():
    assert doubts(row(nature="预计"), figure("2025Q3", 1)) == {}


def test_a_figure_that_is_wrong_anyway_is_not_doubted_too():
    (problem,) = checked(table(row(value="-96")), known=figure("2025Q3", 63))
    assert problem.code == "upload.below_minimum"
