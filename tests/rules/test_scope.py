"""统计口径: figures of two scopes are never mixed."""

import pytest

from tests.table import check

IN_COMMERCE = "metric | value | scope \n exports | 100 | commerce"


def test_only_figures_of_the_own_scope_count(engine):
    check(
        engine,
        targets=IN_COMMERCE,
        actuals="""
            2024 = 900, scope retail
            2024 = 50, scope commerce
            2025 = 60, scope commerce
            2025 = 990, scope customs_all
        """,
        as_of="2025Q4",
        gives="""
            scope          | commerce
            actual_value   | 60
            baseline_value | 50
        """,
    )


def test_a_row_without_scope_is_in_the_default_scope_of_the_metric(engine):
    check(
        engine,
        targets="""
            metric  | value | scope
            exports | 100   | customs_all
            exports | 100   | commerce
        """,
        actuals="2025 = 60",
        as_of="2025Q4",
        gives="""
            scope        | customs_all | commerce
            actual_value | 60          |
            data_state   | current     | no_data
            performance  | not_assessable | not_assessable
            reason       | no_baseline | other_scope
        """,
    )


def test_a_row_that_names_the_default_scope_replaces_one_that_leaves_it_out(engine):
    check(
        engine,
        targets="metric | value \n exports | 100",
        actuals="2025 = 60 \n 2025 = 61, scope customs_all",
        as_of="2025Q4",
        gives="actual_value | 61",
    )


def test_a_figure_in_another_scope_is_never_subtracted(engine):
    check(
        engine,
        targets=IN_COMMERCE,
        actuals="2025 = 990, scope retail, confidence low",
        as_of="2025Q4",
        gives="""
            actual_value         |
            actual_period        |
            confidence           |
            gap_to_target        |
            attainment           |
            required_per_quarter |
            target_value         | 100
            reason               | other_scope
        """,
    )


@pytest.mark.parametrize(
    "own_row, reason",
    [
        ("", "other_scope"),
        ("2026 = 60, scope commerce", "other_scope"),  # later than the evaluated quarter
        ("2025 = 60, scope commerce, nature forecast", "other_scope"),
        ("2025 = , scope commerce", "other_scope"),
        ("2025 = 60, scope commerce, nature withdrawn", "other_scope"),
        ("quarter 2025Q2 = 10, scope commerce", "no_actual"),  # too little for a trailing year
    ],
)
def test_other_scope_needs_an_own_scope_without_rows(engine, own_row, reason):
    check(
        engine,
        targets=IN_COMMERCE,
        actuals=f"""
            2025 = 990, scope retail
            {own_row}
        """,
        as_of="2025Q4",
        gives=f"reason | {reason}",
    )


@pytest.mark.parametrize(
    "other_row",
    [
        "2026 = 990, scope retail",
        "2025 = 990, scope retail, nature forecast",
        "2025 = , scope retail, nature withdrawn",
        "2025 = , scope retail",
        "2025 = 990, scope retail, metric events",
    ],
)
def test_other_scope_needs_a_figure_there(engine, other_row):
    check(
        engine,
        targets=IN_COMMERCE,
        actuals=other_row,
        as_of="2025Q4",
        gives="reason | no_actual",
    )


def test_counties_reporting_in_another_scope(engine):
    check(
        engine,
        targets="""
            metric | basis          | value | scope    | children
            parks  | each_subregion | 1     | commerce | a b
        """,
        actuals="a: 2025Q4 = 3, scope municipal",
        as_of="2025Q4",
        gives="""
            actual_value |
            target_value | 2
            performance  | not_assessable
            reason       | other_scope
        """,
    )
