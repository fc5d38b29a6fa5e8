"""Which targets a register may hold: one row of each table below is one rule of the method.

Every target begins as "at least 500 亿元 of trade by 2027" and changes some cells.
"""

import pytest
from tests.register_files import TARGET, contents, places, problems_of, target_problems, with_target

STOCK = {"metric": "parks", "unit": "个", "value": "10"}
RATE = {"metric": "trade_growth", "unit": "%", "value": "10"}
COST = {"metric": "clearance_time", "unit": "小时", "value": "8", "comparator": "le"}
DOUBLED = {"basis": "multiple", "value": "2", "unit": "倍", "baseline_year": "2024"}
GROWTH = {"basis": "cagr", "value": "10", "unit": "%", "baseline_year": "2023"}
EACH = STOCK | {"basis": "each_subregion", "value": "1"}

ALLOWED = [
    {},
    {"comparator": "gt"},
    {"comparator": "eq"},
    {"comparator": "about"},
    {"comparator": "between", "value_high": "500"},
    {"comparator": "between", "value_high": "600"},
    {"value": "0"},
    {"value": "99999999999999.01"},
    {"start": "2027-12-31"},
    {"baseline_year": "2026"},
    {"basis": "increment"},
    {"basis": "every_year"},
    {"basis": "increment", "baseline_year": "2030"},  # not used, so not judged
    DOUBLED,
    DOUBLED | {"value": "0.5"},
    GROWTH,
    GROWTH | {"value": "-99.9"},
    STOCK,
    STOCK | {"basis": "increment"},
    STOCK | DOUBLED | {"value": "1.5"},
    EACH,
    EACH | {"comparator": "between", "value_high": "3"},
    EACH | {"children": "330502;330503"},
    EACH | {"children": "330502；330500-KQ；"},
    EACH | {"region_code": "330000", "children": "330502"},
    RATE,
    COST,
    COST | {"comparator": "ge"},
    COST | {"comparator": "between", "value_high": "9"},
    COST | DOUBLED | {"comparator": "lt", "value": "0.5"},
    COST | GROWTH | {"comparator": "le", "value": "-5"},
]


@pytest.mark.parametrize("cells", ALLOWED)
def test_allowed(cells):
    assert target_problems(**cells) == []


REFUSED = [
    # what kind of metric can have which basis
    (STOCK | {"basis": "every_year"}, "basis_not_allowed", "basis"),
    (RATE | {"basis": "every_year"}, "basis_not_allowed", "basis"),
    (RATE | {"basis": "increment"}, "basis_not_allowed", "basis"),
    (RATE | DOUBLED, "basis_not_allowed", "basis"),
    (RATE | GROWTH, "basis_not_allowed", "basis"),
    (RATE | {"basis": "each_subregion"}, "basis_not_allowed", "basis"),
    ({"basis": "each_subregion"}, "basis_not_allowed", "basis"),
    # lower is better, and upper limits
    (COST | {"basis": "increment", "comparator": "ge"}, "basis_not_allowed", "basis"),
    (COST | {"basis": "each_subregion", "comparator": "ge"}, "basis_not_allowed", "basis"),
    (COST | {"comparator": "gt"}, "comparator_direction", "comparator"),
    ({"comparator": "le"}, "comparator_direction", "comparator"),
    ({"comparator": "lt"}, "comparator_direction", "comparator"),
    # units
    ({"unit": "万元"}, "unit", "unit"),
    ({"basis": "increment", "unit": "倍"}, "unit", "unit"),
    ({"basis": "every_year", "unit": "%"}, "unit", "unit"),
    (EACH | {"unit": "家"}, "unit", "unit"),
    (DOUBLED | {"unit": "亿元"}, "unit", "unit"),
    (GROWTH | {"unit": "亿元"}, "unit", "unit"),
    # values
    (DOUBLED | {"value": "0"}, "multiple_not_positive", "value"),
    (DOUBLED | {"value": "-2"}, "multiple_not_positive", "value"),
    (GROWTH | {"value": "-100"}, "cagr_too_low", "value"),
    (STOCK | {"value": "10.5"}, "not_whole", "value"),
    (EACH | {"value": "0.5"}, "not_whole", "value"),
    (STOCK | {"basis": "increment", "value": "1.5"}, "not_whole", "value"),
    ({"value": "-1"}, "below_min", "value"),
    ({"comparator": "between"}, "no_value_high", "value_high"),
    ({"comparator": "between", "value_high": "499.99"}, "value_high_below", "value_high"),
    ({"value_high": "600"}, "value_high_unused", "value_high"),
    (
        STOCK | {"comparator": "between", "value_high": "10.5"},
        "not_whole",
        "value_high",
    ),
    # dates and baselines
    ({"due": "2023-12-31"}, "due_before_start", "due"),
    (DOUBLED | {"baseline_year": ""}, "no_baseline_year", "baseline_year"),
    (GROWTH | {"baseline_year": ""}, "no_baseline_year", "baseline_year"),
    (DOUBLED | {"baseline_year": "2027"}, "baseline_not_before_due", "baseline_year"),
    (GROWTH | {"baseline_year": "2028"}, "baseline_not_before_due", "baseline_year"),
    ({"baseline_year": "2027"}, "baseline_not_before_due", "baseline_year"),
    ({"baseline_year": "2027", "due": "2027-06-30"}, "baseline_not_before_due", "baseline_year"),
    # children
    ({"children": "330502"}, "children_unused", "children"),
    (EACH | {"region_code": "330502"}, "no_children", "children"),
    (EACH | {"region_code": "330000"}, "no_children", "children"),  # has cities, no county
    (EACH | {"children": "330502;330599"}, "unknown_children", "children"),
    (EACH | {"children": "330502;330400"}, "outside_children", "children"),
    (EACH | {"children": "330500"}, "outside_children", "children"),
    (EACH | {"region_code": "330502", "children": "330500"}, "outside_children", "children"),
    (EACH | {"children": "330502;330503;330502"}, "doubled_children", "children"),
    # references
    ({"region_code": "330599"}, "unknown_region", "region_code"),
    ({"metric": "trade"}, "unknown_metric", "metric"),
    ({"document_id": "draft"}, "unknown_document", "document_id"),
    ({"parent_id": "330500-02"}, "unknown_target", "parent_id"),
    ({"parent_id": "330500-01"}, "closed_chain", "parent_id"),
    # words, numbers and dates
    ({"basis": "Level"}, "unknown_word", "basis"),
    ({"comparator": ">="}, "unknown_word", "comparator"),
    ({"scope": "customs"}, "unknown_word", "scope"),
    ({"obligation": "力争"}, "unknown_word", "obligation"),
    ({"value": "1,500"}, "bad_number", "value"),
    ({"value": "５００"}, "bad_number", "value"),
    ({"value": "5e2"}, "bad_number", "value"),
    ({"comparator": "between", "value_high": "约600"}, "bad_number", "value_high"),
    ({"due": "2027-02-30"}, "bad_date", "due"),
    ({"due": "2027/12/31"}, "bad_date", "due"),
    ({"due": "20271231"}, "bad_date", "due"),
    ({"start": "2024Q1"}, "bad_date", "start"),
    ({"start": "0024-01-01"}, "bad_date", "start"),
    ({"baseline_year": "二〇二四"}, "bad_year", "baseline_year"),
    (DOUBLED | {"baseline_year": "24"}, "bad_year", "baseline_year"),
    *(
        ({column: ""}, "missing_value", column)
        for column in (
            "target_id",
            "region_code",
            "metric",
            "document_id",
            "basis",
            "comparator",
            "value",
            "unit",
            "start",
            "due",
        )
    ),
]


@pytest.mark.parametrize(("cells", "code", "column"), REFUSED)
def test_refused_with_its_place(cells, code, column):
    assert places(target_problems(**cells)) == [(code, "targets.csv", 2, column)]


def test_an_upper_limit_goes_with_a_path_only():
    found = target_problems(**COST | {"basis": "increment", "comparator": "le"})
    assert places(found) == [
        ("basis_not_allowed", "targets.csv", 2, "basis"),
        ("comparator_basis", "targets.csv", 2, "comparator"),
    ]


def test_an_unnamed_scope_is_that_of_the_metric():
    assert with_target().targets[0].scope == "commerce"
    assert with_target(scope="retail").targets[0].scope == "retail"


def test_unnamed_children_are_the_counties_in_code_order():
    assert with_target(**EACH).targets[0].children == ("330502", "330503")
    assert with_target(**EACH, children="330503;330500-KQ").targets[0].children == (
        "330503",
        "330500-KQ",
    )


def test_a_plan_may_promise_below_zero_where_the_metric_allows_it():
    growth = RATE | {"value": "-5"}
    assert places(target_problems(**growth)) == [("below_min", "targets.csv", 2, "value")]
    metric = {"metric": "trade_growth", "kind": "rate", "unit": "%", "direction": "higher"}
    bounded = metric | {"scope": "commerce", "min_value": "-100", "max_value": "100"}
    targets = [TARGET | growth, TARGET | growth | {"target_id": "330500-02", "value": "100.1"}]
    found = problems_of(contents(metrics=[bounded], targets=targets))
    assert places(found) == [("above_max", "targets.csv", 3, "value")]


def test_chained_doublings_and_nested_targets_are_allowed():
    nested = TARGET | {"target_id": "330500-02", "parent_id": "330500-01", "value": "50"}
    again = TARGET | DOUBLED | {"target_id": "330500-03", "parent_id": "330500-02"}
    assert problems_of(contents(targets=[TARGET, nested, again])) == []


def test_a_circle_of_parents_is_told_once_at_its_first_row():
    ids = {"a": "b", "b": "c", "c": "a", "d": "a"}
    targets = [TARGET | {"target_id": key, "parent_id": parent} for key, parent in ids.items()]
    found = problems_of(contents(targets=targets))
    assert places(found) == [("closed_chain", "targets.csv", 2, "parent_id")]
    assert found[0].needed["chain"] == "a → b → c → a"


def test_a_second_use_of_an_id_is_refused_at_the_second_row():
    found = problems_of(contents(targets=[TARGET, TARGET | {"value": "600"}]))
    assert places(found) == [("duplicate_id", "targets.csv", 3, "target_id")]
    assert found[0].needed["first_row"] == 2


def test_every_fault_of_one_row_is_told_at_once():
    found = target_problems(region_code="1", unit="元", due="2020-01-01", document_id="")
    assert sorted(places(found)) == [
        ("due_before_start", "targets.csv", 2, "due"),
        ("missing_value", "targets.csv", 2, "document_id"),
        ("unit", "targets.csv", 2, "unit"),
        ("unknown_region", "targets.csv", 2, "region_code"),
    ]
