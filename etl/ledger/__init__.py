"""The ledger: the system of record of submissions, their figures, the registers and rights.

Append and supersede: nothing recorded is ever changed or deleted. Every act has a
sequence number and a time, given under one lock, and is a link of a hash chain. Only a
purge by two persons removes bytes and free text, and says so.
"""

from etl.ledger.ledger import Ledger
from etl.ledger.opening import open_ledger
from etl.ledger.people_records import AccountVersion, People, StandInVersion
from etl.ledger.plan_records import Decision, PlanDecision, PlanIntake
from etl.ledger.records import (
    PENDING,
    Acceptance,
    Act,
    ActKind,
    Dossier,
    Event,
    FigureId,
    FigureVersion,
    PurgeRequest,
    Receipt,
    RegisterVersion,
    Release,
    Reopening,
    Submission,
    Withdrawal,
)
from etl.ledger.transaction import Transaction

__all__ = [
    "PENDING",
    "Acceptance",
    "AccountVersion",
    "Act",
    "ActKind",
    "Decision",
    "Dossier",
    "Event",
    "FigureId",
    "FigureVersion",
    "Ledger",
    "People",
    "PlanDecision",
    "PlanIntake",
    "PurgeRequest",
    "Receipt",
    "RegisterVersion",
    "Release",
    "Reopening",
    "StandInVersion",
    "Submission",
    "Transaction",
    "Withdrawal",
    "open_ledger",
]
