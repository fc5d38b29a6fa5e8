"""What was decided on earlier editions of a plan and holds for the same words of a changed one."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from etl.extract.terms import Assumption
from etl.ledger import PlanDecision, PlanIntake
from etl.ledger.plan_records import MAKING


@dataclass(frozen=True, slots=True)
class Carried:
    """Which metric stands for a name the text gives, which region for the name of a place, and the
    region of goals that name none; all of them are in the registers."""

    metrics: Mapping[str, str] = field(default_factory=dict)
    regions: Mapping[str, str] = field(default_factory=dict)
    region_code: str = ""


def carried(batches: Iterable[PlanIntake], metrics: Collection[str], regions: Collection[str]) -> Carried:
    """Of the decisions on a plan, the earliest batch first, what a person said in place of a name
    the registers did not have. A later batch counts before an earlier one; a name that means two
    things in one batch is left to a person. `metrics` and `regions` are the codes there are."""
    names: dict[tuple[str, str], str | None] = {}
    for batch in batches:
        names |= _said(batch.decisions)
    found = {key: code for key, code in names.items() if code and code in (metrics if key[0] == "metric" else regions)}
    return Carried(
        {name: code for (column, name), code in found.items() if column == "metric"},
        {name: code for (column, name), code in found.items() if column == "region_code" and name},
        found.get(("region_code", ""), ""),
    )


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
