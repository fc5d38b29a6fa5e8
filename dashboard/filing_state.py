"""The course of one upload through reruns. Belongs to one session, nothing is cached for all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboard import guard, queries, source
from dashboard.components.filing_parts import Change, changed_since, changes
from dashboard.rows import TargetRow
from dashboard.view import View
from dashboard.wording import Words
from etl.collection import filing
from etl.collection.filing import Examined, Terms
from etl.ledger import Ledger, Receipt, Submission
from etl.period import Period

_EXAMINED, _PREVIEW, _OUTCOME, _ROUND, _REFUSED, _CHANGED = (
    "filing-examined",
    "filing-preview",
    "filing-outcome",
    "filing-round",
    "filing-refused",
    "filing-changed",
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the last confirmed upload, and the targets as they stood before it."""

    receipt: Receipt
    quarter: str
    region_code: str
    before: Sequence[TargetRow]

    @property
    def choices(self) -> dict[str, str]:
        """The choices that show the change on 城市."""
        chosen = {"quarter": self.quarter, "city": self.region_code}
        return {name: value for name, value in chosen.items() if value}


def terms(region_code: str, quarter: str, now: View) -> Terms:
    """The terms of today; in a demonstration, whose data stand still, of the month in which
    the quarter after its last figures is filed."""
    figures = queries.span(now.data_version)[2]
    if not now.mark or not figures:
        return Terms(region_code, quarter, source.today())
    due = Period((figures + 2) // 3 * 3 + 4)
    return Terms(region_code, quarter, date(due.year, due.month, 15))


def uploader(words: Words) -> UploadedFile | None:
    """The field for the file; empty again after each confirmation."""
    key = f"filing-file-{st.session_state.get(_ROUND, 0)}"
    return st.file_uploader(words("submission.file"), type=["csv"], key=key)


def examined(file: UploadedFile, under: Terms, now: View, account: str) -> Examined:
    """The findings on these bytes under these terms; a refused file is put on record once."""
    data = file.getvalue()
    key = (data, file.name, under, now.data_version)
    if st.session_state.get(_EXAMINED, (None,))[0] != key:
        found = filing.examine(source.workspace(), data, file.name, under)
        st.session_state[_EXAMINED] = (key, found)
        if not found.acceptable:
            _keep_refused(found, under, account)
    return st.session_state[_EXAMINED][1]


def _keep_refused(found: Examined, under: Terms, account: str) -> None:
    kept = st.session_state.setdefault(_REFUSED, set())
    if found.sha256 not in kept and guard.refused_address() is None:
        filing.record(source.workspace(), found, account, under)
        kept.add(found.sha256)


def notice(words: Words) -> None:
    """Said once after a confirmation that came too late: the data had changed meanwhile."""
    if st.session_state.pop(_CHANGED, False):
        st.warning(words.md("submission.data_changed"), icon=":material/sync_problem:")


def preview(found: Examined, quarter: str, now: View) -> list[Change]:
    """The gaps that would change, against those of this visit."""
    key = (found.sha256, quarter, now.data_version)
    if st.session_state.get(_PREVIEW, (None,))[0] != key:
        with st.spinner(now.words("submission.computing")):
            after = filing.gaps_after(source.workspace(), found.entries, quarter)
        st.session_state[_PREVIEW] = (key, after)
    return changes(now.rows(quarter), st.session_state[_PREVIEW][1])


def confirm(found: Examined, under: Terms, account: str, quarter: str, now: View) -> None:
    """Write what was previewed. Checked here again, whatever the page has shown.

    Where the data changed since the preview nothing is written: the new difference is
    shown first.
    """
    if guard.refused_address() or not account:
        st.error(now.words.md("submission.not_allowed"))
        return
    source.look_again()
    if source.data_version() != now.data_version:
        st.session_state[_CHANGED] = True
        st.rerun()
    before = now.rows(quarter)
    receipt, _ = filing.record(source.workspace(), found, account, under)
    source.look_again()
    st.session_state[_OUTCOME] = Outcome(receipt, quarter, _region(found), before)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.rerun()


def _region(found: Examined) -> str:
    return next((entry.region_code for entry in found.entries), "")


def outcome() -> Outcome | None:
    """What became of the last confirmed upload of this session."""
    return st.session_state.get(_OUTCOME)


def say(done: Outcome, words: Words) -> None:
    """The receipt in words."""
    number = done.receipt.submission_id
    if done.receipt.replay:
        st.info(words.md("submission.replayed", number=number), icon=":material/history:")
    elif done.receipt.accepted:
        st.success(words.md("submission.done", number=number), icon=":material/task_alt:")
    else:
        st.error(words.md("submission.refused_at_write", number=number), icon=":material/error:")


def changed(done: Outcome, now: View) -> list[Change]:
    """How the gaps changed by the confirmed upload."""
    return changed_since(done.before, queries.target_rows(now.data_version, done.quarter))


def submissions() -> list[Submission]:
    """Every upload on record, oldest first."""
    with Ledger.open(source.workspace().ledger_url) as ledger:
        return ledger.submissions()
