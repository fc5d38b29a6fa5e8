"""What moved the gap to the trajectory between two dates, rule by rule.

The example throughout: parks from 0 at 2023Q4 to 160 at 2027Q4, so that 10 are asked for in
every quarter.
"""

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from etl.period import Period
from etl.vocabulary import Cause
from etl.warehouse.bridge import Moment
from tests.bridge_engines import ENGINES
from tests.documents import read, tables
from tests.table import read_actuals, read_targets, registers

PARKS = "metric | value | due\nparks | 160 | 2027-12-31"
PARTS = [str(cause) for cause in Cause]


@pytest.fixture(params=ENGINES.values(), ids=ENGINES.keys())
def engine(request):
    """One implementation of the bridge."""
    return request.param


def moment(text: str) -> tuple[Period, datetime | None]:
    """`2025Q4`, or with the day until which it was known: `2025Q4 2026-02-01`."""
    quarter, _, day = text.partition(" ")
    return Period.parse(quarter), datetime.combine(date.fromisoformat(day), time.max) if day else None


def bridge(engine, actuals, then, now, *, targets=PARKS, later=None):
    """The one row; `later` are the targets from 2026-03-01 on."""
    old = read_targets(targets)
    editions = [(None, registers(old))]
    if later is not None:
        editions.append((datetime(2026, 3, 1), registers(read_targets(later) if later else [])))
    rows = engine(editions, read_actuals(actuals, old[0].metric), moment(then), moment(now))
    assert len(rows) == 1, rows
    return rows[0]


def moves(engine, actuals, then, now, expected, **more):
    """`expected`: gap then, the five parts in their order, gap now."""
    row = bridge(engine, actuals, then, now, **more)
    found = [row["gap_then"], *(row[name] for name in PARTS), row["gap_now"]]
    assert found == [None if cell == "?" else Decimal(cell) for cell in expected.split()]


def test_time_passes_and_figures_come_in(engine):
    """Two quarters ask for 20 more and 15 come in: 5 further behind."""
    actuals = "2023Q4 = 0\n2025Q4 = 70\n2026Q2 = 85"
    moves(engine, actuals, "2025Q4", "2026Q2", "10 20 0 -15 0 0 15")


def test_without_a_new_figure_nothing_moves(engine):
    """The path is read at the period of the actual: an old figure is not held against later time."""
    moves(engine, "2023Q4 = 0\n2025Q4 = 70", "2025Q4", "2026Q2", "10 0 0 0 0 0 10")


def test_a_figure_that_comes_in_late_is_new_and_its_time_has_passed(engine):
    actuals = "2023Q4 = 0\n2025Q3 = 65\n2025Q4 = 70, published 2026-02-01"
    moves(engine, actuals, "2025Q4 2026-01-31", "2025Q4 2026-02-01", "5 10 0 -5 0 0 10")


def test_a_restated_figure(engine):
    actuals = "2023Q4 = 0\n2025Q4 = 70\n2025Q4 = 66, published 2026-02-01"
    moves(engine, actuals, "2025Q4 2026-01-31", "2025Q4 2026-02-01", "10 0 4 0 0 0 14")


def test_restated_and_new_are_told_apart(engine):
    """The figure of then goes down by 4; from there to the new one it is 19."""
    actuals = "2023Q4 = 0\n2025Q4 = 70\n2025Q4 = 66, published 2026-05-01\n2026Q2 = 85, published 2026-07-01"
    moves(engine, actuals, "2025Q4 2026-01-31", "2026Q2 2026-07-31", "10 20 4 -19 0 0 15")


def test_a_restated_baseline_moves_the_path(engine):
    """From 40 instead of 0 the path stands at 115 instead of 100 in mid-2026."""
    actuals = "2023Q4 = 0\n2025Q4 = 70\n2023Q4 = 40, published 2026-02-01\n2026Q2 = 85"
    moves(engine, actuals, "2025Q4 2026-01-31", "2026Q2 2026-02-01", "10 20 15 -15 0 0 30")


def test_a_figure_taken_back_is_a_restatement(engine):
    """What stands before it counts again, against the path of then."""
    actuals = "2023Q4 = 0\n2025Q3 = 68\n2025Q4 = 70\n2025Q4 = , nature withdrawn, published 2026-02-01\n2026Q1 = 75, published 2026-05-01"
    moves(engine, actuals, "2025Q4 2026-01-31", "2026Q1 2026-06-01", "10 10 2 -7 0 0 15")


def test_a_changed_target_moves_only_what_comes_last(engine):
    """160 → 200 by then: 12.5 a quarter instead of 10."""
    actuals = "2023Q4 = 0\n2025Q4 = 70\n2026Q2 = 85"
    later = PARKS.replace("160", "200")
    moves(engine, actuals, "2025Q4 2026-02-01", "2026Q2 2026-04-01", "10 20 0 -15 25 0 40", later=later)
    moves(engine, actuals, "2025Q4 2026-02-01", "2026Q2 2026-02-28", "10 20 0 -15 0 0 15", later=later)


def test_a_later_due_date_is_the_same_target(engine):
    """160 by 2031Q4 is 5 a quarter."""
    actuals = "2023Q4 = 0\n2025Q4 = 70"
    later = PARKS.replace("2027", "2031")
    moves(engine, actuals, "2025Q4 2026-02-01", "2025Q4 2026-04-01", "10 0 0 0 -40 0 -30", later=later)


def test_less_is_better_the_other_way_round(engine):
    """From 40 down to 20 in 16 quarters: at 2025Q4 30 are asked for, at 2026Q2 27.5."""
    targets = "metric | comparator | value\nclearance_hours | le | 20"
    actuals = "2023Q4 = 40\n2025Q4 = 34\n2026Q2 = 33"
    moves(engine, actuals, "2025Q4", "2026Q2", "4 2.5 0 -1 0 0 5.5", targets=targets)


def test_the_height_of_a_growing_path_is_rounded_before_it_is_used(engine):
    targets = "metric | basis | value | baseline_year\nexports | multiple | 2 | 2024"
    actuals = "2024 = 100\n2025 = 120\n2026 = 160"
    moves(engine, actuals, "2025Q4", "2026Q4", "5.992105 32.748 0 -40 0 0 -1.259895", targets=targets)


@pytest.mark.parametrize(
    "actuals, then, now",
    [
        ("2025Q4 = 70", "2025Q4", "2026Q2"),  # no baseline, no path
        ("2023Q4 = 0\n2026Q2 = 85", "2025Q4", "2026Q2"),  # no figure but the baseline then
        ("2023Q4 = 0\n2025Q4 = 70\n2025Q4 = , nature withdrawn, published 2026-02-01", "2025Q4 2026-01-31", "2025Q4 2026-02-01"),
    ],
)  # fmt: skip
def test_without_a_gap_at_both_dates_there_is_no_bridge(engine, actuals, then, now):
    row = bridge(engine, actuals, then, now)
    assert None in (row["gap_then"], row["gap_now"])
    assert [row[name] for name in PARTS] == [None] * 5


def test_what_an_unknown_state_moved_is_in_the_next(engine):
    """The target asks for another scope; in the old one everything was taken back."""
    actuals = """
        2023Q4 = 0
        2025Q4 = 70
        2025Q4 = , nature withdrawn, published 2026-02-01
        2023Q4 = 0, scope commerce
        2025Q4 = 60, scope commerce
        """
    later = "metric | value | due | scope\nparks | 160 | 2027-12-31 | commerce"
    moves(engine, actuals, "2025Q4 2026-01-31", "2025Q4 2026-04-01", "10 ? ? ? 10 0 20", later=later)


def test_a_target_that_is_gone_or_new_has_no_bridge(engine):
    actuals = "2023Q4 = 0\n2025Q4 = 70"
    row = bridge(engine, actuals, "2025Q4 2026-02-01", "2025Q4 2026-04-01", later="")
    assert (row["gap_then"], row["gap_now"]) == (10, None)


def test_every_year_is_followed_year_by_year(engine):
    targets = "metric | basis | value | start\nevents | every_year | 400 | 2025-01-01"
    old = registers(read_targets(targets))
    actuals = read_actuals("ytd 2025Q2 = 180\nytd 2025Q4 = 390\nytd 2026Q1 = 80", "events")
    rows = engine([(None, old)], actuals, moment("2025Q2"), moment("2026Q1"))
    assert [(row["due_period"], row["gap_then"], row["gap_now"]) for row in rows] == [("2025Q4", 20, 10), ("2026Q4", None, 20)]
    assert [rows[0][name] for name in PARTS] == [200, 0, -210, 0, 0]


def test_from_later_to_earlier_is_refused():
    from etl.warehouse import in_memory
    from etl.warehouse.bridge import bridges

    empty = in_memory(registers([]), [])
    earlier, later = Moment(Period.parse("2025Q4")), Moment(Period.parse("2026Q1"))
    with pytest.raises(ValueError, match="before"):
        bridges(empty, later, earlier)
    with pytest.raises(ValueError, match="before"):
        bridges(empty, earlier, Moment(later.as_of, datetime(2026, 1, 1)))
    assert bridges(empty, earlier, later) == []


@pytest.mark.parametrize("page", ["docs/method.zh.md", "docs/method.en.md"])
def test_the_worked_example_of_the_method(engine, page):
    [text] = [part for part in read(page).split("\n### ") if part.startswith(("算例　", "Worked bridge"))]
    figures, parts = tables(text.partition("\n## ")[0])
    actuals = "\n".join(f"{period} = {value}, published {day}" for period, value, day in figures[1:])
    row = bridge(engine, actuals, "2025Q4 2026-02-01", "2026Q2 2026-08-01", later=PARKS.replace("160", "200"))
    printed = {name: Decimal(result) for name, result, _ in parts[1:]}
    assert list(printed) == ["gap_then", *PARTS, "gap_now"]
    assert {name: row[name] for name in printed} == printed
