"""The course of one upload through reruns: kept for one session and one account, cached for nobody else.

Nothing kept here gives a right: the account is asked of the connection at every rerun, and what
was examined for one account is never shown to another.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboard import formats, queries, source, view
from dashboard.components import acts, widget_words
from dashboard.components.difference_parts import Change, changed_since, changes
from dashboard.rows import TargetRow
from dashboard.view import View
from dashboard.wording import Words
from etl.collection import difference, filing
from etl.collection.difference import Difference
from etl.collection.filing import Examined, Terms
from etl.ledger import Receipt, Submission
from etl.problems import Problem, Refused

_EXAMINED, _PREVIEW, _OUTCOME, _ROUND, _REFUSED, _REFUSAL, _SHOWN = (
    "filing-examined",
    "filing-preview",
    "filing-outcome",
    "filing-round",
    "filing-refused",
    "filing-refusal",
    "filing-shown",
)

#: Kinds of file the field offers; what a file is, is told by its bytes.
FILE_TYPES = ("xlsx", "csv", "txt", "tsv")
#: Refused so: an old file would take figures back; it may be sent with a reason.
RESEND = "collection.resend"
#: Refused so: the data changed since the preview; the new difference is shown.
LOOK_AGAIN = "collection.look_again"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the last confirmed upload of `account`, and the targets as they stood before it."""

    account: str
    receipt: Receipt
    quarter: str
    region_code: str
    before: Sequence[TargetRow]

    @property
    def choices(self) -> dict[str, str]:
        """The choices that show the change on 城市."""
        chosen = {"quarter": self.quarter, "city": self.region_code}
        return {name: value for name, value in chosen.items() if value}


def terms(region_code: str, quarter: str) -> Terms:
    """Under which terms a file is taken today."""
    return Terms(region_code, quarter, source.today())


def demonstration_day(now: View) -> None:
    """In a demonstration, which day it always is there."""
    if day := source.workspace().demonstration_day:
        st.caption(now.words.md("app.demonstration_day", day=formats.day(day, now.words.lang)))


def uploader(words: Words) -> UploadedFile | None:
    """The field for the file; empty again after each confirmation."""
    key = f"filing-file-{st.session_state.get(_ROUND, 0)}"
    return widget_words.uploader(words("submission.file"), FILE_TYPES, key, words, "submission.not_taken")


def examined(file: UploadedFile, under: Terms, now: View, account: str) -> Examined:
    """The findings on these bytes under these terms; a refused file is put on record once."""
    data = file.getvalue()
    key = (account, data, file.name, under, now.data_version)
    if st.session_state.get(_EXAMINED, (None,))[0] != key:
        with st.spinner(now.words("submission.checking")):
            found = filing.examine(source.workspace(), data, file.name, under)
        st.session_state[_EXAMINED] = (key, found)
        if not found.acceptable:
            _keep_refused(found, under, account)
    return st.session_state[_EXAMINED][1]


def _keep_refused(found: Examined, under: Terms, account: str) -> None:
    kept = st.session_state.setdefault(_REFUSED, set())
    if (account, found.sha256) not in kept:
        filing.keep_refused(source.workspace(), account, found, under)
        kept.add((account, found.sha256))


def preview(found: Examined, quarter: str, now: View) -> list[Change]:
    """The gaps that would change, against those of this visit."""
    key = (found.sha256, quarter, now.data_version)
    if st.session_state.get(_PREVIEW, (None,))[0] != key:
        with st.spinner(now.words("difference.computing")):
            after = filing.gaps_after(source.workspace(), found.entries, quarter)
        st.session_state[_PREVIEW] = (key, after)
    return changes(now.rows(quarter), st.session_state[_PREVIEW][1])


def differences(found: Examined) -> list[Difference]:
    """Each figure of the file beside what stands now."""
    return difference.difference(found)


def refusal(found: Examined, account: str) -> Sequence[Problem]:
    """Why the last confirmation of exactly this file by this account was refused."""
    kept = st.session_state.get(_REFUSAL)
    return kept[1] if kept and kept[0] == (account, found.sha256) else ()


def was_shown(found: Examined, under: Terms) -> bool:
    """Whether the page showed exactly this before this run, so that a press of its button meant
    it; asked once in a run."""
    before, st.session_state[_SHOWN] = st.session_state.get(_SHOWN), (found.sha256, found.basis, under)
    return before == st.session_state[_SHOWN]


def confirm(found: Examined, under: Terms, account: str, quarter: str, now: View, resend_reason: str = "") -> None:
    """Write what was previewed; the service layer checks it again, whatever the page has shown.

    Where the data changed since the preview nothing is written: the new difference is
    shown first.
    """
    source.look_again()
    if source.data_version(view.audience()) != now.data_version:
        look_again(found, account)
    try:
        receipt = filing.submit(source.workspace(), account, found, under, resend_reason)
    except Refused as refused:
        _refuse(found, account, refused.problems)
        source.look_again()
        st.rerun()
    st.session_state.pop(_REFUSAL, None)
    st.session_state[_OUTCOME] = Outcome(account, receipt, quarter, under.region_code, now.rows(quarter))
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    source.look_again()
    st.rerun()


def look_again(found: Examined, account: str) -> None:
    """Write nothing, and show the page anew with the difference as it is now."""
    _refuse(found, account, [Problem(LOOK_AGAIN, "collection")])
    st.rerun()


def _refuse(found: Examined, account: str, problems: Sequence[Problem]) -> None:
    st.session_state[_REFUSAL] = ((account, found.sha256), tuple(problems))


def say_refusal(problems: Sequence[Problem], words: Words) -> None:
    """Why the confirmation was refused, above the difference as it is now."""
    if problems:
        acts.say_refusal(problems, words)


def outcome(account: str, own: Sequence[Submission]) -> Outcome | None:
    """What became of the last upload this account confirmed in this session; None once it is no
    longer in the state it came to, because it was decided or withdrawn since."""
    done = st.session_state.get(_OUTCOME)
    if not done or done.account != account:
        return None
    states = {one.submission_id: one.state for one in own}
    return done if states.get(done.receipt.submission_id) is done.receipt.state else None


def changed(done: Outcome, now: View) -> list[Change]:
    """How the gaps changed by the confirmed upload."""
    return changed_since(done.before, queries.target_rows(now.data_version, done.quarter))
