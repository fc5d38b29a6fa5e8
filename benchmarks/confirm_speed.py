"""How long confirming a plan takes in a large register, beside reading that register once."""

from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path

from etl.collection.plan_intake import install_plan
from etl.decimals import canonical
from etl.ledger import Decision
from etl.ledger.chain import sha256
from etl.plans.candidates import TARGET_CELLS, Candidate
from etl.plans.choices import Choice, Plan
from etl.registers import Registers, Target, load_registers, read_registers
from etl.vocabulary import Basis
from etl.warehouse import refresh
from etl.workspace import Workspace
from measure import best_seconds


def confirm_seconds(root: Path, repeats: int) -> dict[str, float]:
    """Seconds from a confirmed goal to the warehouse that shows it, best of so many plans one after
    the other, and of reading the register once: in a process that had both in hand before, as a
    server has."""
    workspace = Workspace(root)
    refresh(workspace)
    registers = load_registers(workspace)
    plans = _plans(registers)

    def confirm() -> None:
        plan = next(plans)
        receipt = install_plan(workspace, "benchmark", plan, [Choice(Decision.CONFIRMED, one.span) for one in plan.candidates])
        if len(receipt.target_ids) != 1 or len(load_registers(workspace).targets) <= len(registers.targets):
            raise AssertionError(receipt)

    confirm()  # what is looked through once in a process
    return best_seconds({"reading": lambda: read_registers(workspace.register_contents()), "confirming": confirm}, repeats)


def _plans(registers: Registers) -> Iterator[Plan]:
    """Plans of one goal each: a level of the register, due in another year."""
    pattern = next(one for one in registers.targets if one.basis is Basis.LEVEL)
    for number in count(1):
        data = f"规划{number}".encode()
        goal = _goal(pattern, date(2030 + number, 12, 31))
        yield Plan({"document_id": f"benchmark-{number}", "title": "规划"}, data, sha256(data), (goal,))


def _goal(pattern: Target, due: date) -> Candidate:
    cells = {name: str(getattr(pattern, name) or "") for name in TARGET_CELLS if name not in ("parent_id", "children", "responsible")}
    cells |= {"value": canonical(pattern.value), "start": pattern.start.isoformat(), "due": due.isoformat()}
    figure = f"{cells['value']}{pattern.unit}"
    return Candidate((0, len(figure)), figure, True, "level", "high", cells={name: cell for name, cell in cells.items() if cell})
