"""Accounts and stand-ins: what was recorded of them, and what is in force."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from sqlalchemy import Connection, Row, insert, select

from etl.ledger import chain, clock
from etl.ledger.errors import DateInvalid, ReasonMissing, StandInUnknown
from etl.ledger.journal import Journal
from etl.ledger.people_records import AccountVersion, People, StandInVersion
from etl.ledger.records import ActKind
from etl.ledger.submissions import require_account
from etl.ledger.tables import account_version, stand_in, with_act
from etl.rights import Account, Role, StandIn


def put_account(
    connection: Connection, journal: Journal, account: Account, detail: Mapping, place: str
) -> int:
    """Record what an account is from now on; its first version makes it."""
    name = require_account(account.name, place)
    row = {
        "name": name,
        "role": str(account.role),
        "region_codes": chain.canonical_json(list(account.region_codes)),
        "display_name": account.display_name,
        "identity": account.identity,
        "is_disabled": int(account.is_disabled),
    }
    sequence = journal.append(ActKind.ACCOUNT, name, chain.record_digest(*row.values()), detail)
    connection.execute(insert(account_version).values(sequence=sequence, **row))
    return sequence


def put_stand_in(
    connection: Connection, journal: Journal, of: StandIn, detail: Mapping, place: str
) -> int:
    """Record an arrangement, in place of an earlier one of the same two."""
    if not of.reason.strip():
        raise ReasonMissing(place, f"{of.principal} → {of.stand_in}")
    if of.until < journal.today:
        raise DateInvalid(place, of.until.isoformat())
    return _record_stand_in(connection, journal, of, detail)


def end_stand_in(
    connection: Connection,
    journal: Journal,
    principal: str,
    name: str,
    reason: str,
    detail: Mapping,
    place: str,
) -> int:
    """End an arrangement at once."""
    standing = {(one.principal, one.stand_in): one for one in _stand_ins(connection)}
    found = standing.get((principal, name))
    if found is None or found.until < journal.today:
        raise StandInUnknown(place, f"{principal} → {name}")
    if not reason.strip():
        raise ReasonMissing(place, f"{principal} → {name}")
    ended = StandIn(principal, name, reason, journal.today - timedelta(days=1))
    return _record_stand_in(connection, journal, ended, detail)


def _record_stand_in(
    connection: Connection, journal: Journal, of: StandIn, detail: Mapping
) -> int:
    row = {
        "principal": of.principal,
        "stand_in": of.stand_in,
        "reason": of.reason,
        "until": of.until.isoformat(),
    }
    subject = f"{of.principal} → {of.stand_in}"
    sequence = journal.append(ActKind.STAND_IN, subject, chain.record_digest(*row.values()), detail)
    connection.execute(insert(stand_in).values(sequence=sequence, **row))
    return sequence


def people(connection: Connection) -> People:
    """Accounts and stand-ins as they now are."""
    accounts = {one.account.name: one.account for one in account_versions(connection)}
    return People(MappingProxyType(accounts), _stand_ins(connection))


def account_versions(connection: Connection) -> list[AccountVersion]:
    """Every version of every account, in order."""
    return [
        AccountVersion(row.sequence, clock.from_text(row.at), row.account, _account(row))
        for row in connection.execute(with_act(account_version))
    ]


def _account(row: Row) -> Account:
    return Account(
        row.name,
        Role(row.role),
        tuple(json.loads(row.region_codes)),
        row.display_name,
        row.identity,
        bool(row.is_disabled),
    )


def stand_in_versions(connection: Connection) -> list[StandInVersion]:
    """Every arrangement and every ending, in order."""
    return [
        StandInVersion(row.sequence, clock.from_text(row.at), row.account, _arrangement(row))
        for row in connection.execute(with_act(stand_in))
    ]


def _stand_ins(connection: Connection) -> tuple[StandIn, ...]:
    """The latest arrangement of every two, ended ones included."""
    rows = connection.execute(select(stand_in).order_by(stand_in.c.sequence))
    latest = {(row.principal, row.stand_in): row for row in rows}
    return tuple(_arrangement(row) for row in latest.values())


def _arrangement(row: Row) -> StandIn:
    return StandIn(row.principal, row.stand_in, row.reason, date.fromisoformat(row.until))
