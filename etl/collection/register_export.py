"""Registers of the ledger as files, and where the two differ, row by row.

Meant for the operator: whoever can write the workspace can edit its registers anyway, so nobody's
rights are asked.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from etl.ledger import Decision, Ledger, PlanIntake, register_files
from etl.ledger.plan_records import MAKING
from etl.plans.candidates import Span
from etl.problems import Problem, Refused
from etl.registers.differences import Clash, Difference, RowDifference, merged, row_differences
from etl.registers.text import RegisterText
from etl.warehouse.internal import opened
from etl.workspace import NUMBERS_FILE, REGISTER_FILES, Workspace

TARGETS = "targets.csv"
_FILES = (*REGISTER_FILES, NUMBERS_FILE)
#: Rows of a file told one by one; all are counted.
_SHOWN = 20


class Keep(StrEnum):
    """What becomes of rows on which file and ledger differ."""

    FILE = "file"  # rows of the file stay, those the ledger gave are added
    LEDGER = "ledger"  # the file becomes what the ledger has


def targets_of_ledger(workspace: Workspace) -> bytes:
    """The register of targets as the ledger has it; Refused where it has none yet."""
    with opened(workspace) as ledger:
        return _required(ledger, TARGETS)


def export(workspace: Workspace, keep: Keep | None = None) -> list[str]:
    """Write every register that differs from the ledger; the names written.

    What an act on a plan gave and nobody wrote yet is written as it is. Where a file was edited by
    hand, `keep` decides; without it nothing is written, and Refused tells every row that differs.
    """
    with opened(workspace) as ledger:
        _required(ledger, TARGETS)
        wanted = {name: content for name in _FILES if (content := _wanted(workspace, ledger, name, keep)) is not None}
        for name, content in wanted.items():
            register_files.write(workspace, name, content)
        register_files.note(workspace, ledger.registers_given())
    return list(wanted)


def _required(ledger: Ledger, name: str) -> bytes:
    content = ledger.register_content(name)
    if content is None:
        raise Refused([Problem("plans.no_version", "plans", found=name)])
    return content


def _wanted(workspace: Workspace, ledger: Ledger, name: str, keep: Keep | None) -> bytes | None:
    """What to write into a register file; None where it stays."""
    content, found = ledger.register_content(name), register_files.read(workspace, name)
    if content in (found, None):
        return None
    waits = name in register_files.unwritten(workspace, ledger)
    if keep is Keep.LEDGER or (waits and found in ledger.contents_replaced(name).values()):
        return content
    if keep is None:
        raise Refused([*_told(name, _differences(name, content, found)), _differs(name, content, found)])
    return _put_together(name, register_files.base(workspace, ledger, name), content, found) if waits else None


def _put_together(name: str, base: bytes | None, content: bytes, found: bytes | None) -> bytes:
    try:
        return merged(name, base, content, found)
    except Clash as clash:
        rows = [RowDifference(name, Difference.CHANGED, key) for key in clash.keys]
        raise Refused([_problem("clash", name, one.label) for one in rows]) from None
    except ValueError as error:
        raise Refused([_problem("unreadable", name, error)]) from error


def _differs(name: str, content: bytes, found: bytes | None) -> Problem:
    return _problem("differs", name, len(_differences(name, content, found)))


def _differences(name: str, content: bytes, found: bytes | None) -> list[RowDifference]:
    try:
        return row_differences(name, content, found)
    except ValueError as error:
        raise Refused([_problem("unreadable", name, error)]) from error


def edits_by_hand(workspace: Workspace, ledger: Ledger) -> list[Problem]:
    """Where register files differ from what the ledger last recorded, row by row: asked before a
    build records it. Nothing where no plan was ever taken in, for then the files are all there
    is, and nothing of files that only wait to be written."""
    if not ledger.plan_intakes():
        return []
    waiting = register_files.unwritten(workspace, ledger)
    found = []
    for name in REGISTER_FILES:
        content, here = ledger.register_content(name), register_files.read(workspace, name)
        if content is None or here in (None, content):
            continue
        if name not in waiting or here not in ledger.contents_replaced(name).values():
            rows = _differences(name, content, here)
            found += [_problem("by_hand", name, len(rows)), *_told(name, rows)] if rows else []
    return found


def confirmed_and_gone(workspace: Workspace, ledger: Ledger) -> list[Problem]:
    """Targets that were confirmed from plans and that the register no longer has, or not as confirmed."""
    content = register_files.read(workspace, TARGETS)
    if content is None:
        return []
    there = {row["target_id"]: row for row in RegisterText.parse(TARGETS, content).rows}
    found = []
    for target_id, cells in standing(ledger.plan_intakes()).items():
        row = there.get(target_id)
        differing = [] if row is None else [(column, cell, row[column]) for column, cell in cells.items() if row[column] != cell]
        if row is None:
            found.append(_problem("confirmed_gone", TARGETS, target_id, clause=cells.get("clause", ""), figure=cells.get("figure", "")))
        elif differing:
            found.append(_problem("confirmed_changed", TARGETS, target_id, columns=_apart(differing)))
    more = [_problem("confirmed_more", TARGETS, len(found) - _SHOWN)] if len(found) > _SHOWN else []
    return found[:_SHOWN] + more


def standing(intakes: Iterable[PlanIntake]) -> dict[str, Mapping[str, str]]:
    """The cells of every target that decisions made and none took back, by id."""
    found: dict[str, Mapping[str, str]] = {}
    at: dict[tuple[str, Span], str] = {}
    for batch in intakes:
        for one in batch.decisions:
            place = (batch.plan_sha256, one.span)
            if one.decision is Decision.REMOVED:
                found.pop(one.target_id, None)
            elif one.decision in MAKING:
                found[one.target_id] = one.confirmed
                at[place] = one.target_id
            elif earlier := at.pop(place, ""):
                found.pop(earlier, None)
    return found


def _told(name: str, rows: Sequence[RowDifference]) -> list[Problem]:
    """Rows that differ, a screenful of them; all are counted."""
    told = [_problem(f"row_{one.kind}", name, one.label, **_columns(one)) for one in rows[:_SHOWN]]
    return told + ([_problem("rows_more", name, len(rows) - _SHOWN)] if len(rows) > _SHOWN else [])


def _columns(one: RowDifference) -> dict[str, str]:
    if one.kind is not Difference.CHANGED:
        return {}
    return {"columns": _apart((column, *cells) for column, cells in zip(one.columns, one.cells, strict=True))}


def _apart(differing: Iterable[tuple[str, str, str]]) -> str:
    """Columns with what they held and what they hold."""
    return "、".join(f"{column} “{before}” → “{after}”" for column, before, after in differing)


def _problem(code: str, name: str, found: object, **needed: object) -> Problem:
    return Problem(f"plans.{code}", "plans", found=str(found), needed={"register": name, **needed})
