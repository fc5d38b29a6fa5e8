"""Lines of a trajectory chart against the method's own numbers."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from dashboard.findings import paths
from tests.page_rows import row

KEY = ("330000", "export_value", "commerce")


def test_a_geometric_path_runs_from_base_to_target_and_through_the_expected_value():
    target = row(basis="multiple", baseline_value="100", target_value="200", expected_value=125.99210498948732)
    line = dict(paths.path(target))
    assert line[24300] == 100 and line[24336] == 200
    assert line[24312] == pytest.approx(target.expected_value)


def test_a_linear_path_is_straight():
    target = row(basis="level", baseline_value="60", target_value="150", expected_value=90.0)
    line = dict(paths.path(target))
    assert line[24312] == pytest.approx(90.0)
    assert line[24324] - line[24312] == pytest.approx(line[24312] - line[24300])


def test_no_path_where_the_method_has_none():
    assert paths.path(row(expected_value=None)) == []


def test_levels_are_the_figures_themselves_up_to_the_due_month():
    points = {KEY: [(24300, 100.0), (24336, 190.0), (24339, 300.0)]}
    assert paths.actuals(row(basis="level"), points, {}) == [(24300, 100.0), (24336, 190.0)]


def test_an_increment_of_a_flow_adds_year_on_year():
    totals = {KEY: [(24300, 1200.0), (24303, 200.0), (24306, 500.0)]}
    line = paths.actuals(row(basis="increment"), {}, totals)
    assert line == [(24300, 1200.0), (24303, 1400.0), (24306, 1700.0)]


def test_an_increment_is_not_drawn_over_a_year_that_is_unknown():
    totals = {KEY: [(24303, 200.0)]}
    assert paths.actuals(row(basis="increment"), {}, totals) == []


def test_an_increment_from_the_middle_of_a_year_leaves_out_what_came_before():
    target = replace(row(basis="increment"), start_date=date(2024, 7, 1))
    totals = {KEY: [(24294, 500.0), (24297, 800.0), (24300, 1200.0)]}
    assert paths.actuals(target, {}, totals) == [(24297, 300.0), (24300, 700.0)]


def test_a_yearly_target_draws_its_own_year():
    totals = {KEY: [(24300, 520.0), (24306, 230.0), (24312, 480.0)]}
    target = row(basis="every_year", due_period="2025Q4")
    assert paths.actuals(target, {}, totals) == [(24306, 230.0), (24312, 480.0)]


def test_an_increment_of_a_stock_is_what_was_added():
    points = {KEY: [(24288, 40.0), (24300, 55.0), (24312, 70.0)]}
    target = row(basis="increment", kind="stock")
    assert paths.actuals(target, points, {}) == [(24300, 15.0), (24312, 30.0)]


FIGURES = {24288: D("90"), 24291: D("20"), 24300: D("120"), 24303: D("25"), 24312: D("130"), 24315: D("-5")}


@pytest.mark.parametrize(
    ("changes", "month", "signed"),
    [
        ({"basis": "level"}, 24315, [(24315, "-5"), (24312, "130"), (24303, "-25")]),
        ({"basis": "level"}, 24312, []),  # a year's own figure
        ({"basis": "level"}, 24291, []),  # a year before is not known
        ({"basis": "increment"}, 24315, [(24300, "120"), (24312, "130"), (24315, "-5")]),
        ({"basis": "increment", "start_date": date(2024, 4, 1)}, 24303, [(24300, "120"), (24303, "25"), (24291, "-20")]),
        ({"basis": "every_year", "start_date": date(2024, 4, 1)}, 24300, [(24300, "120"), (24291, "-20")]),
        ({"basis": "every_year", "start_date": date(2024, 4, 1)}, 24303, []),  # the second year is whole
        ({"basis": "increment", "kind": "stock"}, 24312, [(24312, "130"), (24288, "-90")]),
        ({"basis": "level", "kind": "stock"}, 24312, []),
    ],
)
def test_a_figure_is_put_together_from_those_reported(changes, month, signed):
    found = paths.figure_parts(row(**changes), month, FIGURES)
    assert [(part.month, part.signed) for part in found] == [(one, D(value)) for one, value in signed]


def test_a_trailing_year_is_derived_where_any_of_its_parts_is():
    target = row(kind="flow", basis="level")
    months = [24300, 24308, 24312]
    assert paths.rests_on_derived(target, months, {24296}) == {24308}  # a year before August
    assert paths.rests_on_derived(target, months, {24300}) == {24300, 24308}
    assert paths.rests_on_derived(row(kind="stock", basis="level"), months, {24300}) == frozenset()


def test_a_sum_over_years_is_derived_from_the_year_that_is():
    target = row(basis="increment")
    assert paths.rests_on_derived(target, [24300, 24303, 24312], {24300}) == {24300, 24303, 24312}
    yearly = row(basis="every_year", due_period="2025Q4")
    assert paths.rests_on_derived(yearly, [24303, 24312], {24300}) == frozenset()


def test_counts_of_subregions_have_no_line():
    assert paths.actuals(row(basis="each_subregion", kind="stock"), {KEY: [(24300, 1.0)]}, {}) == []
