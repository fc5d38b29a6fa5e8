"""One world in which everything occurs that can be said of a target, for the properties that hold
whatever the data: what random worlds happen to contain must not decide whether a test passes."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from etl.period import Period
from etl.registers import DEFAULT_CUTS, Registers, Target
from tests.reference.rows import Actual
from tests.table import CITY, COUNTIES, read_actuals, read_targets
from tests.worlds import World, all_metrics, counties_of, regions_of

AS_OF = Period.parse("2025Q4")
PARKS = "metric | value\nparks | 100"
PARKS_DUE = "metric | value | due\nparks | 100 | 2025-12-31"
RISING = "2024Q4 = 30\n2025Q1 = 40\n2025Q2 = 42\n2025Q3 = 44\n2025Q4 = "
PARKS_NEXT_YEAR = "metric | value | due\nparks | 100 | 2026-12-31"
GROWN = "metric | value | start | due\nparks | 144 | 2025-01-01 | 2026-12-31"
EACH = "metric | basis | value | children | due\nparks | each_subregion | 1 | a b | "

#: Targets and reported figures as in `tests/table.py`, each of a city of its own, as of AS_OF.
CASES = {
    "achieved, reached": (PARKS_DUE, "2025Q4 = 100"),
    "missed, out of reach": (PARKS_DUE, "2025Q4 = 99"),
    "awaiting final": (PARKS_DUE, "2025Q2 = 100"),
    "met so far": (PARKS, "2025Q4 = 100"),
    "on track, methods agree": (PARKS, "2023Q4 = 0\n2025Q4 = 50"),
    "at risk": (PARKS, "2023Q4 = 0\n2025Q4 = 40"),
    "off track": (PARKS, "2023Q4 = 0\n2025Q4 = 10"),
    "methods disagree": (PARKS, "2023Q4 = 60\n2025Q4 = 78.9"),
    "regressing": (PARKS, "2023Q4 = 40\n2025Q4 = 30"),
    "not started": ("metric | value | start\nparks | 100 | 2026-01-01", "2025Q4 = 40"),
    "no actual": (PARKS, ""),
    "other scope": (PARKS, "2025Q4 = 5, scope other"),
    "no baseline": ("metric | basis | value | baseline_year\nparks | multiple | 2 | 2023", "2025Q4 = 5"),
    "provisional baseline": (
        "metric | basis | value | baseline_year | due | parent_id\n"
        f"parks | level | 100 | | 2027-12-31 |\nparks | multiple | 2 | 2027 | 2030-12-31 | {CITY}-01",
        "2025Q4 = 50",
    ),
    "children missing": (EACH + "2027-12-31", "a: 2025Q4 = 1"),
    "no path, not additive": (EACH + "2027-12-31", "a: 2025Q4 = 1\nb: 2025Q4 = 0"),
    "too early": ("metric | value | start | due\nparks | 100 | 2025-01-01 | 2040-12-31", "2024Q4 = 0\n2025Q4 = 5"),
    "reachable": (PARKS_NEXT_YEAR, RISING + "60"),
    "not even at its best": (PARKS_NEXT_YEAR, RISING + "45"),
    "few quarters known": (PARKS, "2025Q3 = 40\n2025Q4 = 42"),
    "grows by more than asked": (GROWN, "2024Q4 = 100\n2025Q4 = 119.5"),
    "grows by most of it": (GROWN, "2024Q4 = 100\n2025Q4 = 112"),
    "grows by little of it": (GROWN, "2024Q4 = 100\n2025Q4 = 105"),
    "shrinks": (GROWN, "2024Q4 = 100\n2025Q4 = 99"),
}


def every_outcome() -> World:
    """A city for each of CASES."""
    return city_for_each(CASES.values())


def city_for_each(cases: Iterable[tuple[str, str]]) -> World:
    """A city for each pair of targets and figures, with what is known at all."""
    placed = [_placed(f"33{number:02d}00", *case) for number, case in enumerate(cases, 1)]
    reported = [row for _, rows in placed for row in rows]
    registers = Registers(
        regions=tuple(region for number in range(1, len(placed) + 1) for region in regions_of(f"33{number:02d}00")),
        metrics=tuple(all_metrics()),
        documents=(),
        targets=tuple(target for targets, _ in placed for target in targets),
        cuts=DEFAULT_CUTS,
    )
    return World(registers, tuple(replace(row, order=order) for order, row in enumerate(reported)), AS_OF, None)


def _placed(city: str, targets: str, actuals: str) -> tuple[list[Target], list[Actual]]:
    """A case of the one city of `tests/table.py`, in another one."""
    places = {CITY: city, **dict(zip(COUNTIES.values(), counties_of(city), strict=True))}
    read = read_targets(targets)
    rows = read_actuals(actuals, read[0].metric)
    return [*_moved(read, places)], [replace(row, region_code=places[row.region_code]) for row in rows]


def _moved(targets: list[Target], places: dict[str, str]) -> Iterator[Target]:
    for target in targets:
        yield replace(
            target,
            target_id=target.target_id.replace(CITY, places[CITY]),
            region_code=places[CITY],
            children=tuple(places[child] for child in target.children),
            parent_id=target.parent_id.replace(CITY, places[CITY]),
        )
