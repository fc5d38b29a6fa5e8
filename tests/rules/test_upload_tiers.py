"""Which doubts need a reason, which only inform, and what a workspace decides about it."""

import pytest

from etl.checks.case import Known
from etl.checks.tiers import FIXED, OPEN, Tier
from etl.checks.upload import acceptable
from etl.intake.upload_problems import CATALOGUE
from etl.problems import Severity, wording
from tests.doubts import REASON, VALUE, doubts, quarter
from tests.intake_registers import checked, coded, row, table

def test_every_doubt_is_either_fixed_or_open():
    explained = {name for name, (_, severity) in CATALOGUE.items() if severity is Severity.EXPLAIN}
    assert explained <= FIXED | OPEN and not FIXED & OPEN
    assert FIXED <= explained
    assert {CATALOGUE[name][1] for name in OPEN} == {Severity.EXPLAIN, Severity.INFORM}


@pytest.mark.parametrize("name", sorted(FIXED | OPEN))
def test_every_doubt_gives_an_example_of_a_reason(name):
    severity = CATALOGUE[name][1]
    for lang in ("zh", "en"):
        assert ("说明：" in wording(lang)[f"upload.{name}"]) == (severity is Severity.EXPLAIN)


def test_a_workspace_may_lower_an_open_check_and_it_is_said():
    tiers = {"cumulative_as_quarter": Tier(Severity.INFORM, "试行一个季度")}
    known = Known(quarter("2025Q1", 100), tiers=tiers)
    problems = checked(table(row(quarter="2", counting="当季", value="205")), known=known)
    assert coded(problems) == {(None, ""): "tier_lowered", VALUE: "cumulative_as_quarter"} and acceptable(problems)
    assert "试行一个季度" in problems[0].message("zh")
    assert checked(table(row(quarter="2", counting="当季", value="150")), known=known) == []


def test_and_raise_one_that_only_informs():
    tiers = {"quarter_jumps": Tier(Severity.EXPLAIN, "试行已满")}
    known = Known(quarter("2025Q3", 100), tiers=tiers)
    assert doubts(row(counting="当季", value="181"), known) == {VALUE: "quarter_jumps"}
    assert doubts(row(counting="当季", value="181", note=REASON), known) == {}
