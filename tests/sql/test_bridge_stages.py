"""The relations that a bridge puts in place of those of a gap, and the height of a path."""

from datetime import date, datetime, time

import pytest

from etl.warehouse import fill
from etl.warehouse.bridge import create_state
from tests.engines import entries_of
from tests.table import read_actuals, read_targets, registers

FIGURES = """
    2023Q4 = 0
    2025Q4 = 70
    2025Q4 = 66, published 2026-02-01
    2026Q1 = 75, published 2026-05-01
    """


@pytest.fixture
def state(connection):
    """Actual and height of the path of parks from 0 to 160, in a state."""

    def asking(as_of, known_at, then_as_of=None, then_known_at=None):
        held = registers(read_targets("metric | value\nparks | 160"))
        fill(connection, held, entries_of(held, read_actuals(FIGURES, "parks")))
        create_state(connection)
        days = [datetime.combine(date.fromisoformat(day), time.max) if day else None for day in (known_at, then_known_at)]
        sql = "select actual_value::integer, period_text(actual_month), expected_value::integer from state_as_of(?, ?, ?, ?, ?)"
        return connection.execute(sql, [as_of, days[0], None, then_as_of, days[1]]).fetchone()

    return asking


def test_state_is_the_gap_without_a_restriction(state):
    assert state("2026Q1", None) == (75, "2026Q1", 90)
    assert state("2026Q1", "2026-01-31") == (70, "2025Q4", 80)


def test_state_of_the_figures_of_then_in_their_version_of_now(state):
    assert state("2026Q1", None, "2026Q1", "2026-01-31") == (66, "2025Q4", 80)
    assert state("2026Q1", None, "2025Q4", None) == (66, "2025Q4", 80)
    assert state("2026Q1", None, "2026Q1", None) == (75, "2026Q1", 90)


@pytest.mark.parametrize(
    "asked, found",
    [("false, 0, 160, 0.5", 80.0), ("true, 100, 400, 0.5", 200.0), ("false, 40, 20, 0.25", 35.0), ("true, 100, 400, 0", 100.0)],
)  # fmt: skip
def test_path_height(connection, asked, found):
    assert connection.execute(f"select path_height({asked})").fetchone() == (found,)
