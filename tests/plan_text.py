"""Plans as tests write them, and what the extraction line makes of them."""

from etl.extract.issue import date_parts
from etl.extract.judge import Judged, judge
from etl.extract.normalise import PlanText, normalise
from etl.extract.outline import Outline, outline
from etl.extract.source import SourceText


def source(text: str) -> SourceText:
    return SourceText("plan.txt", "txt", "utf-8", "", text)


def read(text: str) -> PlanText:
    return normalise(source(text))


def divided(text: str) -> Outline:
    return outline(read(text))


def judged(text: str) -> list[Judged]:
    plan = divided(text)
    date_parts(plan)
    return [one for _, found in judge(plan) for one in found]


def verdicts(text: str) -> list[tuple[str, str]]:
    """Figure and rule of every quantity."""
    return [(one.setting.figure, one.rule) for one in judged(text)]
