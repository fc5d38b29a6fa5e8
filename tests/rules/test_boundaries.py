"""The boundaries of figures, from both sides: pace, comparators, comparable bases."""

import pytest

from tests.table import check

PARKS = """
    metric | comparator   | value | start      | due
    parks  | {comparator} | 100   | 2024-01-01 | 2027-12-31
"""
HOURS = """
    metric          | comparator   | value | start      | due
    clearance_hours | {comparator} | 20    | 2024-01-01 | 2027-12-31
"""


def parks(comparator="ge") -> str:
    return PARKS.format(comparator=comparator)


def hours(comparator) -> str:
    return HOURS.format(comparator=comparator)


# From 0 at 2023Q4 to 100 at 2027Q4: 50 are expected at 2025Q4.
@pytest.mark.parametrize(
    "value, pace, performance",
    [
        ("47.5000001", "0.950000002", "on_track"),
        ("47.5", "0.95", "on_track"),
        ("47.49999998", "0.9499999996", "on_track"),  # 0.950000000 at 9 decimals
        ("47.49999996", "0.9499999992", "at_risk"),  # 0.949999999 at 9 decimals
        ("30.0000001", "0.600000002", "at_risk"),
        ("30", "0.6", "at_risk"),
        ("29.99999998", "0.5999999996", "at_risk"),
        ("29.99999996", "0.5999999992", "off_track"),
    ],
)
def test_pace_cuts(engine, value, pace, performance):
    check(
        engine,
        targets=parks(),
        actuals=f"""
            2023Q4 = 0
            2025Q4 = {value}
        """,
        as_of="2025Q4",
        gives=f"""
            pace        | {pace}
            performance | {performance}
            reason      |
        """,
    )


@pytest.mark.parametrize(
    "value, performance, reason",
    [("10.0000001", "off_track", ""), ("10", "off_track", ""), ("9.9", "off_track", "regressing")],
)
def test_a_pace_below_zero_is_regressing(engine, value, performance, reason):
    check(
        engine,
        targets=parks(),
        actuals=f"""
            2023Q4 = 10
            2025Q4 = {value}
        """,
        as_of="2025Q4",
        gives=f"""
            performance | {performance}
            reason      | {reason}
        """,
    )


@pytest.mark.parametrize(
    "comparator, value, performance",
    [
        ("ge", "99.9999999999", "missed"),
        ("ge", "100", "achieved"),
        ("eq", "99.9999999999", "missed"),
        ("eq", "100", "achieved"),
        ("eq", "101", "achieved"),
        ("gt", "100", "missed"),
        ("gt", "100.0000000001", "achieved"),
        ("gt", "101", "achieved"),
        ("about", "94.9999999999", "missed"),
        ("about", "95", "achieved"),
        ("about", "200", "achieved"),
    ],
)
def test_more_is_better_when_due(engine, comparator, value, performance):
    check(
        engine,
        targets=parks(comparator),
        actuals=f"2027Q4 = {value}",
        as_of="2027Q4",
        gives=f"performance | {performance}",
    )


@pytest.mark.parametrize(
    "comparator, value, performance",
    [
        ("le", "20", "achieved"),
        ("le", "20.0000000001", "missed"),
        ("lt", "19.9999999999", "achieved"),
        ("lt", "20", "missed"),
        ("ge", "20", "achieved"),
        ("ge", "20.0000000001", "missed"),
        ("eq", "20", "achieved"),
        ("eq", "21", "missed"),
        ("about", "21", "achieved"),
        ("about", "21.0000000001", "missed"),
    ],
)
def test_less_is_better_when_due(engine, comparator, value, performance):
    check(
        engine,
        targets=hours(comparator),
        actuals=f"2027Q4 = {value}",
        as_of="2027Q4",
        gives=f"performance | {performance}",
    )


@pytest.mark.parametrize(
    "value, performance",
    [("99", "missed"), ("100", "achieved"), ("120", "achieved"), ("121", "achieved")],
)
def test_the_upper_end_of_a_range_is_not_tested(engine, value, performance):
    check(
        engine,
        targets="""
            metric | comparator | value | value_high
            parks  | between    | 100   | 120
        """,
        actuals=f"2027Q4 = {value}",
        as_of="2027Q4",
        gives=f"performance | {performance}",
    )


@pytest.mark.parametrize(
    "value, performance",
    [("19", "achieved"), ("24", "achieved"), ("24.1", "missed")],
)
def test_less_is_better_reads_a_range_at_its_upper_end(engine, value, performance):
    check(
        engine,
        targets="""
            metric          | comparator | value | value_high
            clearance_hours | between    | 20    | 24
        """,
        actuals=f"2027Q4 = {value}",
        as_of="2027Q4",
        gives=f"""
            target_value | 20
            performance  | {performance}
        """,
    )


@pytest.mark.parametrize("yoy, base", [("-99", "100"), ("-100", ""), ("-101", "")])
def test_no_comparable_base_behind_a_fall_to_nothing(engine, yoy, base):
    """1 in 2025 after −99 % means 100 in 2024; after −100 % it means nothing."""
    check(
        engine,
        targets="""
            metric  | basis    | value | baseline_year | start      | due
            exports | multiple | 2     | 2024          | 2024-01-01 | 2027-12-31
        """,
        actuals=f"2025 = 1, yoy {yoy}",
        as_of="2025Q4",
        gives=f"""
            baseline_value | {base}
            actual_value   | 1
        """,
    )
