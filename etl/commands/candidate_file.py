"""The candidates that `python -m etl extract --format json` printed, as an operator decided on them.

A person edits the file by hand: whatever does not fit is told row by row, and nothing is guessed.
Row 1 is the first of `candidates`.
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from etl.commands.refusal import line
from etl.ledger import Decision
from etl.ledger.chain import sha256
from etl.plans.candidates import TARGET_CELLS, Candidate, Span, candidates_of
from etl.plans.choices import Choice, Fault, Plan, problem
from etl.plans.parts import PlanFile, PlanPart
from etl.problems import Problem, Refused, wording

#: Lists of objects beside the candidates; none need be there.
_LISTS = ("metrics", "regions", "removed")
#: Controls other than tabs and line ends, and halves of a character.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def told(file: Path) -> Mapping[str, object]:
    """The file: an object with a list of `candidates`. Refused where it is no such thing."""
    try:
        found = json.loads(file.read_bytes())
    except json.JSONDecodeError as error:
        raise _refused("no_json", file.name, found=f"{error.lineno}:{error.colno}") from error
    except UnicodeDecodeError as error:
        raise _refused("no_utf8", file.name, found=f"0x{error.object[error.start]:02X}") from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, brackets without end
        raise _refused("no_json", file.name, found=type(error).__name__) from error
    wrong = list(_ill_formed(found))
    if wrong:
        raise _refused("candidates", file.name, found="、".join(wrong))
    if unseen := next(_unseen(found), ""):
        raise _refused("unseen", file.name, found=f"U+{ord(unseen):04X}")
    return found


def _ill_formed(found: object) -> Iterator[str]:
    """The names of what is not as extraction writes it."""
    if not isinstance(found, dict) or not isinstance(found.get("candidates"), list):
        yield "candidates"
        return
    for name in ("candidates", *_LISTS):
        rows = found.get(name) or []
        if not isinstance(rows, list) or not all(isinstance(one, dict) for one in rows):
            yield name
    yield from (name for name in ("document", "file") if not isinstance(found.get(name) or {}, dict))


def _unseen(found: object) -> Iterator[str]:
    """Characters nobody sees and no register may hold."""
    waiting = [found]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield from _UNSEEN.findall(one)
        elif isinstance(one, dict):
            waiting += [*one.keys(), *one.values()]
        elif isinstance(one, list):
            waiting += one


def plan(found: PlanFile, told: Mapping[str, object], document_id: str, data: bytes) -> Plan:
    """The plan of the file that is meant: the only one, or the one of that id or title. What the
    operator says of it stands in place of what the file says."""
    extracted_from = dict(told.get("file") or {}).get("sha256")
    if extracted_from and extracted_from != sha256(data):
        raise _refused("other_file", found.source.name, found=str(extracted_from)[:12])
    said = {name: cell for name, cell in _texts(told.get("document") or {}).items() if cell}
    if document_id:
        said["document_id"] = document_id
    named = [one for one in found.parts if _is_meant(one, said)] or found.parts
    if len(named) > 1:
        titles = (f"{one.document.get('document_id', '')} {one.document.get('title', '')}".strip() for one in named)
        raise _refused("which_plan", found.source.name, found="；".join(titles))
    metrics, regions = (list(map(_texts, told.get(name) or ())) for name in ("metrics", "regions"))
    part = named[0]
    return Plan({**part.document, **said}, data, found.text_sha256, part.candidates, metrics, regions, part.stated)


def _is_meant(part: PlanPart, said: Mapping[str, str]) -> bool:
    return any(part.document.get(name) and part.document[name] == said.get(name) for name in ("document_id", "title"))


def choices(
    plan: Plan, found: PlanFile, told: Mapping[str, object], as_found: bool, recorded: Collection[Span] = ()
) -> list[Choice]:
    """What the operator decided, row by row; what a cell says otherwise than was extracted is an
    edit. Rows without a decision are left for later, or taken as they stand with `as_found`, but
    for places that are `recorded`; those of other plans in the same file are theirs."""
    rows = list(told["candidates"])
    try:
        listed = candidates_of(rows)
    except ValueError as error:
        raise Refused([problem("no_row_place", str(error).partition(":")[0])]) from error
    extracted = {one.span: one for one in plan.candidates}
    elsewhere = {one.span for part in found.parts for one in part.candidates} - extracted.keys()
    made: list[Choice] = []
    faults: list[Problem] = []
    for number, (row, one) in enumerate(zip(rows, listed, strict=True), 1):
        said = str(row.get("decision") or "").strip()
        if one.span in elsewhere or not (said or as_found and one.span not in recorded):
            continue
        fault = _fault(number, said, one, extracted.get(one.span))
        if fault is None:
            made.append(_choice(row, said, one, extracted.get(one.span)))
        else:
            faults.append(fault)
    made += [_removed(_texts(one)) for one in told.get("removed") or ()]
    if faults or as_found and recorded and not made:
        raise Refused(faults or [problem("all_decided", "")])
    return made


def _fault(number: int, said: str, one: Candidate, found: Candidate | None) -> Problem | None:
    if said and said not in list(Decision):
        return problem("decision_word", said, number=number, figure=one.figure, allowed="、".join(Decision))
    if said != Decision.ADDED and (found is None or found.figure != one.figure):
        return problem("row_not_in_text", one.figure, number=number)
    return None


def _choice(row: Mapping[str, object], said: str, listed: Candidate, found: Candidate | None) -> Choice:
    before = found.cells if found else {}
    cells = {name: listed.cells.get(name, "") for name in TARGET_CELLS if listed.cells.get(name, "") != before.get(name, "")}
    if not said:
        return _as_found(listed, cells)
    texts = _texts(row)
    return Choice(Decision(said), listed.span, cells, texts.get("decision_reason", ""), texts.get("target_id", ""), listed.figure)


def _as_found(one: Candidate, cells: Mapping[str, str]) -> Choice:
    """What the rules made of a quantity, with what a person wrote in their place."""
    if not one.is_goal:
        return Choice(Decision.NON_GOAL, one.span)
    if one.repeats:
        return Choice(Decision.MERGED, one.span, target_id=f"@{one.repeats[0]}-{one.repeats[1]}")
    return Choice(Decision.CONFIRMED, one.span, cells)


def located(faults: Sequence[Fault], told: Mapping[str, object], lang: str) -> Iterator[str]:
    """Each fault of decisions in words, behind the row of the file that it is about: the register
    it names has no such row yet."""
    names = {one.span: (number, one.figure) for number, one in enumerate(candidates_of(told["candidates"]), 1)}
    for fault in faults:
        number, figure = names.get(fault.span, (None, ""))
        if number is None:
            yield line(fault.problem, lang)
        else:
            said = line(replace(fault.problem, file="", row=None), lang)
            yield wording(lang)["plans.of_candidate"].format(number=number, figure=figure) + said


def _removed(row: Mapping[str, str]) -> Choice:
    return Choice(Decision.REMOVED, reason=row.get("reason", ""), target_id=row.get("target_id", ""))


def _texts(row: Mapping[str, object]) -> dict[str, str]:
    """Cells as texts; what is null says nothing."""
    return {str(name): "" if cell is None else str(cell).strip() for name, cell in row.items()}


def _refused(code: str, file: str, **said: str) -> Refused:
    return Refused([Problem(f"plans.{code}", "plans", file=file, **said)])
