"""Which goals of a plan leave no doubt, and what a person has settled for several at once."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from dashboard.findings.intake import Item, Sort, place_of, reference
from etl.extract import horizon
from etl.extract.doubts import CONVENTIONS
from etl.extract.goals import GOAL_RULES
from etl.extract.terms import Assumption, NonGoal
from etl.ledger import Decision
from etl.ledger.plan_records import MAKING
from etl.plans.candidates import Candidate, Span
from etl.plans.choices import REFERENCE, Choice
from etl.plans.conflicts import Overlap, TargetConflict
from etl.vocabulary import Basis, Confidence

#: Assumptions of goals that name no region of their own, and what each cell that is filled in settles.
#: That a sentence names several regions or an unknown one is settled where its goal got the unknown one's code.
_OF_PLAN = {Assumption.REGION_PLAN, Assumption.REGION_UNKNOWN}
_SETTLED = {"metric": Assumption.METRIC_PROPOSED, "region_code": Assumption.REGION_UNKNOWN, "start": Assumption.START_NONE}
#: Where the due date comes from when the sentence names none.
_DUE = {Assumption.DUE_PARAGRAPH, Assumption.DUE_HEADING, Assumption.DUE_PLAN}
#: Reasons why a quantity in a unit is no goal, the one that is wrong most easily first.
_LIKE_GOALS = (NonGoal.EXISTING, NonGoal.THRESHOLD, NonGoal.PAST, NonGoal.BASELINE, NonGoal.SUBSIDY)
#: Rules whose finds are usually goals.
_SURE_RULES = {*(rule.name for rule in GOAL_RULES if rule.is_sure), "table_goal", "table_growth"}


def filling(
    candidates: Iterable[Candidate], named: Mapping[str, str], region_code: str, placed: Mapping[str, str] = {}, issued: str = ""
) -> dict[Span, dict[str, str]]:
    """What was said once for several goals, by place: the metric for a name the text proposes
    (`named`), the region for a name of a place the register lacks (`placed`), the region of those
    that name none (`region_code`, "" = as found), the start of those of a plan whose day of issue the
    text does not say (`issued`, "" where nobody has said it): 1 January of that year."""
    found = {}
    for one in filter(lambda one: one.is_goal, candidates):
        cells = {}
        if not one.cells.get("metric") and one.proposed_metric in named:
            cells["metric"] = named[one.proposed_metric]
        if one.names_region and one.region_name in placed:
            cells["region_code"] = placed[one.region_name]
        elif region_code and _OF_PLAN & {*assumptions(one)} and (one.cells.get("region_code", "") != region_code or _is_spoken_of(one)):
            cells["region_code"] = region_code
        if start := _start(one, issued):
            cells["start"] = start
        if cells:
            found[one.span] = cells
    return found


def _start(candidate: Candidate, issued: str) -> str:
    """As extraction would have it of a plan that says when it was issued; "" where something is said."""
    if Assumption.START_NONE not in assumptions(candidate) or candidate.cells.get("start"):
        return ""
    try:
        day = date.fromisoformat(issued)
    except ValueError:
        return ""
    plain = horizon.Span(date(day.year, 1, 1), None, Assumption.START_ISSUED, False)
    is_yearly = candidate.cells.get("basis") == Basis.EVERY_YEAR
    return str(horizon.yearly_start(plain, day) if is_yearly else plain.start)


def undoubted(found: Sequence[Item]) -> list[Choice]:
    """Choices for open goals that leave no doubt: confirmed as they were found, or merged with
    the goal they repeat, or with the target of the same plan that says exactly the same; how sure
    the rules are counts no more where an earlier edition says it in the same words."""
    undisputed = [choice for one in found if (is_sure(one) or _unchanged(one)) and (choice := _undisputed(one))]
    sure = {one.span: one for one in below_decided(undisputed, found)}
    standing = {one.candidate.span for one in found if one.is_target} | {
        span for span, choice in sure.items() if choice.decision in MAKING
    }
    repeated = {
        one.candidate.span: Choice(Decision.MERGED, one.candidate.span, target_id=reference(of))
        for one in found
        if one.is_open_goal and (of := one.candidate.repeats or _said_before(one)) in standing
    }
    return list((sure | repeated).values())


def below_decided(choices: Sequence[Choice], found: Iterable[Item]) -> list[Choice]:
    """Those of the choices whose parent in the text, if they name one, is a target or becomes one
    with them: a step of a goal nobody has decided on yet waits for it."""
    items_of = {one.candidate.span: one for one in found}
    standing = {span for span, one in items_of.items() if one.is_target}
    left = list(choices)
    while True:
        makes = standing | {one.span for one in left if one.decision in MAKING}
        kept = [one for one in left if one.decision not in MAKING or _parent(one, items_of) in {None, *makes}]
        if len(kept) == len(left):
            return kept
        left = kept


def _parent(choice: Choice, items_of: Mapping[Span, Item]) -> Span | None:
    """The quantity of the text that a target is a step of."""
    cells = {**items_of[choice.span].candidate.cells, **choice.cells}
    return place_of(cells.get("parent_id", ""))


def by_convention(found: Sequence[Item]) -> list[Item]:
    """Open goals in which nothing but the due date was filled in by convention, and that the
    register takes without conflict: to be read one after the other and confirmed together."""
    listed = {
        choice.span: choice
        for one in found
        if not is_sure(one) and _doubts(one) <= _DUE and one.candidate.rule in _SURE_RULES and (choice := taken(one))
    }
    kept = {one.span for one in below_decided(list(listed.values()), found)}
    return [one for one in found if one.candidate.span in kept]


def taken(one: Item) -> Choice | None:
    """The choice that makes a target of an open goal, where nothing but its confidence speaks against it."""
    choice = _undisputed(one)
    return choice if choice and choice.decision in MAKING else None


def _undisputed(one: Item) -> Choice | None:
    """The choice for an open goal that the register takes and nothing contradicts. What was corrected
    before and is read otherwise now, or is no target any more, is looked at again."""
    candidate = one.candidate
    if not one.is_open_goal or one.sort is not Sort.GOAL or one.is_proposed or candidate.repeats or one.problems or one.moved:
        return None
    if standing := _unchanged(one):
        return Choice(Decision.MERGED, candidate.span, target_id=standing)
    if one.before and (one.before.cells or not one.before.is_same):
        return None
    others = [conflict for conflict in one.conflicts if not _is_said_again(conflict, candidate.span)]
    if not others:
        return Choice(Decision.CONFIRMED, candidate.span, dict(one.filled))
    if len(others) == 1 and _is_standing(others[0]):
        return Choice(Decision.MERGED, candidate.span, target_id=others[0].target_id)
    return None


def _is_same(conflict: TargetConflict) -> bool:
    return conflict.is_same_plan and conflict.overlap is Overlap.DUPLICATE


def _is_standing(conflict: TargetConflict) -> bool:
    """Whether a target of the plan promises the same, in the same comparison."""
    return _is_same(conflict) and conflict.is_compared_alike and not conflict.target_id.startswith(REFERENCE)


def _unchanged(one: Item) -> str:
    """The target of the plan that says the same in the same clause and characters, or that the same
    reading became before; "" for none or several."""
    if one.before and not one.before.is_same:
        return ""
    written, became = (one.candidate.clause, one.candidate.figure), one.before.target_id if one.before else ""
    same = [of.target_id for of in one.conflicts if _is_standing(of) and ((of.clause, of.figure) == written or of.target_id == became)]
    return same[0] if len(same) == 1 else ""


def _is_said_again(conflict: TargetConflict, span: Span) -> bool:
    """Whether a later quantity of the text says the same: that one repeats."""
    other = place_of(conflict.target_id)
    return _is_same(conflict) and other is not None and other > span


def _said_before(one: Item) -> Span | None:
    """The one earlier quantity of the text that says the same."""
    others = [conflict for conflict in one.conflicts if not _is_said_again(conflict, one.candidate.span)]
    return place_of(others[0].target_id) if len(others) == 1 and _is_same(others[0]) and is_sure(one) else None


def agreed(found: Iterable[Item]) -> list[Choice]:
    """Choices that agree with the rules on what is no goal. Of what the rules are not sure of
    each has to be looked at."""
    return [
        Choice(Decision.NON_GOAL, one.candidate.span)
        for one in found
        if one.sort is Sort.OTHER and not one.is_decided and not one.is_doubted_non_goal
    ]


def by_reason(found: Iterable[Item]) -> dict[str, list[Item]]:
    """Quantities that are no goals by their reason, those first that may be goals after all:
    what is taken for a stock there is more likely one than what has the form of a date."""
    listed: dict[str, list[Item]] = {}
    for one in sorted(found, key=lambda one: _distance(one.candidate)):
        listed.setdefault(one.candidate.reason, []).append(one)
    return listed


def _distance(candidate: Candidate) -> tuple[bool, int, str]:
    place = _LIKE_GOALS.index(candidate.reason) if candidate.reason in _LIKE_GOALS else len(_LIKE_GOALS)
    return candidate.confidence == Confidence.HIGH, place, candidate.reason


def is_sure(one: Item) -> bool:
    """Whether the rules are sure, or doubted only what a person has filled in since."""
    if one.candidate.confidence == Confidence.HIGH:
        return True
    return one.candidate.rule in _SURE_RULES and bool(_settled(one) & {*assumptions(one.candidate)}) and not _doubts(one)


def unsettled(one: Item) -> list[str]:
    """Where a convention filled in and nobody has said anything since; a start that was filled in
    from the day of issue is such a one."""
    issued = [str(Assumption.START_ISSUED)] if "start" in one.filled and not _is_corrected(one, "start") else []
    return issued + [code for code in assumptions(one.candidate) if code not in _settled(one)]


def misfit(one: Item) -> str:
    """Why its metric may not be its own: naming one settles that the register had none, not that it
    is that of each quantity called so. "" where nothing speaks against it, or a person chose it here."""
    return "" if _is_corrected(one, "metric") else one.misfit


def _is_corrected(one: Item, name: str) -> bool:
    """Whether a cell is as a person corrected it in an earlier edition."""
    return one.before is not None and name in one.before.cells


def _settled(one: Item) -> set[Assumption]:
    """Of what the rules assumed, what a person has said since. Codes for the names of several regions
    say which those are, not that each of them, and no other, is held to the goal."""
    settled = {_SETTLED[name] for name in one.filled if name in _SETTLED}
    settled |= {Assumption.REGION_SPOKEN_OF} if "region_code" in one.filled else set()
    is_list = "children" in one.filled and not _is_corrected(one, "children")
    is_named = "region_code" in one.filled and one.candidate.names_region and not is_list
    return settled | ({Assumption.REGION_NAMED} if is_named else set())


def _is_spoken_of(candidate: Candidate) -> bool:
    """Whether only what the text speaks of says whose plan it is: a person who saved the plan's region has said it."""
    return Assumption.REGION_SPOKEN_OF in assumptions(candidate)


def assumptions(candidate: Candidate) -> list[str]:
    return list(filter(None, candidate.assumed.split(";")))


def _doubts(one: Item) -> set[str]:
    return {*unsettled(one), *filter(None, [misfit(one)])} - CONVENTIONS
