"""Quantities → goal or not, each with the rule that decided."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from etl.extract.goals import GoalRule, goal_of
from etl.extract.outline import Outline
from etl.extract.quantities import find_quantities
from etl.extract.quantity import DATED, MEASURED, Form
from etl.extract.reasons import reason_of
from etl.extract.setting import Scene, Setting
from etl.extract.tables import TableRow, column_of, with_tables
from etl.extract.terms import NonGoal


@dataclass(frozen=True, slots=True)
class Judged:
    """One quantity in its setting. `goal` is the rule that made it a goal, None where `reason`
    says why it is none; `rule` names the rule that decided."""

    setting: Setting
    rule: str
    goal: GoalRule | None
    reason: NonGoal | None

    @property
    def is_goal(self) -> bool:
        return self.goal is not None


def judge(outline: Outline) -> Iterator[tuple[Scene, list[Judged]]]:
    """Every paragraph with its quantities judged, in the order of the text."""
    text = outline.plan.text
    for part, found in groupby(find_quantities(outline), key=lambda one: one.part):
        for one, row in with_tables(text, list(found), part.issued_year):
            scene = Scene(text, one, row)
            yield scene, [_judged(Setting(scene, at)) for at in range(len(one.quantities))]


def _in_table(setting: Setting, row: TableRow) -> Judged | None:
    """What the column of a table says; None where it says nothing."""
    if setting.quantity.form in DATED or row.is_header:
        return None
    if row.is_rest:
        return Judged(setting, "no_rule", None, NonGoal.UNDETERMINED)
    cell = row.cell_at(setting.quantity.core)
    role = column_of(cell, setting.part.issued_year).role if cell else "other"
    if role in ("goal", "growth") and (setting.quantity.form in MEASURED or setting.quantity.form is Form.BARE and setting.is_arabic):
        return Judged(setting, f"table_{role}", GoalRule(f"table_{role}", True, lambda _: True), None)
    if role == "base":
        return Judged(setting, "table_base", None, NonGoal.BASELINE)
    return Judged(setting, "table_label", None, NonGoal.TABLE_LABEL) if role in ("name", "unit", "number") else None


def _judged(setting: Setting) -> Judged:
    row = setting.scene.row
    if row is not None and (told := _in_table(setting, row)):
        return told
    if against := reason_of(setting):
        return Judged(setting, against.name, None, against.reason)
    if goal := goal_of(setting):
        return Judged(setting, goal.name, goal, None)
    return Judged(setting, "no_rule", None, NonGoal.UNDETERMINED)
