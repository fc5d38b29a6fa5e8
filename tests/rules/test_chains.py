"""Chained doublings: a base that is not yet known is what the earlier target promises."""

import pytest

from tests.table import check

CHAIN = """
    target_id | metric  | basis    | value | baseline_year | start      | due        | parent_id
    330500-01 | exports | multiple | 2     | 2024          | 2024-01-01 | 2027-12-31 |
    330500-02 | exports | multiple | 2     | 2027          | 2028-01-01 | 2030-12-31 | 330500-01
    330500-03 | exports | multiple | 1.5   | 2030          | 2031-01-01 | 2035-12-31 | 330500-02
"""


def test_a_doubling_after_a_doubling_starts_at_what_is_promised(engine):
    check(
        engine,
        targets=CHAIN,
        actuals="2024 = 100 \n 2025 = 126",
        as_of="2028Q1",
        gives="""
            due_period           | 2027Q4         | 2030Q4         | 2035Q4
            target_value         | 200            | 400            | 600
            baseline_value       | 100            | 200            | 400
            baseline_period      | 2024Q4         | 2027Q4         | 2030Q4
            provisional          | false          | true           | true
            gap_to_target        | 74             | 274            | 474
            attainment           | 0.63           | 0.315          | 0.21
            required_per_quarter |                |                |
            required_growth      |                |                |
            performance          | awaiting_final | not_assessable | not_started
            reason               |                | provisional_baseline |
        """,
    )


def test_the_actual_of_the_base_year_ends_the_provisional_state(engine):
    check(
        engine,
        targets=CHAIN,
        actuals="2024 = 100 \n 2027 = 220 \n 2028 = 290",
        as_of="2028Q4",
        gives="""
            target_value   | 200      | 440                  | 660
            baseline_value | 100      | 220                  | 440
            provisional    | false    | false                | true
            performance    | achieved | on_track             | not_started
        """,
    )


def test_an_unusable_actual_of_the_base_year_leaves_the_promise(engine):
    check(
        engine,
        targets=CHAIN,
        actuals="2024 = 100 \n 2027 = 0",
        as_of="2028Q1",
        gives="""
            target_value | 200   | 400  | 600
            provisional  | false | true | true
        """,
    )


def test_a_chain_without_its_first_base_has_no_values(engine):
    check(
        engine,
        targets=CHAIN,
        actuals="2025 = 126",
        as_of="2028Q1",
        gives="""
            target_value   |       |       |
            baseline_value |       |       |
            provisional    | false | false | false
            reason         | no_baseline | no_baseline |
        """,
    )


@pytest.mark.parametrize(
    "basis, value, promised",
    [("level", "250", "250"), ("cagr", "10", "133.1"), ("multiple", "2", "200")],
)
def test_a_chain_may_start_at_a_level_a_growth_or_a_multiple(engine, basis, value, promised):
    check(
        engine,
        targets=f"""
            target_id | metric  | basis    | value   | baseline_year | due        | parent_id
            330500-01 | exports | {basis}  | {value} | 2024          | 2027-12-31 |
            330500-02 | exports | multiple | 2       | 2027          | 2030-12-31 | 330500-01
        """,
        actuals="2024 = 100",
        as_of="2024Q4",
        gives=f"baseline_value | 100 | {promised}",
    )


@pytest.mark.parametrize(
    "parent",
    [
        "exports | customs_all | multiple  | 2 | 2024 | 2024-01-01 | 2027-09-30",  # not Q4
        "exports | customs_all | multiple  | 2 | 2024 | 2024-01-01 | 2028-12-31",  # not that year
        "exports | commerce    | level     | 2 |      | 2024-01-01 | 2027-12-31",  # not that scope
        "events  | customs_all | level     | 2 |      | 2024-01-01 | 2027-12-31",  # not that metric
        "exports | customs_all | increment | 2 |      | 2024-01-01 | 2027-12-31",  # no level
    ],
)
def test_only_a_fitting_parent_promises_a_base(engine, parent):
    check(
        engine,
        targets=f"""
            target_id | metric  | scope       | basis    | value | baseline_year | start | due | parent_id
            330500-01 | {parent} |
            330500-02 | exports | customs_all | multiple | 2 | 2027 | 2028-01-01 | 2030-12-31 | 330500-01
        """,
        actuals="2024 = 100",
        as_of="2027Q4",
        gives="""
            target_id      | 330500-01 | 330500-02
            provisional    | false     | false
        """,
    )


def test_average_growth_takes_no_promised_base(engine):
    check(
        engine,
        targets="""
            target_id | metric  | basis | value | baseline_year | due        | parent_id
            330500-01 | exports | level | 250   |               | 2027-12-31 |
            330500-02 | exports | cagr  | 10    | 2027          | 2030-12-31 | 330500-01
        """,
        actuals="2024 = 100",
        as_of="2024Q4",
        gives="""
            target_value | 250   |
            provisional  | false | false
        """,
    )


@pytest.mark.parametrize(
    "first, confidence",
    [("multiple | 2   | 2022", "low"), ("level    | 200 |     ", "high")],
)
def test_a_promised_base_rests_on_what_the_promise_rests_on(engine, first, confidence):
    """A doubled figure is as doubtful as the figure it doubles; a level rests on the plan alone."""
    check(
        engine,
        targets=f"""
            target_id | metric  | basis | value | baseline_year | due        | parent_id
            330500-01 | exports | {first}                       | 2024-12-31 |
            330500-02 | exports | multiple | 2  | 2024          | 2027-12-31 | 330500-01
        """,
        actuals="""
            2022 = 100, confidence low
            2023 = 120
        """,
        as_of="2023Q4",
        gives=f"""
            target_id   | 330500-01 | 330500-02
            provisional | false     | true
            confidence  | {confidence} | {confidence}
        """,
    )
