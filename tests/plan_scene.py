"""A plan written for the purpose, in the world of `tests.collection_world`, and short ways to decide on it.

Most tests never read it: candidates stand for what extraction would find.
"""

from collections.abc import Sequence

from etl.collection.plan_intake import IntakeReceipt, confirm, preview
from etl.ledger import Decision, Ledger
from etl.ledger.chain import sha256
from etl.plans.candidates import Candidate
from etl.plans.choices import Choice, Plan
from etl.workspace import Workspace
from tests.collection_world import CITY, EDITOR, OTHER_CITY

DOCUMENT = {"document_id": "990100-2026", "title": "澜江市跨境电商三年行动方案", "issued": "2026-06-30", "status": "in_force"}
TEXT = sha256("正文".encode())
TAKE, REJECT, NO_GOAL, MERGE, REMOVE = (
    Decision.CONFIRMED, Decision.REJECTED, Decision.NON_GOAL, Decision.MERGED, Decision.REMOVED,
)  # fmt: skip
EXPORT = {
    "region_code": CITY,
    "metric": "export_value",
    "basis": "level",
    "comparator": "ge",
    "value": "300",
    "unit": "亿元",
    "start": "2026-01-01",
    "due": "2028-12-31",
    "obligation": "firm",
}
PARKS = EXPORT | {"metric": "parks", "unit": "个", "value": "12"}

#: A small plan as a file, for the way from extraction to confirmation.
PLAN_TEXT = """澜江市跨境电商高质量发展行动计划（2026—2028年）

一、总体目标
到2028年，全市跨境电商出口额达到300亿元以上，建成跨境电商产业园12个。

二、主要任务
（一）培育主体。每年举办对接活动6场以上。对符合条件的园区给予最高50万元补助。
（二）做大规模。到2027年，跨境电商出口额突破260亿元。
"""


def goal(place: int, figure: str, clause: str = "一", **cells: str) -> Candidate:
    """A goal found at `place`."""
    return Candidate((place, place + len(figure)), figure, True, "level_ge", "high", cells={"clause": clause, **cells})


def no_goal(start: int, figure: str, reason: str = "document_number", clause: str = "标题") -> Candidate:
    """A quantity that is no goal."""
    return Candidate((start, start + len(figure)), figure, False, reason, "high", reason, cells={"clause": clause})


NUMBER = no_goal(2, "〔2026〕9号")
EXPORTS = goal(20, "300亿元以上", **EXPORT)
PARK_COUNT = goal(40, "12个", "二", **PARKS)
AGAIN = goal(60, "300亿元", "三", **EXPORT)
CANDIDATES = (NUMBER, EXPORTS, PARK_COUNT, AGAIN)


def plan_of(*candidates: Candidate, data: bytes = "规划".encode(), metrics=(), **document: str) -> Plan:
    """A plan with these quantities."""
    return Plan(DOCUMENT | document, data, TEXT, candidates or CANDIDATES, metrics)


PLAN = plan_of()
#: Every quantity of the plan accounted for.
CHOICES = (
    Choice(NO_GOAL, NUMBER.span),
    Choice(TAKE, EXPORTS.span),
    Choice(TAKE, PARK_COUNT.span, {"responsible": "市商务局;市财政局"}),
    Choice(MERGE, AGAIN.span, target_id="@20-27"),
)


def take(*candidates: Candidate) -> list[Choice]:
    """Confirm these as they were found."""
    return [Choice(TAKE, one.span) for one in candidates]


def confirmed(
    workspace: Workspace, plan: Plan = PLAN, choices: Sequence[Choice] = CHOICES, account: str = EDITOR
) -> IntakeReceipt:
    """Look at a plan and confirm."""
    return confirm(workspace, account, plan, choices, preview(workspace, account, plan, choices).basis)


def lines(workspace: Workspace, name: str = "targets.csv") -> list[str]:
    """The lines of a register file, the header left out."""
    return (workspace.root / name).read_text(encoding="utf-8").splitlines()[1:]


def recorded(workspace: Workspace, name: str) -> bytes | None:
    """The latest content of a register in the ledger."""
    with Ledger.open(workspace.ledger_url) as ledger:
        return ledger.register_content(name)


OTHER = plan_of(goal(5, "90亿元", **EXPORT | {"region_code": OTHER_CITY, "value": "90"}), data=b"other", document_id="990200-2026")
