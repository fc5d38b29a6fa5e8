"""A plan on its way into the register, through reruns and reloads.

What was chosen is kept in the workspace by `etl.collection.plan_drafts`, what is looked at in the
URL; kept here is only what can be worked out again from those. Nothing of it gives a right.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from dashboard import address, intake_reading, source
from dashboard.findings import intake, intake_metrics, intake_readings
from dashboard.findings.intake import Item, Outlook
from dashboard.findings.intake_carried import carried
from dashboard.findings.intake_readings import Before
from dashboard.intake_desk import Desk
from etl.collection import plan_drafts, plan_intake, plan_reading
from etl.collection.plan_intake import IntakePreview, IntakeReceipt
from etl.collection.plan_reading import Inconsistencies
from etl.ledger import Decision, PlanDecision, PlanIntake
from etl.ledger.chain import canonical_json
from etl.ledger.plan_records import MAKING
from etl.plans.candidates import Span
from etl.plans.choices import Choice, Plan
from etl.plans.drafts import Draft, Key, PartDraft, key_of, to_json
from etl.period import Period
from etl.problems import Problem, Refused
from etl.registers import load_registers

_OUTLOOK, _PREVIEW, _CONSISTENCY, _DONE, _ROUND = "intake-outlook", "intake-preview", "intake-consistency", "intake-done", "intake-round"
#: Letters of a hash that stand in the URL.
_SHORT = 16


@dataclass(frozen=True, slots=True)
class Done:
    """The last confirmation of this session: what became of which plan."""

    account: str
    document: Mapping[str, str]
    receipt: IntakeReceipt
    seen: IntakePreview
    inconsistencies: Inconsistencies | None


def short(plan_sha256: str) -> str:
    """A file in work as the URL names it."""
    return plan_sha256[:_SHORT]


def show_file(plan_sha256: str) -> None:
    """Let the URL name a file, with nothing chosen in it; "" closes the one that is open."""
    for name in ("part", "step", "show", "why", "leaf", "at", "text"):
        st.query_params.pop(name, None)
    if plan_sha256:
        st.query_params["plan"] = short(plan_sha256)
    else:
        st.query_params.pop("plan", None)


def opened(account: str, own: Sequence[plan_drafts.InWork]) -> Desk | None:
    """The file the URL names, if it is one of the account's own."""
    asked = st.query_params.get("plan", "")
    plan_sha256 = next((one.plan_sha256 for one in own if short(one.plan_sha256) == asked), None)
    if plan_sha256 is None:
        return None
    here = source.workspace()
    draft = plan_drafts.draft(here, account, plan_sha256)
    file = intake_reading.read(plan_sha256, draft.name, lambda: plan_drafts.plan_bytes(here, account, plan_sha256))
    number = address.chosen("part", [str(place) for place in range(1, len(file.parts) + 1)], "1")
    desk = Desk(account, plan_sha256, number, draft, file, load_registers(here), {})
    batches = plan_reading.intakes(here, account, desk.document.get("document_id", ""))
    known = [{one.metric for one in desk.registers.metrics}, {one.region_code for one in desk.registers.regions}]
    desk = replace(desk, recorded=_recorded(desk, batches), carried=carried(batches, *known), before=_before(desk, batches, *known))
    return with_items(desk)


def _before(desk: Desk, batches: Sequence[PlanIntake], metrics: set[str], regions: set[str]) -> dict[Span, Before]:
    """What earlier editions made of the readings of this one."""
    past, usual = intake_readings.readings(batches, desk.plan_sha256)
    if not past:
        return {}
    targets = {one.target_id for one in desk.registers.targets}
    codes = {"metric": metrics, "region_code": regions, "children": regions, "parent_id": targets}
    return intake_readings.before(desk.part.candidates, past, usual, codes)


def with_items(desk: Desk) -> Desk:
    """The same with every quantity beside what was chosen and recorded of it."""
    return replace(desk, items=_items(desk, desk.work.choices, _outlook(desk)))


def _items(desk: Desk, choices: Mapping[Key, Choice], outlook: Outlook = Outlook()) -> list[Item]:
    misfits = intake_metrics.misfits(desk.part.candidates, desk.named, desk.counted)
    return intake.items(desk.part.candidates, choices, desk.recorded, outlook, desk.fill, desk.before, misfits)


def _recorded(desk: Desk, batches: Iterable[PlanIntake]) -> dict[Span, PlanDecision]:
    """The latest recorded decision on each place of this file."""
    return {
        one.span: one
        for batch in batches
        if batch.plan_sha256 == desk.plan_sha256
        for one in batch.decisions
        if one.span is not None
    }


def plan_of(desk: Desk) -> Plan:
    """The plan as the service layer takes it."""
    data = plan_drafts.plan_bytes(source.workspace(), desk.account, desk.plan_sha256)
    used = {cells.get("metric") for cells in _made(desk)}
    metrics = [one for one in desk.draft.metrics if one["metric"] in used]
    return Plan(desk.document, data, desk.file.text_sha256, desk.part.candidates, metrics, _regions_used(desk), desk.part.stated)


def _made(desk: Desk) -> list[Mapping[str, str]]:
    """What was chosen for quantities that become targets; what is merged brings nothing new into a register."""
    return [one.cells for one in desk.work.choices.values() if one.decision in MAKING]


def _regions_used(desk: Desk) -> list[Mapping[str, str]]:
    """New regions that targets name, with those above them."""
    new = {one["region_code"]: one for one in desk.draft.regions}
    waiting = [code for cells in _made(desk) for code in (cells.get("region_code", ""), *cells.get("children", "").split(";"))]
    used: set[str] = set()
    while waiting:
        code = waiting.pop().strip()
        if code in new and code not in used:
            used.add(code)
            waiting.append(new[code].get("parent_code", ""))
    return [one for code, one in new.items() if code in used]


def _outlook(desk: Desk) -> Outlook:
    """What the registers say of the goals as they were found; kept while neither changes."""
    fill = [[*span, cells] for span, cells in desk.fill.items()]
    said = canonical_json([dict(desk.document), desk.region_code, fill, *map(dict, (*desk.draft.metrics, *desk.draft.regions))])
    key = (desk.plan_sha256, desk.number, intake_reading.registers_version(), said, len(desk.recorded))
    if st.session_state.get(_OUTLOOK, (None,))[0] != key:
        st.session_state[_OUTLOOK] = (key, _looked(desk))
    return st.session_state[_OUTLOOK][1]


def _looked(desk: Desk) -> Outlook:
    goals = [one for one in _items(desk, {}) if one.is_open_goal]
    trial = [Choice(Decision.CONFIRMED, one.candidate.span, dict(one.filled)) for one in goals if intake.can_be_tried(one)]
    if not trial or not desk.document.get("document_id"):
        return Outlook()
    try:
        alone = desk.draft.with_part(desk.number, replace(desk.work, choices={}).deciding(trial))
        seen = plan_intake.preview(source.workspace(), desk.account, plan_of(replace(desk, draft=alone)), trial)
    except Refused:
        return Outlook()  # the preview before the confirmation says why
    return intake.outlook(seen.decisions, seen.conflicts, seen.faults, seen.unstated, seen.targets)


def check(desk: Desk, choice: Choice) -> list[Problem]:
    """What is wrong with one choice beside those made so far."""
    work = desk.work.deciding([choice])
    trial = replace(desk, draft=desk.draft.with_part(desk.number, work))
    seen = plan_intake.preview(source.workspace(), desk.account, plan_of(trial), list(work.choices.values()))
    return intake.own_problems(choice, seen.faults)


def decide(desk: Desk, choices: Sequence[Choice], seen: Mapping[Key, str] | None = None) -> list[Key]:
    """Keep what was chosen. `seen` is what stood at the places as the person saw it, else what
    stands on the desk; gives the places that another window decided on since."""
    was = desk.work.stands(map(key_of, choices)) if seen is None else seen
    return plan_drafts.decide(source.workspace(), desk.account, desk.plan_sha256, desk.number, choices, was)


def undecide(desk: Desk, keys: Iterable[Key]) -> None:
    """Forget what was chosen for these places, as it stands on the desk."""
    plan_drafts.take_back(source.workspace(), desk.account, desk.plan_sha256, desk.number, desk.work.stands(keys))


def change(desk: Desk, how: Callable[[PartDraft], PartDraft]) -> Draft:
    """Change what was entered for this plan."""
    number = desk.number
    return change_file(desk, lambda draft: draft.with_part(number, how(draft.part(number))))


def change_file(desk: Desk, how: Callable[[Draft], Draft]) -> Draft:
    """Change what was entered for the file, whose plans share new metrics and regions."""
    return plan_drafts.change(source.workspace(), desk.account, desk.plan_sha256, how)


def noted(desk: Desk) -> str:
    """Names everything that was entered for the file so far."""
    return hashlib.sha256(to_json(desk.draft)).hexdigest()


def preview(desk: Desk) -> IntakePreview:
    """What would be recorded; kept while neither choices nor registers change."""
    key = (desk.plan_sha256, desk.number, noted(desk), intake_reading.registers_version(), len(desk.recorded))
    if st.session_state.get(_PREVIEW, (None,))[0] != key:
        seen = plan_intake.preview(source.workspace(), desk.account, plan_of(desk), list(desk.work.choices.values()))
        st.session_state[_PREVIEW] = (key, seen)
    return st.session_state[_PREVIEW][1]


def inconsistencies(desk: Desk, seen: IntakePreview, quarter: str) -> Inconsistencies:
    """Where the plan's numbers would contradict each other; kept while nothing changes."""
    document_id = desk.document.get("document_id", "")
    told = tuple((one.level.target_id, one.figure) for one in seen.misfits)
    key = (desk.plan_sha256, document_id, seen.basis, told, quarter, intake_reading.registers_version())
    if st.session_state.get(_CONSISTENCY, (None,))[0] != key:
        found = plan_reading.consistency(source.workspace(), desk.account, document_id, Period.parse(quarter), seen.registers, seen.misfits)
        st.session_state[_CONSISTENCY] = (key, found)
    return st.session_state[_CONSISTENCY][1]


def confirm(desk: Desk, seen: IntakePreview) -> IntakeReceipt:
    """Record what was seen. A file of which every quantity is accounted for is in work no longer."""
    here, choices = source.workspace(), list(desk.work.choices.values())
    receipt = plan_intake.confirm(here, desk.account, plan_of(desk), choices, seen.basis)
    st.session_state[_DONE] = Done(desk.account, dict(desk.document), receipt, seen, st.session_state.get(_CONSISTENCY, (None, None))[1])
    done = change(desk, lambda work: replace(work.without(desk.work.choices), is_complete=seen.is_complete))
    left = open_parts(replace(desk, draft=done))
    if not left:
        plan_drafts.drop(here, desk.account, desk.plan_sha256)
    elif desk.number not in left:
        st.query_params["part"] = left[0]
    return receipt


def open_parts(desk: Desk) -> list[str]:
    """The plans of the file of which quantities or choices are left, by their number."""
    numbers = (str(number) for number in range(1, len(desk.file.parts) + 1))
    return [number for number in numbers if not desk.draft.part(number).is_complete or desk.draft.part(number).choices]


def done(account: str) -> Done | None:
    """The last confirmation of this account in this session."""
    found = st.session_state.get(_DONE)
    return found if found and found.account == account else None


def forget_done() -> None:
    st.session_state.pop(_DONE, None)


def uploader_key() -> str:
    """Another key after each file that was taken, so that the field is empty again."""
    return f"intake-file-{st.session_state.get(_ROUND, 0)}"


def take(account: str, data: bytes, name: str) -> None:
    """Read a file and work on it; raises Refused where it is no plan text, and keeps nothing then."""
    file = intake_reading.read(hashlib.sha256(data).hexdigest(), name, lambda: data)
    plan_sha256 = plan_drafts.keep(source.workspace(), account, data, name, file.parts[0].document.get("title", ""))
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    show_file(plan_sha256)
