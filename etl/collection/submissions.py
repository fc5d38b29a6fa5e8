"""Which uploads an account may know of: its own, and those of the regions whose files it may see."""

from etl.collection.acting import reading, require, situation_of
from etl.ledger import ActKind, Submission
from etl.registers import load_registers
from etl.rights import Deed, Matter, Situation, may
from etl.workspace import Workspace


def visible(workspace: Workspace, account: str) -> list[Submission]:
    """Every upload the account may know of, in its present state, newest first.

    What was refused never came to anybody but its sender and whoever audits. Raises Refused for
    whoever may see no uploads at all.
    """
    registers = load_registers(workspace)
    with reading(workspace) as ledger:
        situation = situation_of(ledger, registers)
        require(account, Deed.SEE_UPLOADS, situation)
        found, regions = ledger.submissions(), ledger.filed_regions()
    return [one for one in reversed(found) if _is_visible(one, account, situation, regions)]


def _is_visible(
    one: Submission, account: str, situation: Situation, regions: dict[str, frozenset[str]]
) -> bool:
    if one.account == account or may(account, Deed.SEE_AUDIT, situation):
        return True
    concerned = regions.get(one.submission_id, frozenset()) | ({one.region_code} - {""})
    is_told = bool(concerned) and one.state is not ActKind.REFUSED
    return is_told and may(account, Deed.SEE_UPLOADS, situation, Matter(concerned))
