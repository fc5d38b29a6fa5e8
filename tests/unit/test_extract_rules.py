"""Every rule of the grammar speaks in the example that the documentation gives for it."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from etl.extract.goals import GOAL_RULES
from etl.extract.reasons import REASON_RULES
from etl.extract.terms import NON_GOAL_ZH, Assumption, NonGoal, NotComputable
from etl.extract.rows import COLUMNS
from tests.plan_text import candidates, judged

DOCS = {lang: (Path(__file__).parents[2] / "docs" / f"extract.{lang}.md").read_text(encoding="utf-8") for lang in ("zh", "en")}
TABLE_RULES = {"table_goal", "table_growth", "table_base", "table_label"}


def _rows(lang: str, columns: int) -> list[list[str]]:
    cells = [line.strip("| ").split(" | ") for line in DOCS[lang].splitlines() if line.startswith("| ") and "**" in line]
    return [row for row in cells if len(row) == columns]


def _marked(example: str) -> tuple[str, str]:
    """The text of an example, and the figure between its asterisks."""
    figure = re.search(r"\*\*(.+?)\*\*", example)[1]
    return example.replace("**", "").replace("⏎", "\n").replace("⇥", "\t"), figure


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_rule_is_documented_with_an_example(lang):
    documented = {rule.strip("`") for rule, _, _ in _rows(lang, 3)}
    assert documented == {rule.name for rule in (*REASON_RULES, *GOAL_RULES)} | TABLE_RULES | {"no_rule"}


@pytest.mark.parametrize("rule, meaning, example", _rows("zh", 3), ids=lambda cell: cell[:14])
def test_a_rule_speaks_in_its_example(rule, meaning, example):
    text, figure = _marked(example)
    found = [one for one in judged(text) if one.setting.figure == figure]
    assert [one.rule for one in found][-1:] == [rule.strip("`")]
    reason = found[-1].reason
    assert reason is None or NON_GOAL_ZH[reason] == meaning


@pytest.mark.parametrize("example, basis, comparator, value, unit", _rows("zh", 5), ids=lambda cell: cell[:14])
def test_a_goal_is_read_as_documented(example, basis, comparator, value, unit):
    text, figure = _marked(example)
    goal = next(one for one in candidates(f"一、目标\n{text}") if one.figure.endswith(figure))
    assert (goal.basis, goal.comparator, goal.value, goal.unit) == (
        basis.strip("`"), comparator.strip("`"), Decimal(value), unit,
    )  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_examples_are_the_same_in_both_languages(lang):
    assert [row[-1] for row in _rows("zh", 3)] == [row[-1] for row in _rows(lang, 3)]
    assert _rows("zh", 5) == _rows(lang, 5)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("term", [*Assumption, *NotComputable, *COLUMNS[:11]])
def test_every_term_of_the_output_is_documented(lang, term):
    assert f"`{term}`" in DOCS[lang]


def test_every_reason_has_its_word_and_no_two_share_one():
    assert set(NON_GOAL_ZH) == set(NonGoal) and len(set(NON_GOAL_ZH.values())) == len(NonGoal)
