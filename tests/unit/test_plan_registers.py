"""The pure parts of 规划录入: register text, differences, numbering, conflicts, editions, stages, candidates."""

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.plans.candidates import candidates_of
from etl.plans.conflicts import Overlap, conflicts
from etl.plans.editions import Change, compare_editions
from etl.plans.numbering import Numbering, target_ids
from etl.plans.quantities import standing_for
from etl.registers import read_registers, sound_targets
from etl.registers.differences import Clash, Difference, merged, row_differences
from etl.registers.text import RegisterText
from etl.vocabulary import Basis, Comparator, Obligation
from tests.register_files import TARGET, contents, register_csv

HEADER = "target_id,value,note"
CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00\ufeff"), max_size=6)
ROWS = st.dictionaries(st.sampled_from("ABCDE"), st.sampled_from("123"))


def register(*rows: str, end: str = "\n", bom: str = "") -> bytes:
    return (bom + end.join([HEADER, *rows, ""])).encode()


def as_register(rows: dict[str, str]) -> bytes:
    return register(*(f"{key},{value}," for key, value in rows.items()))


@given(st.lists(st.tuples(CELLS, CELLS)), st.sampled_from(["\n", "\r\n"]), st.sampled_from(["", "\ufeff"]))
def test_a_register_that_is_read_and_written_is_the_same_file(pairs, end, bom):
    text = io.StringIO()
    csv.writer(text, lineterminator=end).writerows([("target_id", "note"), *pairs])
    content = (bom + text.getvalue()).encode()
    assert RegisterText.parse("targets.csv", content).content == content


def test_a_row_that_is_added_leaves_the_others_as_they_are():
    found = RegisterText.parse("targets.csv", register('01,"1",  x', "02,2,", end="\r\n", bom="\ufeff"))
    grown = found.with_rows([*found.rows, found.made({"target_id": "03", "note": 'a,"b'})])
    assert grown.content.decode() == '\ufefftarget_id,value,note\r\n01,"1",  x\r\n02,2,\r\n03,,"a,""b"\r\n'
    assert grown.rows[0]["note"] == "x"


def test_a_last_line_without_its_end_gets_one():
    found = RegisterText.parse("targets.csv", register("01,1,")[:-1])
    assert found.with_rows([*found.rows, found.made({"target_id": "02"})]).content == register("01,1,", "02,,")


def test_differences_row_by_row():
    before = register("01,1,a", "02,2,b", "03,3,c")
    after = register("03,3,c", "02,5,b", '"04",4,')
    told = [(one.kind, one.label, one.columns) for one in row_differences("targets.csv", before, after)]
    assert told == [(Difference.CHANGED, "02", ("value",)), (Difference.ADDED, "04", ()), (Difference.REMOVED, "01", ())]
    assert row_differences("targets.csv", None, None) == []
    doubled = register("01,1,a", "01,1,a")
    assert [one.label for one in row_differences("targets.csv", register("01,1,a"), doubled)] == ["01 (2)"]


@given(ROWS, ROWS, ROWS)
def test_putting_two_hands_together_never_drops_a_row_of_the_file(base, by_act, found):
    """What the ledger changed is in it, what a person changed is in it, or the clash is told."""
    try:
        result = merged("targets.csv", as_register(base), as_register(by_act), as_register(found))
    except Clash as clash:
        both = {
            key
            for key in "ABCDE"
            if base.get(key) != by_act.get(key) and found.get(key) not in (base.get(key), by_act.get(key))
        }
        assert {key[0] for key in clash.keys} == both != set()
        return
    held = {row["target_id"]: row["value"] for row in RegisterText.parse("targets.csv", result).rows}
    for key in "ABCDE":
        changed_by_act = base.get(key) != by_act.get(key)
        assert held.get(key) == (by_act.get(key) if changed_by_act else found.get(key))


def test_numbers_go_on_and_are_never_given_twice():
    used = target_ids(register("330500-01,,", "330500-09,,", "330500-GX-04,,", "330500-2024x,,", "x,,", "330400-100,,"))
    numbering = Numbering([*used, "330500-11"])
    assert [numbering.next_id(code) for code in ("330500", "330500", "330500-GX", "330400", "330700")] == [
        "330500-12", "330500-13", "330500-GX-05", "330400-101", "330700-01",
    ]  # fmt: skip


def targets(*rows: dict):
    made = [TARGET | row for row in rows]
    return read_registers(contents(targets=made, documents=[{"document_id": "plan"}, {"document_id": "other"}]))


def target(**changes):
    return replace(targets({}).targets[0], **changes)


@pytest.mark.parametrize(
    "changes, overlap",
    [
        ({}, Overlap.DUPLICATE),
        ({"comparator": Comparator.GT}, Overlap.DUPLICATE),
        ({"value": Decimal(600)}, Overlap.REVISION),
        ({"value_high": Decimal(600)}, Overlap.REVISION),
        ({"start": date(2025, 1, 1)}, Overlap.DUPLICATE),
        ({"due": date(2026, 12, 31)}, None),
        ({"metric": "parks"}, None),
        ({"region_code": "330400"}, None),
        ({"basis": Basis.INCREMENT}, None),
        ({"target_id": "330500-01"}, None),
    ],
)
def test_conflicts_with_the_register(changes, overlap):
    candidate = target(**{"target_id": "new", "document_id": "other"} | changes)
    found = conflicts(candidate, targets({}).targets)
    assert [one.overlap for one in found] == ([overlap] if overlap else [])
    assert not found or (found[0].target_id, found[0].is_same_plan) == ("330500-01", False)


def test_growth_from_another_base_and_counts_from_another_day_are_other_things():
    for own in ({"basis": "cagr", "value": "10", "unit": "%", "baseline_year": "2023"}, {"basis": "every_year"}):
        there = targets(own)
        for changes in ({"baseline_year": 2024}, {"start": date(2025, 1, 1)}):
            candidate = replace(there.targets[0], target_id="new", **changes)
            is_other = ("baseline_year" in changes) == (own["basis"] == "cagr")
            assert bool(conflicts(candidate, there.targets)) != is_other


def test_two_editions():
    kept, raised, lowered, dropped, later, firm = (
        target(target_id=str(number), metric=f"m{number}", value=Decimal(10)) for number in range(6)
    )
    after = [
        kept,
        replace(raised, value=Decimal(12)),
        replace(lowered, value=Decimal(9), target_id=""),
        replace(later, due=date(2030, 12, 31), target_id=""),
        replace(firm, obligation=Obligation.ASPIRATIONAL),
        target(target_id="", metric="m9"),
    ]
    found = compare_editions([kept, raised, lowered, dropped, later, firm], after)
    assert [(one.change, (one.after or one.before).metric) for one in found] == [
        (Change.DROPPED, "m3"), (Change.LOWERED, "m2"), (Change.RAISED, "m1"), (Change.ALTERED, "m4"), (Change.ALTERED, "m5"),
        (Change.ADDED, "m9"), (Change.UNCHANGED, "m0"),
    ]  # fmt: skip


def test_of_several_targets_for_one_thing_the_equal_ones_belong_together():
    first, second = target(target_id="1"), target(target_id="2", value=Decimal(700))
    after = [replace(second, target_id=""), replace(first, target_id="", value=Decimal(520))]
    found = compare_editions([first, second], after)
    assert [(one.change, one.before.target_id) for one in found] == [(Change.RAISED, "1"), (Change.UNCHANGED, "2")]


def test_ranges_and_comparators_between_editions():
    between = target(comparator=Comparator.BETWEEN, value_high=Decimal(600))
    for changes, change in (
        ({"value_high": Decimal(650)}, Change.RAISED),
        ({"value_high": Decimal(550)}, Change.LOWERED),
        ({"comparator": Comparator.GE, "value_high": None}, Change.ALTERED),
    ):
        assert compare_editions([between], [replace(between, **changes)])[0].change is change


@pytest.mark.parametrize(
    ("by_hand", "figure", "is_same"),
    [
        ("≥500亿元", "500亿元以上", True), ("壹佰贰拾家", "120家", True), ("伍拾家", "50家", True), ("叁亿贰仟万元", "3.2亿元", True),
        ("一百二十家", "壹佰贰拾家", True), ("300 亿", "300亿元", True), ("壹佰贰拾壹家", "120家", False), ("120%", "壹佰贰拾家", False),
    ],
)  # fmt: skip
def test_a_row_written_by_hand_stands_for_a_figure_of_the_same_numbers(by_hand, figure, is_same):
    rows = RegisterText.parse("numbers.csv", f"document_id,clause,figure,target_id,reason\nP,一,{by_hand},,已有\n".encode()).rows
    wanted = {"clause": "一", "figure": figure, "target_id": "", "reason": ""}
    assert standing_for([wanted], rows) == [rows[0] if is_same else None]


def test_targets_in_order_are_read_though_others_are_not():
    files = contents(targets=[TARGET, TARGET | {"target_id": "330500-02", "metric": "no"}], cuts=[{"cut": "x", "value": "y"}])
    assert [one.target_id for one in sound_targets(files)] == ["330500-01"]
    assert sound_targets({"targets.csv": register_csv("targets.csv", [TARGET])}) == []


def test_rows_of_the_command_become_candidates():
    row = {
        "row": 4, "is_goal": True, "figure": "再翻一番", "rule": "doubling", "confidence": "high", "source_start": 7, "source_end": 11,
        "value": "2", "responsible": "甲;乙", "parent": 3, "repeats": None, "metric_proposed": None, "title": "方案", "document_id": None,
    }  # fmt: skip
    first = row | {"row": 3, "source_start": 1, "source_end": 3, "parent": None, "repeats": 4}
    earlier, found = candidates_of([first, row])
    assert found.cells == {"value": "2", "responsible": "甲;乙", "figure": "再翻一番", "parent_id": "@1-3"}
    assert (found.span, found.document, earlier.repeats, found.is_goal) == ((7, 11), "方案", (7, 11), True)
    for broken in ({"source_end": 7}, {"figure": ""}, {"source_start": None}):
        with pytest.raises(ValueError):
            candidates_of([row | broken])
