"""What the ledger hands out about plan documents: plain immutable values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Decision(StrEnum):
    """What a person made of one quantity of a plan."""

    CONFIRMED = "confirmed"  # 按抽取结果确认: a target as it was found
    EDITED = "edited"  # 修改后确认
    ADDED = "added"  # 人工补充: the rules had not found it
    MERGED = "merged"  # 并入: it repeats another target, which is named
    REJECTED = "rejected"  # 不作目标: found as a goal, and is none
    NON_GOAL = "non_goal"  # 认可非目标: found as no goal, and is none
    REMOVED = "removed"  # 删除目标: the plan no longer states it


#: Decisions after which a target of its own stands in the register.
MAKING = (Decision.CONFIRMED, Decision.EDITED, Decision.ADDED)


@dataclass(frozen=True, slots=True)
class PlanDecision:
    """One decision on one quantity.

    `span` are the first character and the one after the last in the text, counted from 0; None
    for a target that the plan no longer states. `extracted` is what the rules read and
    `confirmed` what stands in the register; both are empty where there is nothing. `rule` is
    the rule that fired, empty for what was added by hand. `target_id` is the target it became,
    was merged into, or removed.
    """

    decision: Decision
    figure: str
    span: tuple[int, int] | None = None
    rule: str = ""
    reason: str = ""
    extracted: Mapping[str, str] = field(default_factory=dict)
    confirmed: Mapping[str, str] = field(default_factory=dict)
    target_id: str = ""


@dataclass(frozen=True, slots=True)
class PlanIntake:
    """A batch of decisions on one edition of a plan, by one act."""

    sequence: int
    at: datetime
    account: str
    principal: str
    document_id: str
    plan_sha256: str
    text_sha256: str
    decisions: tuple[PlanDecision, ...]
