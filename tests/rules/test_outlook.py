"""Is there still time, and what do other methods say: every rule from both sides of its boundary."""

import pytest

from tests.engines import OUTLOOK_ENGINES
from tests.table import check


@pytest.fixture(params=OUTLOOK_ENGINES.values(), ids=OUTLOOK_ENGINES.keys())
def engine(request):
    """One implementation of the outlook."""
    return request.param


PARKS = """
    metric | comparator   | value | start      | due
    parks  | {comparator} | 100   | 2024-01-01 | 2025-12-31
"""


def reach_of(engine, actuals, reach, *, targets=PARKS.format(comparator="ge"), as_of="2024Q4", reason="", last="", **more):
    lines = [f"reach | {reach}", f"reach_reason | {reason}", f"last_reachable_period | {last}"]
    lines += [f"{name} | {cell}" for name, cell in more.items()]
    check(engine, targets=targets, actuals=actuals, as_of=as_of, gives="\n".join(lines))


def grown(last: str, comparator: str = "ge") -> dict:
    """A stock whose best quarter brought 10, with a year to go from 2024Q4."""
    return {
        "targets": PARKS.format(comparator=comparator),
        "actuals": f"2023Q4 = 30\n2024Q1 = 40\n2024Q2 = 42\n2024Q3 = {float(last) - 1}\n2024Q4 = {last}",
    }


# --- enough known quarters


@pytest.mark.parametrize("first, reach, reason, last", [("2023Q4 = 30", "reachable", "", "2024Q4"), ("", "unknown", "few_quarters", "")])
def test_four_known_quarters_make_a_best_one(engine, first, reach, reason, last):
    actuals = f"{first}\n2024Q1 = 40\n2024Q2 = 50\n2024Q3 = 59\n2024Q4 = 62"
    known = 4 if first else 3
    reach_of(engine, actuals, reach, reason=reason, last=last, quarters_known=known, best_quarter_value=10)


# --- reachable or not


@pytest.mark.parametrize(
    "comparator, figure, reach, last",
    [
        ("ge", "60", "reachable", "2024Q4"),  # 40 to go, four quarters of 10
        ("ge", "59.9999", "out_of_reach", ""),
        ("ge", "60.0001", "reachable", "2024Q4"),
        ("ge", "70", "reachable", "2025Q1"),
        ("ge", "70.0001", "reachable", "2025Q1"),
        ("ge", "69.9999", "reachable", "2024Q4"),
        ("ge", "99.9999", "reachable", "2025Q3"),
        ("ge", "100", "reached", ""),
        ("gt", "60", "out_of_reach", ""),  # four quarters of 10 make 100, and not more
        ("gt", "60.0001", "reachable", "2024Q4"),
        ("gt", "100", "reachable", "2025Q3"),
        ("gt", "100.0001", "reached", ""),
        ("about", "55", "reachable", "2024Q4"),  # 95 is enough
        ("about", "54.9999", "out_of_reach", ""),
        ("about", "94.9999", "reachable", "2025Q3"),
        ("about", "95", "reached", ""),
    ],
)
def test_what_is_missing_over_the_quarters_left_meets_the_best(engine, comparator, figure, reach, last):
    given = grown(figure, comparator)
    given["actuals"] = given["actuals"].replace("2024Q2 = 42", f"2024Q2 = {float(figure) - 2}").replace(
        "2024Q1 = 40", f"2024Q1 = {float(figure) - 3}").replace("2023Q4 = 30", f"2023Q4 = {float(figure) - 13}")
    reach_of(engine, reach=reach, last=last, best_quarter="2024Q1", best_quarter_value=10, **given)


@pytest.mark.parametrize("comparator, reach", [("le", "reachable"), ("lt", "out_of_reach")])
def test_less_is_better_the_other_way_round(engine, comparator, reach):
    reach_of(
        engine,
        "2023Q4 = 44\n2024Q1 = 38\n2024Q2 = 40\n2024Q3 = 41\n2024Q4 = 44",
        reach,
        targets=f"""
            metric          | comparator   | value | start      | due
            clearance_hours | {comparator} | 20    | 2024-01-01 | 2025-12-31
        """,
        last="2024Q4" if reach == "reachable" else "",
        best_quarter="2024Q1",
        best_quarter_value=6,
    )


@pytest.mark.parametrize("high, reach", [("24", "reachable"), ("23.9", "out_of_reach")])
def test_a_range_of_less_is_met_at_its_upper_end(engine, high, reach):
    reach_of(
        engine,
        "2023Q4 = 45\n2024Q1 = 40\n2024Q2 = 41\n2024Q3 = 42\n2024Q4 = 44",
        reach,
        targets=f"""
            metric          | comparator | value | value_high | start      | due
            clearance_hours | between    | 20    | {high}     | 2024-01-01 | 2025-12-31
        """,
        last="2024Q4" if reach == "reachable" else "",
    )


def test_what_never_improved_is_out_of_reach(engine):
    reach_of(engine, "2023Q4 = 50\n2024Q1 = 50\n2024Q2 = 49\n2024Q3 = 48\n2024Q4 = 48", "out_of_reach", best_quarter_value=0)


EVENTS = """
    metric | basis     | value | start      | due
    events | increment | 100   | 2024-01-01 | 2024-12-31
"""


def test_a_figure_between_quarters_is_never_later_than_the_last_reachable_quarter(engine):
    """12 are missing after August and 12 the best: 3 months are needed, 4 are left."""
    quarters = "quarter 2023Q1 = 9\nquarter 2023Q2 = 9\nquarter 2023Q3 = 9\nquarter 2023Q4 = 12\n"
    reach_of(engine, quarters + "ytd 2024-08 = 88", "reachable", targets=EVENTS, as_of="2024Q3", last="2024Q3")
    reach_of(engine, quarters + "ytd 2024-08 = 84", "reachable", targets=EVENTS, as_of="2024Q3", last="2024-08")
    reach_of(engine, quarters + "ytd 2024-08 = 83.9", "out_of_reach", targets=EVENTS, as_of="2024Q3")


def test_of_a_yearly_total_the_rise_of_the_trailing_year_counts(engine):
    """Quarters of 30 do not mean that a total of 200 is two quarters away from 140."""
    quarters = "\n".join(f"quarter {year}Q{q} = {25 + 5 * (year == 2024)}" for year in (2022, 2023, 2024) for q in (1, 2, 3, 4))
    reach_of(
        engine, quarters, "out_of_reach",
        targets="metric | value | start | due\nexports | 200 | 2024-01-01 | 2025-12-31",
        best_quarter_value=5, best_quarter="2024Q4", quarters_known=8,
    )  # fmt: skip


def test_the_best_quarter_may_lie_before_the_start(engine):
    quarters = "quarter 2022Q1 = 60\nquarter 2023Q1 = 9\nquarter 2023Q2 = 9\nquarter 2024Q1 = 10"
    reach_of(engine, quarters, "reachable", targets=EVENTS, as_of="2024Q1", last="2024Q2", best_quarter="2022Q1", best_quarter_value=60)


# --- unknown


@pytest.mark.parametrize(
    "targets, actuals, as_of, reason",
    [
        ("metric | value\nparks | 100", "", "2024Q4", "no_actual"),
        ("metric | value\nparks | 100", "2024Q4 = 5, scope other", "2024Q4", "other_scope"),
        ("metric | basis | value | baseline_year\nparks | multiple | 2 | 2023", "2024Q4 = 5", "2024Q4", "no_baseline"),
        ("metric | basis | value | children\nparks | each_subregion | 1 | a b", "a: 2024Q4 = 1", "2024Q4", "children_missing"),
        ("metric | basis | value | children\nparks | each_subregion | 1 | a b", "a: 2024Q4 = 1\nb: 2024Q4 = 0", "2024Q4", "not_additive"),
        ("metric | value\nshare | 50", "2023Q4 = 10\n2024Q4 = 20", "2024Q4", "not_additive"),
        ("metric | value\nparks | 100", "2027Q3 = 100", "2027Q4", "awaiting_final"),
    ],
)  # fmt: skip
def test_unknown_says_why(engine, targets, actuals, as_of, reason):
    reach_of(engine, actuals, "unknown", targets=targets, as_of=as_of, reason=reason)


@pytest.mark.parametrize("figure, reach", [("100", "reached"), ("99", "out_of_reach")])
def test_once_due_the_figure_decides(engine, figure, reach):
    reach_of(engine, f"2027Q4 = {figure}", reach, targets="metric | value\nparks | 100", as_of="2027Q4")


# --- other methods: a stock of 100 from 2023Q4 = 0 in 16 quarters, half the time gone at 2025Q4


LEVEL = "metric | value\nparks | 100"


def methods(engine, actuals, gives, *, targets=LEVEL, as_of="2025Q4"):
    check(engine, targets=targets, actuals=actuals, as_of=as_of, gives=gives)


@pytest.mark.parametrize(
    "figure, ratio, found",
    [("47.5", "0.95", "on_track"), ("47.4999", "0.949998", "at_risk"), ("30", "0.6", "at_risk"), ("29.9999", "0.599998", "off_track")],
)
def test_time_proportional(engine, figure, ratio, found):
    methods(engine, f"2025Q4 = {figure}", f"time_elapsed | 0.5\ntime_ratio | {ratio}\ntime_class | {found}")


@pytest.mark.parametrize(
    "figure, ratio, found",
    [("47.5", "0.95", "on_track"), ("47.4999", "0.949998", "at_risk"), ("30", "0.6", "at_risk"), ("29.9999", "0.599998", "off_track")],
)
def test_projected_attainment(engine, figure, ratio, found):
    methods(engine, f"2023Q4 = 0\n2025Q4 = {figure}", f"projected_attainment | {ratio}\nprojected_class | {found}")


@pytest.mark.parametrize(
    "figure, category, found",
    [
        ("119.5", "significant", "on_track"),  # 20 % asked for in the one year, 19 % is 0.95 of it
        ("119", "significant", "on_track"),
        ("118.999", "moderate", "at_risk"),
        ("112", "moderate", "at_risk"),
        ("111.999", "insufficient", "off_track"),
        ("100", "insufficient", "off_track"),
        ("99.999", "moving_away", "off_track"),
    ],
)
def test_growth_ratio(engine, figure, category, found):
    """From 100 at 2023Q4 to 144 at 2025Q4 takes 20 % a year."""
    methods(
        engine,
        f"2023Q4 = 100\n2024Q4 = {figure}",
        f"growth_category | {category}\ngrowth_class | {found}",
        targets="metric | value | due\nparks | 144 | 2025-12-31",
        as_of="2024Q4",
    )


@pytest.mark.parametrize("base, value, figure", [("0", "144", "50"), ("100", "144", "-1"), ("144", "100", "120")])
def test_no_growth_ratio_without_a_path_or_from_or_to_what_is_not_positive(engine, base, value, figure):
    methods(
        engine,
        f"2023Q4 = {base}\n2024Q4 = {figure}",
        "growth_ratio |\ngrowth_category |\ngrowth_class |",
        targets=f"metric | value | due\nparks | {value} | 2025-12-31",
        as_of="2024Q4",
    )


def test_where_less_is_better_what_is_too_much_counts_off(engine):
    methods(
        engine,
        "2023Q4 = 40\n2025Q4 = 34",
        """
            time_ratio           | 0.6
            growth_ratio         | ≈0.4905
            projected_attainment | 0.6
            projected_class      | at_risk
        """,
        targets="metric | comparator | value\nclearance_hours | le | 20",
    )


@pytest.mark.parametrize("due, found", [("2026-06-30", "at_risk"), ("2026-09-30", "")])
def test_the_first_tenth_of_the_time_is_too_early(engine, due, found):
    """3 months of 30, and of 33."""
    targets = f"metric | value | start | due\nparks | 100 | 2024-01-01 | {due}"
    gives = f"time_class | {'on_track' if found else ''}\nprojected_class | {found}\ngrowth_class | {found and 'off_track'}"
    methods(engine, "2023Q4 = 60\n2024Q1 = 61", gives, targets=targets, as_of="2024Q1")


@pytest.mark.parametrize("as_of, found", [("2027Q3", "off_track"), ("2027Q4", "")])
def test_no_class_once_due(engine, as_of, found):
    methods(engine, f"{as_of} = 40", f"time_class | {found}\nmethods_disagree | {'' if not found else ''}", as_of=as_of)


@pytest.mark.parametrize("as_of, found", [("2023Q4", ""), ("2024Q1", "on_track")])
def test_no_class_before_the_start(engine, as_of, found):
    methods(engine, f"2022Q4 = 20\n{as_of} = 25", f"growth_class | {found and 'at_risk'}\nprojected_class | {found and 'at_risk'}", as_of=as_of,
            targets="metric | value | baseline_year\nparks | 60 | 2022")  # fmt: skip


# --- whether they disagree with the main class


HOURS = "metric | comparator | value\nclearance_hours | le | 20"


@pytest.mark.parametrize(
    "targets, actuals, classes, disagree",
    [
        (LEVEL, "2023Q4 = 0\n2025Q4 = 47.5", "on_track |  | on_track", "false"),
        (LEVEL, "2023Q4 = 0\n2025Q4 = 47.4999", "at_risk |  | at_risk", "false"),
        # Behind by its path, but more than half of the target in half the time.
        (LEVEL, "2023Q4 = 60\n2025Q4 = 78.9", "on_track | on_track | on_track", "true"),
        (LEVEL, "2023Q4 = 60\n2025Q4 = 79", "on_track | on_track | on_track", "false"),
        # On its path, but a constant rate would have asked for more by now.
        (HOURS, "2023Q4 = 40\n2025Q4 = 30", "on_track | at_risk | on_track", "true"),
        (HOURS, "2023Q4 = 40\n2025Q4 = 28.2", "on_track | on_track | on_track", "false"),
        # No baseline: no main class to compare with.
        (LEVEL, "2025Q4 = 60", "on_track |  |", ""),
    ],
)
def test_methods_disagree_where_one_lies_in_the_other_half(engine, targets, actuals, classes, disagree):
    time, growth, projected = classes.split("|")
    gives = f"time_class | {time}\ngrowth_class | {growth}\nprojected_class | {projected}\nmethods_disagree | {disagree}"
    methods(engine, actuals, gives, targets=targets)


def test_a_method_does_not_disagree_with_itself(engine):
    """Counted from nothing, 序时进度 is the main method; of a multiple the growth ratio is."""
    methods(engine, "2024 = 10\nytd 2025Q4 = 24", "time_ratio | 0.68\nprojected_attainment | 0.68\nmethods_disagree | false",
            targets="metric | basis | value\nevents | increment | 100")  # fmt: skip
    methods(engine, "2023 = 100\n2025 = 126", "growth_ratio | ≈0.6474\ngrowth_class | at_risk",
            targets="metric | basis | value | baseline_year\nexports | multiple | 2 | 2023")  # fmt: skip
