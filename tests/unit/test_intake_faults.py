"""What the registers refuse is told in the names of the fields of 规划录入, never in columns and codes."""

import re
from types import SimpleNamespace

import pytest

from dashboard.components import intake_faults
from dashboard.findings import intake
from dashboard.wording import LANGUAGES, Words, templates
from etl.problems import Problem, Refused, wording
from etl.registers import read_registers
from etl.registers.columns import COLUMNS
from tests.plan_scene import EXPORTS, NUMBER, PARK_COUNT
from tests.register_files import COST, METRIC, RATE, REGION, STOCK, TARGET, contents

#: Faults of files as a whole, and of columns that are not on the page.
ELSEWHERE = {
    "missing_file", "encoding", "empty_file", "quotes", "missing_column", "misspelt_column", "duplicate_column", "row_width",
    "tile", "tile_taken", "bad_decimals", "bounds", "part_unit", "yoy_of_flow", "yoy_kind", "cut_range", "cut_order",
    "bad_phone", "empty_contact", "doubled_contact",
}  # fmt: skip
#: Changes of one target, and the fault each of them is.
BAD = {
    "missing_value": {"start": ""}, "unknown_word": {"basis": "sum"}, "bad_number": {"value": "三百"}, "bad_date": {"due": "2027"},
    "bad_year": {"baseline_year": "去年"}, "unknown_region": {"region_code": "999999"}, "unknown_metric": {"metric": "none"},
    "unknown_document": {"document_id": "none"}, "unknown_target": {"parent_id": "none"}, "due_before_start": {"due": "2001-12-31"},
    "no_baseline_year": {"basis": "cagr", "unit": "%", "baseline_year": ""}, "baseline_not_before_due": {"baseline_year": "2031"},
    "multiple_not_positive": {"basis": "multiple", "unit": "倍", "value": "0", "baseline_year": "2023"},
    "cagr_too_low": {"basis": "cagr", "unit": "%", "value": "-200", "baseline_year": "2023"}, "value_high_unused": {"value_high": "900"},
    "no_value_high": {"comparator": "between"}, "value_high_below": {"comparator": "between", "value_high": "1"},
    "basis_not_allowed": {"basis": "each_subregion"}, "comparator_direction": {"comparator": "le"}, "unit": {"unit": "万元"},
    "children_unused": {"children": "330502"}, "below_min": {"value": "-5"},
}  # fmt: skip


def desk():
    found = read_registers(contents(metrics=[METRIC, STOCK, RATE, COST]))
    return SimpleNamespace(regions=found.regions, registers=found, draft=SimpleNamespace(metrics=()))


def faults(changes: dict) -> list[Problem]:
    with pytest.raises(Refused) as refused:
        read_registers(contents(targets=[TARGET | changes], metrics=[METRIC, STOCK, RATE, COST]))
    return refused.value.problems


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", BAD)
def test_a_fault_speaks_of_fields(code, lang):
    fault = next(one for one in faults(BAD[code]) if one.code == f"register.{code}")
    said = intake_faults.said(fault, desk(), Words(lang))
    assert said != fault.message(lang) and "{" not in said
    codes = {"level", "cagr", "multiple", "each_subregion", "flow", "stock", "higher", "lower", "between"}
    columns = {column for columns in COLUMNS.values() for column in columns if "_" in column}
    left = said.replace(fault.found, "")
    assert not columns & set(re.findall(r"[a-z_]+", left)) and "csv" not in left
    assert lang == "en" or not codes & set(re.findall(r"[a-z_]+", left))


def test_every_fault_of_a_row_has_words():
    known = {key.removeprefix("register.") for key in wording("zh") if key.startswith("register.")}
    told = {key.removeprefix("intake_fault.") for key in templates("zh") if key.startswith("intake_fault.")}
    assert told == known - ELSEWHERE and REGION["region_code"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_goal_above_that_nobody_decided_on_is_named_by_its_number(lang):
    listed = SimpleNamespace(**vars(desk()), items=intake.items([NUMBER, EXPORTS, PARK_COUNT], {}, {}))
    fault = Problem("plans.reference", "plans", found="12个", needed={"reference": intake.reference(EXPORTS.span)})
    said = intake_faults.said(fault, listed, Words(lang))
    assert "@" not in said and ("第 2 处“300亿元以上”" if lang == "zh" else "figure 2 (“300亿元以上”)") in said
    unknown = Problem("plans.reference", "plans", found="12个", needed={"reference": "@1-9"})
    assert intake_faults.said(unknown, listed, Words(lang)) == unknown.message(lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_promised_twice_in_one_text_names_the_other_figure(lang):
    """The other has no target yet, and there is none to be taken the place of."""
    listed = SimpleNamespace(**vars(desk()), items=intake.items([NUMBER, EXPORTS, PARK_COUNT], {}, {}))
    fault = Problem("plans.overlap", "plans", found="12个", needed={"other": "990100-37", "figure": "300亿元以上", "there": EXPORTS.span})
    said = intake_faults.said(fault, listed, Words(lang))
    assert ("第 2 处“300亿元以上”" if lang == "zh" else "figure 2 (“300亿元以上”)") in said
    assert "990100-37" not in said and "替换" not in said and "place" not in said
    registered = Problem("plans.overlap", "plans", found="12个", needed={**fault.needed, "there": None})
    assert "990100-37" in intake_faults.said(registered, listed, Words(lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_merge_with_another_figure_names_fields_and_where_to_replace(lang):
    fault = Problem("plans.other_merge", "plans", found="33%", needed={"other": "35%", "clause": "四", "columns": "value, due"})
    said = intake_faults.said(fault, desk(), Words(lang))
    assert ("数值、到期日" if lang == "zh" else Words("en")("column.value.name")) in said
    assert "value, due" not in said and Words(lang)("intake.takes_place") in said and "35%" in said


def test_what_is_no_fault_of_the_registers_keeps_its_own_words():
    fault = Problem("plans.reason", "plans", found="12个")
    assert intake_faults.said(fault, desk(), Words("zh")) == fault.message("zh")
