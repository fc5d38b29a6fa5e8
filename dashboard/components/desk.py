"""The reporter's desk: region, quarter and what lies on it."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard import address, source, view
from dashboard.components import identity
from dashboard.view import View
from etl.collection import filing, quarters, review
from etl.collection.duties import Duty
from etl.collection.review import Inbox
from etl.ledger import Submission


@dataclass(frozen=True, slots=True)
class Desk:
    """What one reporter works on. `terms_quarter` is empty while past quarters are loaded;
    `own` are the uploads of this account, oldest first, `withdrawable` those of them that it may
    take back now, newest first."""

    region_code: str
    quarter: str
    terms_quarter: str
    duty: Duty | None
    inbox: Inbox
    own: Sequence[Submission]
    withdrawable: Sequence[Submission]

    @property
    def is_open(self) -> bool:
        """Whether a file can be taken: the quarter is not locked, or past quarters are loaded."""
        return not self.terms_quarter or not (self.duty and self.duty.is_locked)


def desk(account: str, now: View) -> Desk | None:
    """The choices of region and quarter, and what belongs to them; None without a region."""
    here, words = source.workspace(), now.words
    regions, names = filing.open_regions(here, account), identity.region_names(words)
    if not regions:
        return None
    left, middle, right = st.columns(3, vertical_alignment="bottom")
    with left:
        region = address.pick("city", words("pick.filing_region"), regions, lambda code: names.get(code, code))
    with middle:
        quarter = view.pick_filing_quarter(now)
    with right:
        is_backfill = st.toggle(words("submission.backfill"), key="filing-backfill", help=words("submission.backfill_help"))
    duties = {one.region_code: one for one in quarters.progress(here, account, quarter)}
    duty = None if is_backfill else duties.get(region)
    terms_quarter = "" if is_backfill else quarter
    inbox, own = review.waiting(here, account), filing.own(here, account)
    return Desk(region, quarter, terms_quarter, duty, inbox, own, review.withdrawable(here, account))
