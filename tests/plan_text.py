"""Plans as tests write them, and what the extraction line makes of them."""

from functools import cache
from pathlib import Path

from etl.extract import Candidate, Knowledge, extract, knowledge_of
from etl.extract.documents import describe_parts
from etl.extract.judge import Judged, judge
from etl.extract.normalise import PlanText, normalise
from etl.extract.outline import Outline, outline
from etl.extract.places import Places
from etl.extract.source import SourceText
from etl.registers import load_registers
from etl.workspace import Workspace


def source(text: str) -> SourceText:
    return SourceText("plan.txt", "txt", "utf-8", "", text)


def read(text: str) -> PlanText:
    return normalise(source(text))


def divided(text: str) -> Outline:
    return outline(read(text))


def judged(text: str) -> list[Judged]:
    plan = divided(text)
    describe_parts(plan, Places(()), {})
    return [one for _, found in judge(plan) for one in found]


def verdicts(text: str) -> list[tuple[str, str]]:
    """Figure and rule of every quantity."""
    return [(one.setting.figure, one.rule) for one in judged(text)]


@cache
def known() -> Knowledge:
    """What the project's own registers and words say."""
    workspace = Workspace(Path(__file__).parents[1] / "data")
    return knowledge_of(workspace, load_registers(workspace))


def candidates(text: str) -> list[Candidate]:
    return extract(source(text), known())[1]


def goals(text: str) -> list[Candidate]:
    return [one for one in candidates(text) if one.is_goal]
