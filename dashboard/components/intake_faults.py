"""Why the registers take something not, in the names of the fields of 规划录入.

The messages of `etl/messages` speak of columns and codes, for whoever edits the files.
"""

from collections.abc import Collection, Mapping

import streamlit as st

from dashboard.components import intake_words
from dashboard.findings import intake
from dashboard.findings.intake import Item
from dashboard.intake_desk import Desk
from dashboard.wording import Words, markdown, templates
from etl.plans.outcome import IntakePreview
from etl.problems import Problem

_REGISTER = "register."
#: What is wrong with a choice beside another quantity of the text, which has no target yet.
_OF_ITEM = {"plans.reference": "intake.undecided_reference", "plans.overlap": "intake.overlap_here"}
#: Columns that have another name among the words for columns.
COLUMN = {"start": "start_date", "due": "due_date", "region_code": "region_name", "parent_code": "parent_code"}
_OF_FILE = {
    "documents.csv": {"document_id": "intake_document.id", "title": "column.document_title.name", "number": "column.document_number.name"},
    "metrics.csv": {"metric": "intake.metric_id"},
    "regions.csv": {"region_code": "column.region_code.name", "parent_code": "intake_region.parent"},
    "targets.csv": {"metric": "intake.metric"},
}
#: Faults of decisions that the page says with the names of its fields.
_OWN_WORDS = {"plans.other_merge": "intake.other_merge"}
#: Values of messages that are codes, and the words of each.
_CODES = {"basis": "basis", "kind": "kind", "direction": "direction", "comparator": "intake_comparator", "parent": "level", "level": "level"}
#: Whose characters found are a code, by the fault.
_FOUND = {"basis_not_allowed": "basis", "comparator_direction": "comparator", "comparator_basis": "comparator"}


def said(problem: Problem, desk: Desk, words: Words) -> str:
    """One fault as a sentence for people."""
    if other := _item_named(problem, desk):
        return words(_OF_ITEM[problem.code], figure=problem.found, number=other.number, other=other.candidate.figure)
    code = problem.code.removeprefix(_REGISTER)
    key = _OWN_WORDS.get(problem.code) or f"intake_fault.{code}"
    is_own = problem.code.startswith(_REGISTER) or problem.code in _OWN_WORDS
    if not is_own or key not in templates(words.lang):
        return problem.message(words.lang)
    values = {"found": problem.found, **{name: str(value) for name, value in problem.needed.items()}}
    told = {name: _worded(_FOUND.get(code, name) if name == "found" else name, value, desk, words) for name, value in values.items()}
    return words(key, **{**told, "column": field(problem.file, problem.column, words)})


def _item_named(problem: Problem, desk: Desk) -> Item | None:
    """The quantity of the text that a fault speaks of and that has no target yet."""
    if problem.code not in _OF_ITEM:
        return None
    place = problem.needed.get("there") or intake.place_of(str(problem.needed.get("reference", "")))
    return next((one for one in desk.items if one.candidate.span == place), None)


def field(file: str, column: str, words: Words) -> str:
    """What the page calls a column of a register."""
    key = _OF_FILE.get(file, {}).get(column) or f"column.{COLUMN.get(column, column)}.name"
    return words(key) if key in templates(words.lang) else column


def _worded(name: str, value: str, desk: Desk, words: Words) -> str:
    if name in _CODES:
        return _code(_CODES[name], value, words)
    if name == "allowed":
        return words("who.list").join(_code("basis", one.strip(), words) for one in value.split(","))
    if name == "columns":
        return words("who.list").join(field("targets.csv", one.strip(), words) for one in value.split(","))
    if name == "metric":
        return intake_words.metric({"metric": value}, "", desk, words)
    if name in ("region", "children"):
        return words("who.list").join(intake_words.region(one.strip(), desk, words) for one in value.split(";"))
    return value


def _code(kind: str, value: str, words: Words) -> str:
    key = f"{kind}.{value}"
    return words(key) if key in templates(words.lang) else value


def say_refusal(problems: Collection[Problem], desk: Desk, words: Words) -> None:
    """Why a choice is not kept."""
    reasons = [markdown(said(problem, desk, words)) for problem in problems]
    st.error("\n\n".join([words.md("act.refused"), *reasons]), icon=":material/block:")


def lines(seen: IntakePreview, desk: Desk, words: Words) -> list[tuple[str, str]]:
    """Every fault of a preview: what it is about and what to do."""
    figures: Mapping[object, str] = {one.span: one.figure for one in seen.decisions if one.span}
    return [
        (figures.get(one.span) or one.target_id or _register(one.problem, words), said(one.problem, desk, words)) for one in seen.faults
    ]


def _register(problem: Problem, words: Words) -> str:
    """The register of a fault that is about no target."""
    key = f"register_file.{problem.file.removesuffix('.csv')}"
    return words(key) if key in templates(words.lang) else problem.found
