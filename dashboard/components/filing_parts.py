"""Sections of 报送. Text of the uploaded file is shown as data or escaped, never as Markdown."""

from collections.abc import Sequence

import streamlit as st

from dashboard import filing_state, formats, source
from dashboard.components import acts, difference_parts, identity, submission_parts
from dashboard.components.links import link
from dashboard.components.long_table import long_table
from dashboard.filing_state import Outcome
from dashboard.view import View
from dashboard.wording import Words, markdown
from etl.checks.report import kind_words
from etl.collection import review
from etl.collection.filing import Examined, Terms
from etl.collection.duties import Duty, Progress
from etl.collection.review import Waiting
from etl.ledger import Submission
from etl.problems import Severity

#: Own submissions that are listed.
LATEST = 20


def steps(words: Words) -> None:
    """How to file, in four lines: the uploader's own words are English only."""
    with st.expander(words("submission.how"), icon=":material/help:"):
        st.markdown("\n".join(f"{number}. {words.md(f'submission.step_{number}')}" for number in (1, 2, 3, 4)))
        st.caption(markdown(words("submission.uploader")))


def duty(one: Duty, words: Words) -> None:
    """What is due until when and how far it is."""
    facts = {
        "quarter": formats.period(one.quarter, words.lang),
        "due": formats.day(one.due_date, words.lang),
        "days": one.days_late,
        "number": one.submission_id,
        "correction": one.correction_id,
        "until": formats.day(one.reopened_until, words.lang),
    }
    said = words.md(f"duty.{_standing(one)}", **facts)
    if one.is_overdue or one.progress is Progress.RETURNED:
        st.warning(said, icon=":material/schedule:")
    else:
        st.info(said, icon=":material/event:")


def _standing(one: Duty) -> str:
    """What is said of it, by its name under `duty`: of accepted figures first what waits to
    replace them."""
    if one.progress is not Progress.ACCEPTED:
        return f"{one.progress}_overdue" if one.is_overdue else one.progress
    if one.correction_id:
        return "correction_locked" if one.is_locked else "correction"
    if one.is_locked:
        return "locked"
    return "reopened" if one.reopened_until else one.progress


def returned(found: Sequence[Waiting], words: Words) -> None:
    """What came back, with the reason in full: the first thing its sender has to see."""
    for one in found:
        said = words.md(
            "submission.returned",
            quarter=submission_parts.quarter(one.quarter, words),
            number=one.submission_id,
            name=one.name,
            by=identity.person(one.decided_by, words),
            at=submission_parts.moment(one.decided_at),
        )
        reason = words.md("submission.returned_reason", reason=one.reason)
        st.warning(f"{said}\n\n**{reason}**", icon=":material/undo:")


def receipt(done: Outcome, now: View) -> None:
    """What became of the confirmed upload and what happens next."""
    words, number = now.words, done.receipt.submission_id
    if done.receipt.replay:
        st.info(words.md("submission.replayed", number=number), icon=":material/history:")
        return
    if not done.receipt.accepted:
        said = words.md("submission.waits", number=number)
        st.success(f"{said}\n\n{words.md('submission.waits_next')}", icon=":material/task_alt:")
        return
    st.success(words.md("submission.done", number=number), icon=":material/task_alt:")
    difference_parts.change_table("changed", filing_state.changed(done, now), words)
    link("city", words("submission.see_city"), icon=":material/arrow_forward:", **done.choices)


def verdict(examined: Examined, words: Words) -> None:
    """Whether the file may enter, and what it is."""
    blocking = [problem.severity for problem in examined.problems if problem.blocks]
    if examined.acceptable:
        said = words.md(
            "submission.acceptable",
            values=examined.filing.figure_count,
            kind=kind_words(examined.filing.sheet, words.lang),
            sha256=examined.sha256[:12],
        )
        st.success(said, icon=":material/check_circle:")
    else:
        errors, explain = blocking.count(Severity.ERROR), blocking.count(Severity.EXPLAIN)
        st.error(words.md("submission.refused", errors=errors, explain=explain), icon=":material/error:")


def confirmation(examined: Examined, under: Terms, account: str, quarter: str, now: View) -> None:
    """The button, and a reason where an old file would take figures back."""
    words, refused = now.words, filing_state.refusal(examined, account)
    was_shown = filing_state.was_shown(examined, under)
    filing_state.say_refusal(refused, words)
    reason = ""
    if acts.is_refused_for(filing_state.RESEND, refused):
        reason = acts.reason_field("filing-resend", words, "submission.resend_reason")
    if st.button(words("submission.confirm"), type="primary", icon=":material/send:"):
        if not was_shown:
            filing_state.look_again(examined, account)
        filing_state.confirm(examined, under, account, quarter, now, reason)


_HISTORY = ("submission_id", "state", "region", "quarter", "submitted_at", "decided_at", "file")


def history(own: Sequence[Submission], words: Words) -> None:
    """The latest uploads of this account, when each was sent, and what became of it when."""
    if not own:
        return
    st.subheader(words.md("submission.history"), anchor=False)
    regions = identity.region_names(words)
    lines = [
        {
            "submission_id": one.submission_id,
            "state": words(f"submission_state.{one.state}"),
            "region": regions.get(one.region_code, one.region_code),
            "quarter": submission_parts.quarter(one.quarter, words),
            "submitted_at": submission_parts.moment(one.submitted_at),
            "decided_at": "" if one.at == one.submitted_at else submission_parts.moment(one.at),
            "file": one.name,
        }
        for one in reversed(own[-LATEST:])
    ]
    long_table("own", _HISTORY, lines, words)


def _own_label(one: Submission, words: Words) -> str:
    quarter, state = submission_parts.quarter(one.quarter, words), words(f"submission_state.{one.state}")
    return " · ".join((one.submission_id, quarter, state, one.name))


def withdrawal(withdrawable: Sequence[Submission], account: str, words: Words) -> None:
    """Take back what may be, the newest unless another is chosen. Fields and button belong to one
    submission: where it is decided meanwhile, neither the reason nor the press passes to the next
    in the list."""
    names = {one.submission_id: one for one in withdrawable}
    if not names:
        return
    with st.expander(words("submission.withdraw"), icon=":material/undo:"):
        st.caption(words.md("submission.withdraw_lead"))
        number = st.selectbox(
            words("pick.submission"),
            list(names),
            format_func=lambda one: _own_label(names[one], words),
            key=f"withdraw-id-{withdrawable[0].submission_id}",
        )
        reason = acts.reason_field(f"withdraw-reason-{number}", words)
        if st.button(words("submission.withdraw"), key=f"withdraw-{number}", disabled=not reason):
            acts.perform(
                lambda: review.withdraw(source.workspace(), account, number, reason),
                lambda _: words("submission.withdrawn", number=number),
                words,
            )
