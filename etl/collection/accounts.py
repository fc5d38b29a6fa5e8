"""Accounts and stand-ins. Passwords are no business of the ledger: see `etl.access`."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from etl.collection.acting import acting, reading, refused, require, require_reason, situation_of
from etl.ledger import StandInVersion
from etl.ledger.transaction import Transaction
from etl.registers import Registers, load_registers
from etl.rights import GROUPS, Account, Deed, Role, Situation, StandIn, may
from etl.vocabulary import Level
from etl.workspace import Workspace

#: Under this name the ledger records what the operator does at the command line.
OPERATOR = "operator"
#: A stand-in lasts this long at most.
MOST_DAYS_STANDING_IN = 366

_NAME = re.compile(r"[\w.@-]{2,40}")
_BY_REGION = (Role.REPORTER, Role.REVIEWER, Role.APPROVER)


def listing(workspace: Workspace, account: str) -> list[Account]:
    """Every account, by name; for the administrator and the auditor."""
    situation = _overseen(workspace, account)
    return sorted(situation.accounts.values(), key=lambda one: one.name)


def put_account(workspace: Workspace, account: str, new: Account) -> int:
    """Create an account, or change or disable the one of that name; the sequence number.

    The group of an account's role is for ever: business, administration or audit. Nobody
    changes their own account.
    """
    registers = load_registers(workspace)
    with acting(workspace, account, registers) as (tx, situation):
        require(account, Deed.MANAGE_ACCOUNTS, situation)
        if new.name == account:
            raise refused("account_self")
        return _put(tx, new, situation.accounts, registers)


def install_account(workspace: Workspace, new: Account) -> int:
    """The same by whoever can write the workspace: the first administrator comes about so.

    For the command line only; the operating-system user is recorded.
    """
    registers = load_registers(workspace)
    with acting(workspace, OPERATOR, registers) as (tx, situation):
        return _put(tx, new, situation.accounts, registers)


def _put(tx: Transaction, new: Account, accounts: Mapping[str, Account], registers: Registers) -> int:
    if not _NAME.fullmatch(new.name) or new.name == OPERATOR:
        raise refused("account_name", found=new.name)
    before = accounts.get(new.name)
    if new.role is Role.PUBLIC or (before and GROUPS[before.role] != GROUPS[new.role]):
        raise refused("account_group", found=new.name)
    same_identity = [one for one in accounts.values() if one.identity == new.identity and one.name != new.name]
    if new.identity and same_identity:
        raise refused("account_identity", found=new.identity, other=same_identity[0].name)
    _require_regions(new, registers)
    return tx.put_account(new)


def _require_regions(new: Account, registers: Registers) -> None:
    """City roles are for regions of the register, officers for provinces, all others for none."""
    levels = {region.region_code: region.level for region in registers.regions}
    provinces_only = new.role is Role.OFFICER
    if new.role not in (*_BY_REGION, Role.OFFICER):
        wrong = list(new.region_codes)
    else:
        allowed = {code for code, level in levels.items() if level is Level.PROVINCE or not provinces_only}
        wrong = [code for code in new.region_codes if code not in allowed]
    is_short = new.role in (*_BY_REGION, Role.OFFICER) and not new.region_codes
    if wrong or is_short:
        raise refused("account_regions", found="、".join(wrong) or "—")


def stand_ins(workspace: Workspace, account: str) -> list[StandIn]:
    """The latest arrangement of every two accounts, ended ones too; for the administrator and
    the auditor."""
    return sorted(_overseen(workspace, account).stand_ins, key=lambda one: (one.principal, one.stand_in))


def stand_in_history(workspace: Workspace, account: str) -> list[StandInVersion]:
    """Every arrangement and every ending, newest first; for the administrator and the auditor."""
    _overseen(workspace, account)
    with reading(workspace) as ledger:
        return ledger.stand_in_versions()[::-1]


def put_stand_in(workspace: Workspace, account: str, arrangement: StandIn) -> int:
    """Record who stands in for whom until when, in place of an earlier arrangement of the same
    two. The sequence number."""
    with acting(workspace, account) as (tx, situation):
        require(account, Deed.MANAGE_ACCOUNTS, situation)
        return _put_stand_in(tx, arrangement, situation)


def install_stand_in(workspace: Workspace, arrangement: StandIn) -> int:
    """The same by whoever can write the workspace. For the command line only; the
    operating-system user is recorded."""
    with acting(workspace, OPERATOR) as (tx, situation):
        return _put_stand_in(tx, arrangement, situation)


def _put_stand_in(tx: Transaction, arrangement: StandIn, situation: Situation) -> int:
    reason = require_reason(arrangement.reason, arrangement.stand_in)
    _require_fit(arrangement, situation)
    _require_end(arrangement.until, situation.today)
    return tx.put_stand_in(replace(arrangement, reason=reason))


def end_stand_in(workspace: Workspace, account: str, principal: str, stand_in: str, reason: str) -> int:
    """End an arrangement that runs, at once and for good; the sequence number."""
    with acting(workspace, account) as (tx, situation):
        require(account, Deed.MANAGE_ACCOUNTS, situation)
        return _end_stand_in(tx, principal, stand_in, reason)


def end_installed_stand_in(workspace: Workspace, principal: str, stand_in: str, reason: str) -> int:
    """The same by whoever can write the workspace. For the command line only; the
    operating-system user is recorded."""
    with acting(workspace, OPERATOR) as (tx, _):
        return _end_stand_in(tx, principal, stand_in, reason)


def _end_stand_in(tx: Transaction, principal: str, stand_in: str, reason: str) -> int:
    return tx.end_stand_in(principal, stand_in, require_reason(reason, stand_in))


def _require_fit(arrangement: StandIn, situation: Situation) -> None:
    """Two different accounts in use, of one group of roles."""
    both = [situation.accounts.get(name) for name in (arrangement.principal, arrangement.stand_in)]
    are_used = all(one is not None and not one.is_disabled for one in both)
    if not are_used or both[0] == both[1] or GROUPS[both[0].role] != GROUPS[both[1].role]:
        raise refused("stand_in", found=arrangement.stand_in)


def _require_end(until: date, today: date) -> None:
    last = today + timedelta(days=MOST_DAYS_STANDING_IN)
    if not today <= until <= last:
        raise refused("stand_in_until", found=until, first=today, last=last)


def _overseen(workspace: Workspace, account: str) -> Situation:
    """Who is who, for those who manage accounts or read the audit trail."""
    registers = load_registers(workspace)
    with reading(workspace) as ledger:
        situation = situation_of(ledger, registers)
    if not may(account, Deed.SEE_AUDIT, situation):
        require(account, Deed.MANAGE_ACCOUNTS, situation)
    return situation
