"""Rates: their own rows, else the 同比 published with the flow they are the growth of."""

from tests.table import check

GROWTH = "metric | value | start \n exports_growth | 12 | 2024-01-01"


def rate(engine, actuals, expected, period, *, as_of="2025Q4", target=GROWTH):
    check(
        engine,
        targets=target,
        actuals=actuals,
        as_of=as_of,
        gives=f"""
            actual_value  | {expected}
            actual_period | {period}
        """,
    )


def test_its_own_row(engine):
    rate(engine, "2025Q4 = 8.5", "8.5", "2025Q4")


def test_the_growth_published_with_the_flow(engine):
    rate(engine, "ytd 2025Q3 = 900, yoy 7.2, metric exports", "7.2", "2025Q3")


def test_its_own_row_wins_within_a_period(engine):
    rate(
        engine,
        "2025Q4 = 8.5 \n ytd 2025Q4 = 900, yoy 7.2, metric exports",
        "8.5",
        "2025Q4",
    )


def test_the_later_period_wins_over_the_own_row(engine):
    rate(
        engine,
        "2025Q2 = 8.5 \n ytd 2025Q4 = 900, yoy 7.2, metric exports",
        "7.2",
        "2025Q4",
    )


def test_only_cumulative_rows_lend_their_growth(engine):
    rate(engine, "quarter 2025Q4 = 900, yoy 7.2, metric exports", "", "")


def test_only_in_the_same_scope(engine):
    check(
        engine,
        targets=GROWTH,
        actuals="ytd 2025Q4 = 900, yoy 7.2, metric exports, scope retail",
        as_of="2025Q4",
        gives="""
            actual_value |
            reason       | other_scope
        """,
    )


def test_growth_of_a_quarter_in_another_scope_is_no_figure_of_the_rate(engine):
    check(
        engine,
        targets=GROWTH,
        actuals="quarter 2025Q4 = 900, yoy 7.2, metric exports, scope retail",
        as_of="2025Q4",
        gives="reason | no_actual",
    )


def test_a_cumulative_row_without_growth_is_no_figure_of_the_rate(engine):
    check(
        engine,
        targets=GROWTH,
        actuals="ytd 2025Q4 = 900, metric exports",
        as_of="2025Q4",
        gives="reason | no_actual",
    )


def test_a_withdrawn_own_row_leaves_the_growth_of_the_flow(engine):
    rate(
        engine,
        """
        2025Q4 = 8.5
        ytd 2025Q4 = 900, yoy 7.2, metric exports
        2025Q4 = , nature withdrawn
        """,
        "7.2",
        "2025Q4",
    )


def test_a_rate_of_nothing_else_has_only_its_own_rows(engine):
    rate(
        engine,
        "ytd 2025Q4 = 900, yoy 7.2, metric exports",
        "",
        "",
        target="metric | value \n share | 12",
    )


def test_a_rate_has_a_linear_path_and_needs_no_growth(engine):
    check(
        engine,
        targets="metric | value | start \n share | 40 | 2024-01-01",
        actuals="2023Q4 = 20 \n 2025Q4 = 30",
        as_of="2025Q4",
        gives="""
            baseline_value       | 20
            expected_value       | 30
            pace                 | 1
            required_per_quarter | 1.25
            required_growth      |
            performance          | on_track
        """,
    )


def test_the_baseline_of_a_rate_may_be_a_published_growth(engine):
    check(
        engine,
        targets=GROWTH,
        actuals="""
            ytd 2024-08 = 500, yoy 4, metric exports
            2025Q4 = 8
        """,
        as_of="2025Q4",
        gives="""
            baseline_value  | 4
            baseline_period | 2024-08
            expected_value  | 7.2
        """,
    )
