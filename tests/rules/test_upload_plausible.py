"""Worked uploads: figures against targets, published figures and their own 同比."""

import pytest

from etl.checks.case import Known
from etl.vocabulary import Basis
from tests.doubts import PARKS, REASON, VALUE, doubts, figure, parks
from tests.intake_registers import checked, row, table, target

# --------------------------------------------------------------------------- targets


def on(line: str, *targets, known=None) -> dict:
    return doubts(line, known, targets=targets)


def test_a_figure_exactly_on_its_target_needs_a_reason():
    level = target(1, "export_value", "500")
    assert on(row(value="500"), level) == {VALUE: "on_target"}
    assert on(row(value="5000000", unit="万元"), level) == {VALUE: "on_target"}
    assert on(row(value="500.01"), level) == on(row(value="499.99"), level) == {}
    assert on(row(value="500", note=REASON), level) == {}
    (problem,) = checked(table(row(value="500")), targets=[level])
    assert "330500-01" in problem.message("zh") and "2027年第四季度" in problem.message("zh")


def test_in_any_period_while_the_target_runs():
    level = target(1, "export_value", "500", start="2025-01-01", due="2025-12-31")
    assert on(row(quarter="2", value="500"), level) == {VALUE: "on_target"}
    assert on(row(year="2024", value="500"), level) == {}


def test_another_region_metric_or_scope_has_another_target():
    level = target(1, "export_value", "500")
    assert on(row(region="嘉兴市", value="500"), level) == {}
    assert on(row(metric="跨境电商进出口额", value="500"), level) == {}
    assert on(row(value="500", scope="海关平台"), level) == {}


def test_fewer_than_ten_are_usually_reached_exactly():
    assert on(row(value="9", **PARKS), target(1, "warehouse_count", "9", unit="个")) == {}
    assert on(row(value="10", **PARKS), target(1, "warehouse_count", "10", unit="个")) == {VALUE: "on_target"}


def test_a_figure_that_was_there_before_did_not_land():
    level = target(1, "warehouse_count", "10", unit="个")
    assert on(row(value="10", **PARKS), level, known=parks("2025Q3", 10)) == {}
    assert on(row(value="10", **PARKS), level, known=parks("2025Q3", 9)) == {VALUE: "on_target"}


def test_a_doubling_met_to_the_last_digit():
    double = target(1, "export_value", "2", basis=Basis.MULTIPLE, baseline_year=2024)
    assert on(row(value="251"), double, known=figure("2024Q4", "125.5")) == {VALUE: "on_target"}
    assert on(row(value="251.1"), double, known=figure("2024Q4", "125.5")) == {}
    assert on(row(value="2"), double) == {}


def test_a_target_of_each_county_is_the_counties():
    each = target(1, "warehouse_count", "12", unit="个", basis=Basis.EACH_SUBREGION, children=("330502",))
    assert on(row(region="吴兴区", value="12", **PARKS), each) == {VALUE: "on_target"}
    assert on(row(value="12", **PARKS), each) == {}


# ------------------------------------------------------------------------- published


def test_a_difference_from_what_was_published_needs_a_reason():
    published = Known(figure("2025Q4", 380), figure("2025Q4", 380))
    assert doubts(row(value="386.75"), published) == {VALUE: "differs_from_published"}
    assert doubts(row(value="386.75", note=REASON), published) == {}
    assert doubts(row(value="380"), published) == {}
    assert doubts(row(value="100", counting="当季"), published) == {}


def test_what_was_accepted_instead_may_be_sent_again():
    known = Known(figure("2025Q4", "386.75"), figure("2025Q4", 380))
    assert doubts(row(value="386.75"), known) == {}
    assert doubts(row(value="387"), known) == {VALUE: "differs_from_published"}


# ---------------------------------------------------------------------- year on year


@pytest.mark.parametrize(
    ("yoy", "is_doubtful"), [("20", False), ("22", False), ("18", False), ("22.01", True), ("17.99", True), ("-20", True)]
)
def test_a_change_that_misses_the_figures_by_more_than_two_points(yoy, is_doubtful):
    expected = {(2, "同比"): "yoy_differs"} if is_doubtful else {}
    assert doubts(row(value="120", yoy=yoy), figure("2024Q4", 100)) == expected
    assert doubts(row(value="120", yoy=yoy, note=REASON), figure("2024Q4", 100)) == {}


def test_without_a_figure_to_divide_by_nothing_is_said():
    assert doubts(row(value="120", yoy="50")) == {}
    assert doubts(row(value="120", yoy="50"), figure("2024Q4", 0)) == {}


def test_a_growth_metric_is_held_against_its_flow():
    known = figure("2024Q4", 100) | figure("2025Q4", 120)
    growth = {"metric": "跨境电商出口额同比", "unit": "%"}
    assert doubts(row(value="22", **growth), known) == {}
    assert doubts(row(value="23", **growth), known) == {VALUE: "yoy_differs"}


def test_a_figure_in_the_wrong_unit_is_doubted_once():
    assert doubts(row(value="1200000", yoy="20"), figure("2024Q4", 100)) == {VALUE: "magnitude"}


def test_a_forecast_may_be_the_target():
    assert on(row(nature="预计", value="500"), target(1, "export_value", "500")) == {}
