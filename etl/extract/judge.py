"""Quantities → goal or not, each with the rule that decided."""

from collections.abc import Iterator
from dataclasses import dataclass

from etl.extract.goals import GoalRule, goal_of
from etl.extract.outline import Outline
from etl.extract.quantities import find_quantities
from etl.extract.reasons import reason_of
from etl.extract.setting import Scene, Setting
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
    for found in find_quantities(outline):
        scene = Scene(outline.plan.text, found)
        yield scene, [_judged(Setting(scene, at)) for at in range(len(found.quantities))]


def _judged(setting: Setting) -> Judged:
    if against := reason_of(setting):
        return Judged(setting, against.name, None, against.reason)
    if goal := goal_of(setting):
        return Judged(setting, goal.name, goal, None)
    return Judged(setting, "no_rule", None, NonGoal.UNDETERMINED)
