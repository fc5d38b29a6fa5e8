"""A quantity of a plan in words: what it promises, why the rules read it so, what speaks against it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from dashboard import sayings
from dashboard.components.table import Marked, with_note
from dashboard.findings import intake, intake_doubts
from dashboard.findings.intake import Item, Sort
from dashboard.findings.intake_regions import REGION_JOINT
from dashboard.intake_desk import Desk
from dashboard.wording import Words, markdown
from etl.extract.terms import NonGoal
from etl.ledger import Decision
from etl.period import Period
from etl.plans.choices import REFERENCE
from etl.plans.conflicts import TargetConflict
from etl.registers import Target
from etl.vocabulary import Basis, Comparator, Confidence, Obligation

#: What stands before a quantity in the text and in the list: never colour alone.
SYMBOLS = {Sort.GOAL: "◆", Sort.NOT_COMPUTABLE: "△", Sort.OTHER: "○"}
DECIDED, RECORDED = "✓", "■"
_SENTENCE_END = re.compile("[。；;\n]")


@dataclass(frozen=True, slots=True)
class Promise:
    """What `sayings.promise` asks of a target."""

    region_code: str
    basis: str
    comparator: str
    value: Decimal
    value_high: Decimal | None
    unit: str
    baseline_year: str | int


def symbol(one: Item) -> str:
    """Decided, recorded, or what it was found to be."""
    if one.choice is not None:
        return DECIDED
    return RECORDED if one.recorded is not None else SYMBOLS[one.sort]


def named(one: Item) -> str:
    """`○12 50万元`."""
    return f"{symbol(one)}{one.number} {one.candidate.figure}"


def promise(cells: Mapping[str, str], words: Words) -> str:
    """`到2028年底，不低于 300 亿元`; what was entered where it cannot be read as one."""
    value = _number(cells.get("value", ""))
    try:
        basis, comparator = Basis(cells.get("basis", "")), Comparator(cells.get("comparator", ""))
    except ValueError:
        basis = None
    if basis is None or value is None:
        return " ".join(filter(None, (cells.get("value"), cells.get("unit"))))
    high, year = _number(cells.get("value_high", "")), cells.get("baseline_year", "")
    one = Promise(cells.get("region_code", ""), basis, comparator, value, high, cells.get("unit", ""), year)
    return sayings.as_registered(one, due_period(cells.get("due", "")), words)


def of_target(target: Target, words: Words) -> str:
    """The same of a target of the register."""
    one = Promise(target.region_code, target.basis, target.comparator, target.value, target.value_high, target.unit, target.baseline_year or "")
    return sayings.as_registered(one, str(Period.quarter_of(target.due)), words)


def obliged(target: Target, words: Words) -> str:
    """The same, and how binding it is where that is not the ordinary case."""
    promise = of_target(target, words)
    return promise if target.obligation == "firm" else words("plan_record.obliged", promise=promise, how=words(f"obligation.{target.obligation}"))


def due_period(day: str) -> str:
    """The quarter of a date; empty where it is none."""
    try:
        return str(Period.quarter_of(date.fromisoformat(day)))
    except ValueError:
        return ""


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value.adjusted()) < 28 else None


def region(code: str, desk: Desk, words: Words) -> str:
    """The name of a region."""
    found = next((one for one in desk.regions if one.region_code == code), None)
    return words.name(found.name_zh, found.name_en) if found else code


def region_of(one: Item, desk: Desk, words: Words) -> str:
    """The name of its region; of one the register does not have, the name the text gives."""
    if code := one.cells.get("region_code", ""):
        return region(code, desk, words)
    names = one.candidate.region_name.split(REGION_JOINT) if one.candidate.region_name else []
    said = words("who.list").join(region(desk.placed[name], desk, words) if name in desk.placed else name for name in names)
    return said if desk.placed.keys() >= {*names} else words("intake.proposed_named", name=said)


def children_of(cells: Mapping[str, str], desk: Desk, words: Words) -> str:
    """The regions that must each reach it, with their number; empty unless that is what it promises
    and the register has them."""
    if cells.get("basis") != Basis.EACH_SUBREGION or not cells.get("region_code"):
        return ""
    codes = [code.strip() for code in cells.get("children", "").split(";") if code.strip()]
    return each_of(codes, desk, words) or words("intake.each_below")


def each_of(codes: Sequence[str], desk: Desk, words: Words) -> str:
    """Regions by name, with their number; empty for none."""
    names = words("who.list").join(region(code, desk, words) for code in codes)
    return words("intake.each_of", count=len(codes), names=names) if codes else ""


def place_of(one: Item, desk: Desk, words: Words, note: str = "") -> Marked:
    """Its region, a note on it, and those regions that must each reach it."""
    notes = words("intake.gap").join(filter(None, (note, children_of(one.cells, desk, words))))
    return with_note(markdown(region_of(one, desk, words)), notes)


def metric(cells: Mapping[str, str], proposed: str, desk: Desk, words: Words) -> str:
    """The name of its metric; of one the register does not have, that it is proposed."""
    code = cells.get("metric", "")
    known = next((one for one in desk.registers.metrics if one.metric == code), None)
    if known:
        return words.name(known.name_zh, known.name_en)
    new = next((one for one in desk.draft.metrics if one.get("metric") == code), None)
    if code and new:
        return words("intake.new_metric_named", name=words.name(new.get("name_zh", code), new.get("name_en", "")))
    return words("intake.proposed_named", name=proposed) if proposed else code or words("intake.no_metric")


def reading(cells: Mapping[str, str], proposed: str, desk: Desk, words: Words) -> str:
    """What it counts and what it promises of it."""
    return words("intake.reading", metric=metric(cells, proposed, desk, words), promise=promise(cells, words))


def in_full(one: Item, desk: Desk, words: Words) -> str:
    """The same with all that is not the ordinary case: how binding, in which scope, part of which other."""
    cells = one.cells
    said = [words(f"obligation.{cells['obligation']}")] if cells.get("obligation", Obligation.FIRM) != Obligation.FIRM else []
    said += [words(f"scope.{cells['scope']}")] if cells.get("scope") else []
    if parent := cells.get("parent_id"):
        span = intake.place_of(parent)
        said.append(words("intake.part_of_place", number=number_at(desk.items, span)) if span else words("intake.part_of", target=parent))
    read = reading(cells, one.candidate.proposed_metric, desk, words)
    return words("plan_record.obliged", promise=read, how=words("who.list").join(said)) if said else read


def promised(cells: Mapping[str, str], desk: Desk, words: Words) -> str:
    """One promise by itself: where, what, and who has to reach it each."""
    said = (region(cells.get("region_code", ""), desk, words), reading(cells, "", desk, words), children_of(cells, desk, words))
    return words("intake.gap").join(filter(None, said))


def target_told(one: Target, desk: Desk, words: Words) -> str:
    """The same of a target of the register."""
    read = words("intake.reading", metric=metric({"metric": one.metric}, "", desk, words), promise=of_target(one, words))
    return words("intake.gap").join(filter(None, (region(one.region_code, desk, words), read, each_of(one.children, desk, words))))


def merged_into(name: str, desk: Desk, words: Words) -> str:
    """What a quantity is merged with: a target, or another quantity of the text."""
    span = intake.place_of(name)
    return words("intake.into_place", number=number_at(desk.items, span)) if span else words("intake.into", target=name)


def lasts(cells: Mapping[str, str], words: Words) -> str:
    """From when to when it is counted; empty where both are open."""
    start, due = cells.get("start", ""), cells.get("due", "")
    if start.endswith("-01-01") and due.endswith("-12-31"):
        return words("intake.lasts_years", first=start[:4], last=due[:4])
    return words("intake.lasts", start=start or words("intake.not_yet"), due=due or words("intake.not_yet")) if start or due else ""


def state(one: Item, words: Words) -> str:
    """What was made of it, or that nothing was yet."""
    if one.decision is None:
        return words("intake.undecided")
    key = "intake.recorded_as" if one.choice is None else "intake.chosen_as"
    said = words(key, decision=words(f"plan_decision.{one.decision}"))
    return f"{said} {shown_target(one.target_id)}".strip() if one.decision is Decision.MERGED or one.recorded else said


def shown_target(target_id: str) -> str:
    """The id of a target; another quantity of the text has none yet."""
    return "" if target_id.startswith(REFERENCE) else target_id


def explanation(one: Item, words: Words) -> str:
    """Why the rules read it so."""
    candidate = one.candidate
    if not candidate.rule:
        return words("intake.by_hand")
    if not candidate.is_goal:
        said = words("intake.not_goal_because", reason=words(f"non_goal.{candidate.reason}"), why=words(f"non_goal_why.{candidate.reason}"))
        is_unsure = candidate.confidence == Confidence.LOW and candidate.reason != NonGoal.UNDETERMINED
        return said + words("intake.not_goal_unsure") if is_unsure else said
    said = words("intake.goal_because", rule=words(f"goal_rule.{candidate.rule}"))
    return said + words("intake.sure", how=words(f"intake_confidence.{confidence(one)}"))


def around(text: str, span: tuple[int, int], before: int = 16, behind: int = 12) -> str:
    """A few characters on either side of a place, on one line, as plain text that is no Markdown."""
    start, end = span
    return " ".join(f"…{text[max(0, start - before) : start]}【{text[start:end]}】{text[end : end + behind]}…".split())


def in_sentence(text: str, span: tuple[int, int], before: int = 40, behind: int = 16) -> str:
    """The same within its sentence, so that what belongs to another is not read with it."""
    start, end = span
    ahead, after = _SENTENCE_END.split(text[max(0, start - before) : start]), _SENTENCE_END.split(text[end : end + behind])
    goes_on = ["…" if is_cut else "" for is_cut in (len(ahead) == 1 and start > before, len(after) == 1 and end + behind < len(text))]
    return f"{goes_on[0]}{ahead[-1].strip()}【{text[start:end]}】{after[0].strip()}{goes_on[1]}"


def confidence(one: Item) -> str:
    """How sure the rules are, with what a person has filled in since."""
    return str(Confidence.HIGH) if intake_doubts.is_sure(one) else one.candidate.confidence


def doubts(one: Item, desk: Desk, words: Words) -> Iterator[str]:
    """What a person has to look at before taking it as it is."""
    candidate = one.candidate
    if candidate.not_computable:
        yield words(f"not_computable.{candidate.not_computable}")
    if candidate.repeats:
        yield words("intake.repeats", number=number_at(desk.items, candidate.repeats))
    for conflict in one.conflicts:
        yield conflict_said(conflict, desk, words)
    if one.moved:
        target = next((of for of in desk.registers.targets if of.target_id == one.moved), None)
        yield words("intake.moved", target=one.moved, figure=target.figure if target else "", promise=of_target(target, words) if target else "")


def assumptions(one: Item, words: Words) -> str:
    """Where the text was silent and a convention filled in; empty where it says all."""
    return assumed(intake_doubts.unsettled(one), words)


def assumed(codes: Iterable[str], words: Words) -> str:
    """What conventions say, sentence by sentence."""
    return words("intake.sentences").join(words(f"assumption.{code}") for code in codes)


def conflict_said(conflict: TargetConflict, desk: Desk, words: Words) -> str:
    """One target that speaks of the same thing."""
    plan = next((one.title for one in desk.registers.documents if one.document_id == conflict.document_id), conflict.document_id)
    own = words("intake.same_plan") if conflict.is_same_plan else words("intake.other_plan", title=plan)
    if span := intake.place_of(conflict.target_id):
        return words(f"intake_overlap.{conflict.overlap}_here", number=number_at(desk.items, span), clause=conflict.clause, figure=conflict.figure)
    return words(
        f"intake_overlap.{conflict.overlap}", plan=own, target=conflict.target_id, clause=conflict.clause, figure=conflict.figure
    )


def number_at(found: Sequence[Item], span: tuple[int, int]) -> int | str:
    """The number of the quantity at a place."""
    return next((one.number for one in found if one.candidate.span == span), "")
