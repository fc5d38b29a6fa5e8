"""Plan text → candidate targets, deterministic and offline; every step a module with one type.

bytes → `SourceText` → `PlanText` → `Outline` → `Found` quantities → `Judged` → `Candidate`
"""

from etl.extract.candidate import Candidate
from etl.extract.interpret import Interpreter, Knowledge
from etl.extract.metric_words import read_metric_words
from etl.extract.normalise import PlanText, normalise
from etl.extract.outline import outline
from etl.extract.source import SourceText
from etl.intake.layout import read_layout
from etl.registers import Registers
from etl.workspace import Workspace

__all__ = ["Candidate", "Knowledge", "PlanText", "SourceText", "extract", "knowledge_of"]


def knowledge_of(workspace: Workspace, registers: Registers) -> Knowledge:
    """What extraction has to know of a workspace; raises Refused where a list cannot be read."""
    return Knowledge(registers, read_metric_words(workspace.root, registers.metrics), read_layout(workspace.root))


def extract(source: SourceText, known: Knowledge, region: str = "") -> tuple[PlanText, list[Candidate]]:
    """The text the rules read and every quantity in it, in the order of the text. `region` (code or name)
    is whose plan it is where no title says so. Raises Refused for a text with more figures than any plan has."""
    plan = normalise(source)
    return plan, list(Interpreter(outline(plan), known, region).candidates())
