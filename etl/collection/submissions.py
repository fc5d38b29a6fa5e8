"""Which uploads an account may know of: its own, and those of the regions whose files it may see."""

from typing import NamedTuple

from etl.collection.acting import reading, require, situation_of
from etl.ledger import ActKind, Submission
from etl.registers import load_registers
from etl.rights import Deed, Matter, Situation, may
from etl.workspace import Workspace


class Upload(NamedTuple):
    """One upload in its present state, and of which regions and quarters it holds figures, in order;
    what it was sent for is among them."""

    submission: Submission
    regions: tuple[str, ...]
    quarters: tuple[str, ...]


def visible(workspace: Workspace, account: str) -> list[Upload]:
    """Every upload the account may know of, newest first.

    What was refused never came to anybody but its sender and whoever audits. Raises Refused for
    whoever may see no uploads at all.
    """
    registers = load_registers(workspace)
    with reading(workspace) as ledger:
        situation = situation_of(ledger, registers)
        require(account, Deed.SEE_UPLOADS, situation)
        found, places = ledger.submissions(), ledger.filed_places()
    uploads = [_upload(one, places.get(one.submission_id, frozenset())) for one in reversed(found)]
    return [one for one in uploads if _is_visible(one, account, situation)]


def _upload(one: Submission, places: frozenset[tuple[str, str]]) -> Upload:
    regions = {region for region, _ in places} | ({one.region_code} - {""})
    quarters = {quarter for _, quarter in places} | ({one.quarter} - {""})
    return Upload(one, tuple(sorted(regions)), tuple(sorted(quarters)))


def _is_visible(upload: Upload, account: str, situation: Situation) -> bool:
    one = upload.submission
    if one.account == account or may(account, Deed.SEE_AUDIT, situation):
        return True
    is_told = bool(upload.regions) and one.state is not ActKind.REFUSED
    return is_told and may(account, Deed.SEE_UPLOADS, situation, Matter(frozenset(upload.regions)))
