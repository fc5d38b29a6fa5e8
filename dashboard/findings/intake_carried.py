"""What was decided on earlier editions of a plan and holds for the same words of a changed one."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dashboard.findings.intake import Item
from etl.extract.terms import Assumption
from etl.ledger import Decision, PlanDecision, PlanIntake
from etl.ledger.plan_records import MAKING
from etl.plans.choices import Choice

#: Clause and figure, as they are written.
Written = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Carried:
    """Which metric stands for a name the text gives, which region for the name of a place, and the
    region of goals that name none; all of them are in the registers. `rejected` are the reasons why
    goals of an earlier edition are no targets."""

    metrics: Mapping[str, str] = field(default_factory=dict)
    regions: Mapping[str, str] = field(default_factory=dict)
    region_code: str = ""
    rejected: Mapping[Written, str] = field(default_factory=dict)


def carried(batches: Iterable[PlanIntake], metrics: Collection[str], regions: Collection[str]) -> Carried:
    """Of the decisions on a plan, the earliest batch first, what a person said in place of a name
    the registers did not have. A later batch counts before an earlier one; a name that means two
    things in one batch is left to a person. `metrics` and `regions` are the codes there are."""
    names: dict[tuple[str, str], str | None] = {}
    rejected: dict[Written, str] = {}
    for batch in batches:
        names |= _said(batch.decisions)
        rejected |= _rejected(batch.decisions)
    found = {key: code for key, code in names.items() if code and code in (metrics if key[0] == "metric" else regions)}
    return Carried(
        {name: code for (column, name), code in found.items() if column == "metric"},
        {name: code for (column, name), code in found.items() if column == "region_code" and name},
        found.get(("region_code", ""), ""),
        {written: reason for written, reason in rejected.items() if reason},
    )


def put_aside(found: Sequence[Item], rejected: Mapping[Written, str]) -> list[Choice]:
    """Choices for open goals that an earlier edition had in the same words and that were no targets."""
    times = Counter(_written(one) for one in found)
    return [
        Choice(Decision.REJECTED, one.candidate.span, reason=rejected[_written(one)])
        for one in found
        if one.is_open_goal and times[_written(one)] == 1 and _written(one) in rejected
    ]


def _written(one: Item) -> Written:
    return one.candidate.clause, one.candidate.figure


def _rejected(decisions: Sequence[PlanDecision]) -> dict[Written, str]:
    """The reason for each figure of one batch; "" where it became something else, or stands twice."""
    of = [(one.extracted.get("clause", ""), one.figure) for one in decisions]
    times = Counter(of)
    is_out = [one.decision is Decision.REJECTED and times[written] == 1 for one, written in zip(decisions, of, strict=True)]
    return {written: one.reason if out else "" for one, written, out in zip(decisions, of, is_out, strict=True)}


def _said(decisions: Iterable[PlanDecision]) -> dict[tuple[str, str], str | None]:
    """By column and name what one batch says; None where it says two things."""
    said: dict[tuple[str, str], str | None] = {}
    for one in decisions:
        for key, code in _settled(one):
            said[key] = code if said.get(key, code) == code else None
    return said


def _settled(one: PlanDecision) -> Iterator[tuple[tuple[str, str], str]]:
    """What a person filled in where the rules had no code. A goal that names no region has the plan's."""
    if one.decision not in MAKING:
        return
    read, stands = one.extracted, one.confirmed
    if read.get("proposed_metric") and not read.get("metric") and stands.get("metric"):
        yield ("metric", read["proposed_metric"]), stands["metric"]
    if not read.get("region_code") and stands.get("region_code"):
        is_plans = Assumption.REGION_UNKNOWN in read.get("assumed", "").split(";")
        name = "" if is_plans else read.get("region_name", "")
        if is_plans or name:
            yield ("region_code", name), stands["region_code"]
