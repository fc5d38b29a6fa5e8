"""规划文件, for whoever is signed in: who took a plan in and decided on it, and how its editions differ."""

from collections.abc import Sequence

import streamlit as st

from dashboard import formats, intake_reading, source
from dashboard.components import identity, intake_words, links, plan_original, submission_parts
from dashboard.components.long_table import laid_out
from dashboard.components.table import table
from dashboard.findings import plan_decisions
from dashboard.plan_record import Record
from dashboard.wording import Words, markdown
from etl.collection.plan_reading import Edition
from etl.ledger import PlanIntake
from etl.plans.editions import Change, EditionChange, count
from etl.registers import Registers, Target, load_registers

_SHOWN = 30


def batches(record: Record, words: Words) -> None:
    """Every confirmation, the latest first."""
    st.caption(words.md("plan_record.batches_lead"))
    head = [words(f"plan_record.column_{name}") for name in ("at", "who", "decisions", "file", "sequence")]
    laid_out("plan-batches", head, [_batch(one, record, words) for one in reversed(record.batches)], words, _SHOWN)


def _batch(one: PlanIntake, record: Record, words: Words) -> tuple[str, ...]:
    who = identity.person(one.account, words)
    if one.principal:
        who = words("plan_record.on_behalf", who=who, principal=identity.person(one.principal, words))
    said = (words("plan_record.count", name=words(f"plan_decision.{what}"), count=number) for what, number in plan_decisions.counts(one).items())
    file = plan_original.hash_words(one.plan_sha256)
    kept = file if one.plan_sha256 in record.kept else words("plan_record.file_gone", sha256=file)
    return submission_parts.moment(one.at), who, words("who.list").join(said), kept, str(one.sequence)


def editions(record: Record, words: Words) -> None:
    """Each edition against what stood before it, the latest first."""
    st.caption(words.md("plan_record.editions_lead"))
    with st.spinner(words("plan_record.comparing")):
        found = intake_reading.editions(record.account, record.document_id, record.batches[-1].sequence)
    registers = load_registers(source.workspace())
    for number, one in zip(range(len(found), 0, -1), found, strict=True):
        _edition(number, one, registers, words)


def _edition(number: int, one: Edition, registers: Registers, words: Words) -> None:
    st.subheader(words.md("plan_record.edition_no", number=number), anchor=False)
    about = words("plan_record.edition", at=submission_parts.moment(one.at), sha256=plan_original.hash_words(one.plan_sha256))
    st.caption(markdown(about))
    st.markdown(markdown(counted(one.changes, words)))
    told = [change for change in one.changes if change.change is not Change.UNCHANGED]
    if told:
        head = [words(f"intake_column.{name}") for name in ("change", "target", "before", "after")]
        lines = [_change(change, registers, words) for change in told]
        table(f"plan-edition-{number}", head, lines[:_SHOWN])
        if rest := lines[_SHOWN:]:
            with st.expander(words("table.rest", count=len(rest)), icon=":material/table_rows:"):
                table(f"plan-edition-{number}-rest", head, rest)


def counted(found: Sequence[EditionChange], words: Words) -> str:
    """`调低 1 项、新增 2 项、未变 14 项`."""
    number = count(found)
    said = (words("intake_change.count", word=words(f"intake_change.{one}"), count=number[one]) for one in Change if number[one])
    return words("who.list").join(said) or words("plan_record.no_targets")


def _change(one: EditionChange, registers: Registers, words: Words) -> tuple[str, ...]:
    target = one.after or one.before
    sides = (intake_words.obliged(side, words) if side else formats.UNKNOWN for side in (one.before, one.after))
    return words(f"intake_change.{one.change}"), _linked(target, registers, words), *sides


def named(target: Target, registers: Registers, words: Words) -> str:
    """Whose target of what."""
    region = next((words.name(one.name_zh, one.name_en) for one in registers.regions if one.region_code == target.region_code), target.region_code)
    metric = next((words.name(one.name_zh, one.name_en) for one in registers.metrics if one.metric == target.metric), target.metric)
    return words("plan_record.target", target=target.target_id, region=region, metric=metric)


def _linked(target: Target, registers: Registers, words: Words) -> str:
    """The same as a link to it, while the register has it."""
    said = named(target, registers, words)
    if not any(one.target_id == target.target_id for one in registers.targets):
        return said
    return links.inline(markdown(said), "target", target=target.target_id, city=target.region_code, **plan_original.CLEARED)

