"""Do the levels add up: promises, figures, and numbers of one plan that do not fit together.

One city with the counties a, b, c; both implementations.
"""

import pytest

from tests.level_tables import ENGINES, asked


@pytest.fixture(params=list(ENGINES))
def levels(request):
    """Rows of one relation as text, by either implementation."""
    return lambda relation, columns, **given: asked(ENGINES[request.param], relation, columns, **given)


SUMMED = "allocation, children_value, difference, children_known, children, is_complete"


def allocated(levels, targets: str, actuals: str = "", columns: str = SUMMED, only: str = "330500-01") -> str:
    lines = levels("target_level", f"target_id, {columns}", targets=targets, actuals=actuals)
    [line] = [line.partition(" | ")[2] for line in lines.splitlines() if line.startswith(only)]
    return line


ALL = "region | metric | value\n | parks | {city}\na | parks | {a}\nb | parks | 3\nc | parks | 4"


@pytest.mark.parametrize(
    ("city", "a", "expected"),
    [
        ("10", "3", "reached | 10 | 0 | 3 | 3 | true"),
        ("10", "4", "reached | 11 | 1 | 3 | 3 | true"),
        ("10", "2", "short | 9 | -1 | 3 | 3 | true"),
    ],
)
def test_all_counties_promise(levels, city, a, expected):
    assert allocated(levels, ALL.format(city=city, a=a)) == expected


def test_the_difference_is_also_a_share_of_the_whole(levels):
    assert allocated(levels, ALL.format(city="8", a="3"), columns="difference_share") == "0.25"
    assert allocated(levels, ALL.format(city="0", a="3"), columns="difference_share") == ""


@pytest.mark.parametrize(
    ("city", "expected"),
    [
        ("8", "partial | 7 |  | 2 | 3 | false"),  # a lower bound, and never called a gap
        ("7", "reached | 7 | 0 | 2 | 3 | false"),  # whatever the third one adds
        ("5", "reached | 7 | 2 | 2 | 3 | false"),
    ],
)
def test_a_sum_over_some_counties_is_a_lower_bound(levels, city, expected):
    targets = f"region | metric | value\n | parks | {city}\nb | parks | 3\nc | parks | 4"
    assert allocated(levels, targets) == expected


def test_where_figures_may_be_negative_a_part_proves_nothing(levels):
    targets = "region | metric | value\n | balance | 5\nb | balance | 3\nc | balance | 4"
    assert allocated(levels, targets) == "partial | 7 |  | 2 | 3 | false"


def test_no_county_promises(levels):
    assert allocated(levels, "region | metric | value\n | parks | 8") == "none |  |  | 0 | 3 | false"


def test_lower_is_better_the_limits_must_stay_within_the_limit(levels):
    head = "region | metric | comparator | value\n | complaints | le | {city}\na | complaints | le | 3\n"
    rest = "b | complaints | le | 3\nc | complaints | le | 4"
    assert allocated(levels, head.format(city="10") + rest) == "reached | 10 | 0 | 3 | 3 | true"
    assert allocated(levels, head.format(city="9") + rest) == "short | 10 | 1 | 3 | 3 | true"
    assert allocated(levels, head.format(city="2")) == "short | 3 | 1 | 1 | 3 | false"
    assert allocated(levels, head.format(city="3")) == "partial | 3 |  | 1 | 3 | false"


def test_other_things_are_not_added(levels):
    """Another metric, scope, date, basis or start of counting, a rate, a zone, a draft."""
    targets = """
        region | metric | scope | basis | value | start | due | document | obligation
         | exports | customs_all | level | 8 | 2024-01-01 | 2027-12-31 | plan | firm
        a | events | customs_all | level | 9 | 2024-01-01 | 2027-12-31 | plan | firm
        a | exports | commerce | level | 9 | 2024-01-01 | 2027-12-31 | plan | firm
        a | exports | customs_all | level | 9 | 2024-01-01 | 2025-12-31 | plan | firm
        a | exports | customs_all | increment | 9 | 2024-01-01 | 2027-12-31 | plan | firm
        z | exports | customs_all | level | 9 | 2024-01-01 | 2027-12-31 | plan | firm
        b | exports | customs_all | level | 9 | 2024-01-01 | 2027-12-31 | draft | firm
        b | exports | customs_all | level | 9 | 2024-01-01 | 2027-12-31 | plan | draft
        """
    assert allocated(levels, targets, columns="allocation, children_with_target, children") == "none | 0 | 3"


def test_additions_count_only_from_the_same_day(levels):
    head = "region | metric | basis | value | start\n | events | increment | 8 | 2024-01-01\n"
    assert allocated(levels, head + "a | events | increment | 8 | 2025-01-01") .startswith("none")
    assert allocated(levels, head + "a | events | increment | 8 | 2024-01-01") == "reached | 8 | 0 | 1 | 3 | false"


def test_the_start_of_a_level_does_not_matter(levels):
    head = "region | metric | value | start\n | parks | 8 | 2024-01-01\n"
    assert allocated(levels, head + "a | parks | 8 | 2025-01-01").startswith("reached")


def test_yearly_promises_are_held_against_each_other_year_by_year(levels):
    targets = """
        region | metric | basis | value | start
         | events | every_year | 10 | 2024-01-01
        a | events | every_year | 4 | 2025-01-01
        """
    found = levels("target_level", "target_id, due_month, allocation, children_value", targets=targets)
    assert found == "330500-01 | 2024Q4 | none\n330500-01 | 2025Q4 | partial | 4"


def test_growth_is_added_once_its_base_is_known(levels):
    targets = """
        region | metric | basis | value | baseline_year
         | exports | multiple | 2 | 2023
        a | exports | multiple | 2 | 2023
        b | exports | level | 60 |
        c | exports | cagr | 10 | 2023
        """
    assert allocated(levels, targets) == "unknown | 60 |  | 1 | 3 | false"
    assert allocated(levels, targets, "2023 = 100\na: 2023 = 50") == "partial | 160 |  | 2 | 3 | false"
    assert allocated(levels, targets, "2023 = 100\na: 2023 = 50\nc: 2023 = 10") == "short | 174.641 | -25.359 | 3 | 3 | true"


def test_of_several_promises_of_one_county_the_strictest_counts(levels):
    targets = """
        region | metric | basis | value | baseline_year
         | exports | level | 100 |
        a | exports | level | 30 |
        a | exports | multiple | 2 | 2023
        b | exports | level | 30 |
        c | exports | level | 30 |
        """
    assert allocated(levels, targets, "a: 2023 = 20") == "reached | 100 | 0 | 3 | 3 | true"
    assert allocated(levels, targets, "a: 2023 = 10") == "short | 90 | -10 | 3 | 3 | true"
    # the second one is unknown, so the first is no more than a lower bound
    assert allocated(levels, targets) == "partial | 90 |  | 3 | 3 | false"


def test_an_unknown_second_limit_leaves_nothing_known(levels):
    targets = """
        region | metric | comparator | basis | value | baseline_year
         | complaints | le | level | 10 |
        a | complaints | le | level | 30 |
        a | complaints | le | multiple | 0.5 | 2023
        """
    assert allocated(levels, targets) == "unknown |  |  | 0 | 3 | false"
    assert allocated(levels, targets, "a: 2023 = 40") == "short | 20 | 10 | 1 | 3 | false"


def test_a_sum_that_rests_on_provisional_bases_says_so(levels):
    targets = """
        region | target_id | metric | basis | value | baseline_year | due | parent_id
         | 330500-01 | exports | level | 100 | | 2030-12-31 |
        a | a-1 | exports | level | 30 | | 2027-12-31 |
        a | a-2 | exports | multiple | 2 | 2027 | 2030-12-31 | a-1
        """
    assert allocated(levels, targets, columns="allocation, children_value, provisional") == "partial | 60 | true"


FIGURES = "region | metric | value\n | parks | 10"
STANDING = "month_no, agreement, parent_value, children_value, difference, children_known, children"


def figures(levels, actuals: str, targets: str = FIGURES, **given) -> str:
    return levels("actual_level", STANDING, targets=targets, actuals=actuals, **given)


@pytest.mark.parametrize(
    ("a", "expected"),
    [
        ("2", "2025Q4 | equal | 9 | 9 | 0 | 3 | 3"),
        ("1", "2025Q4 | below | 9 | 8 | -1 | 3 | 3"),
        ("3", "2025Q4 | exceeds | 9 | 10 | 1 | 3 | 3"),
    ],
)
def test_figures_of_all_counties(levels, a, expected):
    assert figures(levels, f"2025Q4 = 9\na: 2025Q4 = {a}\nb: 2025Q4 = 3\nc: 2025Q4 = 4") == expected


def test_some_counties_can_only_show_too_much(levels):
    assert figures(levels, "2025Q4 = 9\nb: 2025Q4 = 4\nc: 2025Q4 = 5") == "2025Q4 | partial | 9 | 9 |  | 2 | 3"
    assert figures(levels, "2025Q4 = 9\nb: 2025Q4 = 5\nc: 2025Q4 = 5") == "2025Q4 | exceeds | 9 | 10 | 1 | 2 | 3"


def test_the_latest_month_they_have_in_common(levels):
    reported = "2025Q2 = 5\n2025Q4 = 9\na: 2025Q2 = 2\nb: 2025Q3 = 3"
    assert figures(levels, reported) == "2025Q2 | partial | 5 | 2 |  | 1 | 3"
    assert figures(levels, "2025Q2 = 5\n2025Q4 = 9") == "2025Q4 | none | 9 |  |  | 0 | 3"
    assert figures(levels, "a: 2025Q4 = 9") == ""


def test_flows_are_compared_as_reported_up_to_the_same_month(levels):
    targets = "region | metric | value\n | exports | 10"
    reported = "ytd 2025-08 = 20\na: ytd 2025-08 = 5\nb: quarter 2025Q1 = 1"
    assert figures(levels, reported, targets) == "2025-08 | partial | 20 | 5 |  | 1 | 3"
    summed = "ytd 2025Q2 = 20\na: quarter 2025Q1 = 5\na: quarter 2025Q2 = 6"
    assert figures(levels, summed, targets) == "2025Q2 | partial | 20 | 11 |  | 1 | 3"


def test_a_base_behind_a_later_growth_rate_is_no_reported_figure(levels):
    targets = "region | metric | value\n | exports | 10"
    reported = "2024 = 20\na: 2025 = 30, yoy 20"
    assert figures(levels, reported, targets) == "2024Q4 | none | 20 |  |  | 0 | 3"


def test_counties_need_no_promise_of_their_own(levels):
    assert figures(levels, "2025Q4 = 9\na: 2025Q4 = 4").startswith("2025Q4 | partial | 9 | 4")


CONFLICT = "conflict, target_id, other_id, value, other_value"


def conflicts(levels, targets: str, actuals: str = "", columns: str = CONFLICT) -> str:
    return levels("plan_conflict", columns, targets=targets, actuals=actuals)


EACH = "metric | basis | comparator | value | value_high | children\nparks | level | {total} | {value} | |\nparks | each_subregion | {each} | a b c"


@pytest.mark.parametrize(
    ("total", "value", "each", "expected"),
    [
        ("ge", "4", "ge | 1 |", "minimum_short | 330500-02 | 330500-01 | 3 | 4"),
        ("ge", "3", "ge | 1 |", ""),
        ("gt", "3", "ge | 1 |", "minimum_short | 330500-02 | 330500-01 | 3 | 3"),
        ("gt", "2", "ge | 1 |", "minimum_beyond | 330500-02 | 330500-01 | 3 | 2"),
        ("eq", "2", "eq | 1 |", "minimum_beyond | 330500-02 | 330500-01 | 3 | 2"),
        ("ge", "10", "between | 1 | 2", "minimum_short | 330500-02 | 330500-01 | 3 | 10"),
        ("about", "4", "ge | 1 |", ""),
        ("ge", "4", "about | 1 |", ""),
        ("ge", "4", "gt | 1 |", ""),
    ],
)
def test_a_minimum_for_each_county_against_the_total(levels, total, value, each, expected):
    assert conflicts(levels, EACH.format(total=total, value=value, each=each)) == expected


def test_a_minimum_of_another_plan_date_or_scope_is_another_matter(levels):
    head = "metric | basis | value | children | document | due | scope\nparks | level | 9 | | plan | 2027-12-31 | customs_all\n"
    for rest in ("draft | 2027-12-31 | customs_all", "plan | 2025-12-31 | customs_all", "plan | 2027-12-31 | commerce"):
        assert conflicts(levels, f"{head}parks | each_subregion | 1 | a b c | {rest}") == ""
    assert conflicts(levels, f"{head}parks | each_subregion | 1 | a b c | plan | 2027-12-31 | customs_all") != ""


@pytest.mark.parametrize(
    ("later", "expected"),
    [("499", "falling_stage | 330500-02 | 330500-01 | 499 | 500"), ("500", ""), ("501", "")],
)
def test_stages_that_fall(levels, later, expected):
    targets = f"metric | value | due\nexports | 500 | 2025-12-31\nexports | {later} | 2027-12-31"
    assert conflicts(levels, targets) == expected


def test_a_limit_must_not_rise_from_stage_to_stage(levels):
    targets = "metric | comparator | value | due\ncomplaints | le | 5 | 2025-12-31\ncomplaints | le | 6 | 2027-12-31"
    assert conflicts(levels, targets) == "falling_stage | 330500-02 | 330500-01 | 6 | 5"


def test_additions_from_the_same_day_must_not_fall_either(levels):
    head = "metric | basis | value | start | due\nevents | increment | 9 | 2024-01-01 | 2025-12-31\n"
    assert conflicts(levels, head + "events | increment | 8 | 2024-01-01 | 2027-12-31").startswith("falling_stage")
    assert conflicts(levels, head + "events | increment | 8 | 2026-01-01 | 2027-12-31") == ""


def test_a_stage_of_another_plan_or_an_unknown_one_is_no_conflict(levels):
    head = "metric | basis | value | baseline_year | due | document\nexports | level | 9 | | 2025-12-31 | plan\n"
    assert conflicts(levels, head + "exports | level | 8 | | 2027-12-31 | draft") == ""
    assert conflicts(levels, head + "exports | multiple | 2 | 2023 | 2027-12-31 | plan") == ""


def test_growth_beside_them_hides_no_stage_that_falls(levels):
    """Whether its base is known or not; what it comes to is compared as well, and each is told once."""
    head = "metric | basis | value | baseline_year | due\nexports | level | 110 | | 2026-12-31\nexports | level | {later} | | 2027-12-31\n"
    double = "exports | multiple | 2 | 2023 | {due}"
    for actuals in ("", "2023 = 100"):
        for due in ("2026-12-31", "2027-12-31"):
            found = conflicts(levels, head.format(later=20) + double.format(due=due), actuals, "conflict, target_id").splitlines()
            assert [one for one in found if "falling" in one] == ["falling_stage | 330500-02"]
    above = head.format(later=150) + double.format(due="2026-12-31")
    assert "falling" not in conflicts(levels, above)
    assert "falling_stage | 330500-02 | 330500-03 | 150 | 200" in conflicts(levels, above, "2023 = 100")


@pytest.mark.parametrize(
    ("earlier", "later", "falls"),
    [("share | level | 10 |", "share | level | 8 |", True), ("share | level | 8 |", "share | level | 10 |", False),
     ("parks | each_subregion | 2 | a b", "parks | each_subregion | 1 | b a", True),
     ("parks | each_subregion | 2 | a b", "parks | each_subregion | 1 | a b c", False),
     ("parks | each_subregion | 2 | a b", "parks | level | 1 |", False)],
)  # fmt: skip
def test_shares_and_minimums_that_fall(levels, earlier, later, falls):
    targets = f"metric | basis | value | children | due\n{earlier} | 2025-12-31\n{later} | 2027-12-31"
    assert conflicts(levels, targets, columns="conflict, target_id, other_id") == ("falling_stage | 330500-02 | 330500-01" if falls else "")


BASES = "metric | basis | value | baseline_year\nexports | level | {level} |\nexports | multiple | 2 | 2023"
BASE = "conflict, value, other_value, base_month, implied_base, other_base"


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ("209", ""),
        ("210", ""),  # 5 % is still the same, as `about` reads it
        ("212", "base_differs | 212 | 200 | 2023Q4 | 106 | 100"),
        ("190", ""),
        ("188", "base_differs | 188 | 200 | 2023Q4 | 94 | 100"),
    ],
)
def test_a_level_and_a_growth_that_imply_another_base_than_the_reported_one(levels, level, expected):
    assert conflicts(levels, BASES.format(level=level), "2023 = 100", BASE) == expected


def test_an_unknown_base_stays_unknown(levels):
    assert conflicts(levels, BASES.format(level="212"), columns=BASE) == "base_unknown | 212 |  | 2023Q4 | 106"


def test_two_growths_that_imply_different_bases(levels):
    targets = BASES.format(level="200") + "\nexports | cagr | {growth} | 2023"
    columns = "conflict, target_id, other_id, implied_base, other_base"
    # 1.19 to the fourth power is 2.005, 1.1 to the fourth 1.4641
    assert "bases_disagree" not in conflicts(levels, targets.format(growth="19"), columns=columns)
    found = conflicts(levels, targets.format(growth="10"), columns=columns)
    assert "bases_disagree | 330500-01 | 330500-01 | 100 | 136.603" in found
    # with the base reported each pair is held against it instead
    assert "bases_disagree" not in conflicts(levels, targets.format(growth="10"), "2023 = 100", columns)


def test_drafts_are_looked_through_as_well(levels):
    targets = "metric | value | due | document\nexports | 500 | 2025-12-31 | draft\nexports | 400 | 2027-12-31 | draft"
    assert conflicts(levels, targets).startswith("falling_stage")


def test_a_sound_plan_has_none(levels):
    targets = """
        metric | basis | comparator | value | children | due
        exports | level | ge | 200 | | 2025-12-31
        exports | level | ge | 500 | | 2027-12-31
        events | every_year | ge | 20 | | 2027-12-31
        parks | level | ge | 3 | | 2027-12-31
        parks | each_subregion | ge | 1 | a b c | 2027-12-31
        """
    assert conflicts(levels, targets) == ""
