"""What can go wrong with the ledger itself, in words for people.

    Refused
    └── LedgerError              anything not told apart below
        ├── LedgerMissing        asked to read one that does not exist
        ├── LedgerLost           the workspace had one, and it is no longer there
        ├── LedgerDamaged        empty, truncated, garbage, or no ledger at all
        ├── LedgerTooNew         written by a newer program
        ├── LedgerLocked         another process held the write lock too long
        ├── LedgerFull           no space left on the disk
        ├── LedgerUnwritable     folder or file may not be written
        ├── LedgerOnNetworkShare SQLite's locks do not hold there
        ├── LedgerUnreachable    the database server does not answer
        ├── LedgerAddressInvalid the URL names no SQLite file and no PostgreSQL database
        ├── AccountInvalid       no account was named
        ├── ReasonMissing        this act needs its reason
        ├── SubmissionUnknown    no submission has that id
        ├── SubmissionNotInForce refused, returned or withdrawn already
        ├── SubmissionNotPending only what waits for it can be reviewed, accepted, returned
        ├── SubmissionStillCounts bytes are purged only after the submission was ended
        ├── OldFile              its figures were replaced by a later file: needs a reason
        ├── KeyReused            another file was confirmed under the same key
        ├── QuarterInvalid       no quarter such as 2025Q4
        ├── QuarterOpen          only a locked quarter can be reopened
        ├── DateInvalid          a reopening or stand-in would end before it begins
        ├── NotReleased          only a released quarter can be taken back
        ├── StandInUnknown       these two have no arrangement in force
        ├── PurgeNotAsked        nobody asked for this purge
        ├── PurgeBySamePerson    a purge takes two persons
        ├── BytesPurged          these bytes were removed for good and are not taken again
        ├── BytesUnknown         no such original or scan belongs to the submission
        ├── NotErased            purged, but the engine has not let go of the bytes yet
        ├── PlanUnknown          no plan was taken in from these bytes
        ├── RegisterFileDiffers  a register was edited by hand before what an act gave it was written
        ├── RegisterFileUnwritable the ledger holds a register, its file could not be written
        ├── UnitChanged          a register would give figures on record another unit
        ├── HeadUnwritable       the head could not be written to its folder
        └── HeadInvalid          the file is no head of a ledger

A damaged ledger is never replaced by a new one: it is the only record.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from etl.problems import Problem, Refused


class LedgerError(Refused):
    """The ledger could not do what was asked; nothing was changed."""

    code = "ledger.failed"

    def __init__(self, place: str, found: str = ""):
        super().__init__([Problem(self.code, "ledger", file=place, found=found)])

    def __str__(self) -> str:
        return self.problems[0].message("en")


class LedgerMissing(LedgerError):
    code = "ledger.missing"


class LedgerLost(LedgerError):
    code = "ledger.lost"


class LedgerDamaged(LedgerError):
    code = "ledger.damaged"


class LedgerTooNew(LedgerError):
    code = "ledger.too_new"


class LedgerLocked(LedgerError):
    code = "ledger.locked"


class LedgerFull(LedgerError):
    code = "ledger.full"


class LedgerUnwritable(LedgerError):
    code = "ledger.unwritable"


class LedgerOnNetworkShare(LedgerError):
    code = "ledger.network_share"


class LedgerUnreachable(LedgerError):
    code = "ledger.unreachable"


class LedgerAddressInvalid(LedgerError):
    code = "ledger.address"


class AccountInvalid(LedgerError):
    code = "ledger.account"


class ReasonMissing(LedgerError):
    code = "ledger.reason"


class SubmissionUnknown(LedgerError):
    code = "ledger.submission_unknown"


class SubmissionNotInForce(LedgerError):
    code = "ledger.submission_not_in_force"


class SubmissionNotPending(LedgerError):
    code = "ledger.submission_not_pending"


class SubmissionStillCounts(LedgerError):
    code = "ledger.submission_still_counts"


class OldFile(LedgerError):
    code = "ledger.old_file"


class KeyReused(LedgerError):
    code = "ledger.key_reused"


class QuarterInvalid(LedgerError):
    code = "ledger.quarter"


class QuarterOpen(LedgerError):
    code = "ledger.quarter_open"


class DateInvalid(LedgerError):
    code = "ledger.date"


class NotReleased(LedgerError):
    code = "ledger.not_released"


class StandInUnknown(LedgerError):
    code = "ledger.stand_in_unknown"


class PurgeNotAsked(LedgerError):
    code = "ledger.purge_not_asked"


class PurgeBySamePerson(LedgerError):
    code = "ledger.purge_same_person"


class BytesPurged(LedgerError):
    code = "ledger.bytes_purged"


class BytesUnknown(LedgerError):
    code = "ledger.bytes_unknown"


class NotErased(LedgerError):
    code = "ledger.not_erased"


class PlanUnknown(LedgerError):
    code = "ledger.plan_unknown"


class RegisterFileDiffers(LedgerError):
    code = "ledger.register_file_differs"


class RegisterFileUnwritable(LedgerError):
    code = "ledger.register_file_unwritable"


class UnitChanged(LedgerError):
    code = "ledger.unit_changed"


class HeadUnwritable(LedgerError):
    code = "ledger.head_unwritable"


class HeadInvalid(LedgerError):
    code = "ledger.head_invalid"


#: By the start of SQLite's symbolic error name, extended codes included.
_SQLITE = {
    "SQLITE_BUSY": LedgerLocked,
    "SQLITE_LOCKED": LedgerLocked,
    "SQLITE_FULL": LedgerFull,
    "SQLITE_READONLY": LedgerUnwritable,
    "SQLITE_CANTOPEN": LedgerUnwritable,
    "SQLITE_PERM": LedgerUnwritable,
    "SQLITE_NOTADB": LedgerDamaged,
    "SQLITE_CORRUPT": LedgerDamaged,
}

#: By PostgreSQL's SQLSTATE or its class (first two characters).
_POSTGRESQL = {
    "55P03": LedgerLocked,  # lock_not_available
    "53100": LedgerFull,  # disk_full
    "25006": LedgerUnwritable,  # read_only_sql_transaction
    "42501": LedgerUnwritable,  # insufficient_privilege
    "08": LedgerUnreachable,  # connection exceptions
    "57": LedgerUnreachable,  # shut down by an operator
    "XX": LedgerDamaged,  # internal error, data corrupted
}


def from_database(error: SQLAlchemyError, place: str) -> LedgerError:
    """Our exception for one of the database's."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        kind = _kind_by_prefix(_SQLITE, getattr(cause, "sqlite_errorname", ""))
    else:
        # A connection that never came about has no SQLSTATE.
        state = getattr(cause, "sqlstate", None)
        kind = _kind_by_prefix(_POSTGRESQL, state) if state else _without_state(error)
    return kind(place, str(cause).strip())


def _kind_by_prefix(kinds: dict[str, type[LedgerError]], name: str) -> type[LedgerError]:
    return next((kind for prefix, kind in kinds.items() if name.startswith(prefix)), LedgerError)


def _without_state(error: SQLAlchemyError) -> type[LedgerError]:
    connecting = isinstance(error, DBAPIError) and type(error.orig).__name__ == "OperationalError"
    return LedgerUnreachable if connecting else LedgerError


@contextmanager
def translated(place: str) -> Iterator[None]:
    """Turn database exceptions raised inside into ours; `place` holds no password."""
    try:
        yield
    except SQLAlchemyError as error:
        raise from_database(error, place) from error
    except sqlite3.Error as error:
        raise _kind_by_prefix(_SQLITE, getattr(error, "sqlite_errorname", ""))(
            place, str(error)
        ) from error
