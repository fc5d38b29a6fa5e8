"""The ledger: the system of record of submissions, their figures and the registers.

Append and supersede: nothing recorded is ever changed or deleted. Every act has a
sequence number and a time, given under one lock, and is a link of a hash chain.
"""

from etl.ledger.ledger import Ledger
from etl.ledger.records import Act, ActKind, Receipt, RegisterVersion, Submission, Withdrawal

__all__ = ["Act", "ActKind", "Ledger", "Receipt", "RegisterVersion", "Submission", "Withdrawal"]
