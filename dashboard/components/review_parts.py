"""Sections of 审核. What others wrote is shown as data or escaped, never formatted."""

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from dashboard import address, formats, source
from dashboard.components import acts, difference_parts, identity, problem_parts, submission_parts, widget_words
from dashboard.components.access_parts import from_here, noted
from dashboard.components.difference_parts import changes
from dashboard.components.printed_form import printed
from dashboard.components.table import facts as fact_table
from dashboard.view import View
from dashboard.wording import Words
from etl.access import EventKind
from etl.collection import filing, form, history, quarters, review, scans
from etl.collection.review import Inspection, Waiting
from etl.ledger import ActKind
from etl.parse import Entry
from etl.period import Period
from etl.settings import read_settings

_PREVIEW = "review-preview"
#: Number and basis of the submission this page showed last.
_SHOWN = "review-shown"
_NOTHING_SHOWN = ("", "")


def ended(found: Sequence[Waiting], account: str, words: Words) -> str:
    """Say what became of the submission that was looked at, or is named in the URL, where it no
    longer waits; its number, empty where nothing is said."""
    number = st.query_params.get("submission") or st.session_state.get(_SHOWN, _NOTHING_SHOWN)[0]
    if not number or number in {one.submission_id for one in found}:
        return ""
    one = review.outcome(source.workspace(), account, number)
    if one is None or one.decided_at is None:
        return ""
    said = words.md(
        f"ended.{one.state}",
        number=number,
        by=identity.person(one.decided_by, words),
        at=submission_parts.moment(one.decided_at),
    )
    reason = words.md("review.reason", reason=one.reason) if one.reason and one.state is not ActKind.ACCEPTED else ""
    st.warning(f"{said}\n\n{reason}".strip(), icon=":material/info:")
    return number


def pick(found: Sequence[Waiting], ended: str, regions: Mapping[str, str], words: Words) -> str:
    """The submission looked at; empty where none waits. Of the one that `ended` something was
    said already."""
    known = {one.submission_id: one for one in found}
    if not known:
        return ""
    return address.pick(
        "submission",
        words("pick.submission"),
        list(known),
        lambda number: _label(known[number], regions, words),
        known=[ended],
    )


def _label(one: Waiting, regions: Mapping[str, str], words: Words) -> str:
    region = regions.get(one.region_code, one.region_code)
    return " · ".join((one.submission_id, region, submission_parts.quarter(one.quarter, words)))


def facts(found: Inspection, regions: Mapping[str, str], account: str, words: Words) -> None:
    """What was sent by whom, and the file itself."""
    one = found.waiting
    st.subheader(words.md("review.facts", number=one.submission_id), anchor=False)
    rows = [
        ("region", regions.get(one.region_code, one.region_code)),
        ("quarter", submission_parts.quarter(one.quarter, words)),
        ("signatures", submission_parts.signatures(one.signatures, words)),
        ("next", submission_parts.next_step(one, words)),
        ("file", one.name),
        ("sha256", one.sha256),
    ]
    fact_table("submission", [(words(f"fact.{name}"), value) for name, value in rows])
    if one.newer_id:
        st.warning(words.md("review.newer", number=one.newer_id), icon=":material/update:")
    original(one.submission_id, one.name, account, words)


def original(submission_id: str, name: str, account: str, words: Words) -> None:
    """The file as received, to be downloaded under its number: its name is a label, never a path."""
    here = source.workspace()
    suffix = ".xlsx" if name.lower().endswith(".xlsx") else ".csv"
    st.download_button(
        words("review.original"),
        from_here(lambda: history.original(here, account, submission_id).data),
        file_name=f"{submission_id}{suffix}",
        icon=":material/download:",
        on_click="ignore",
        key=f"original-{submission_id}",
    )


def doubts(found: Inspection, regions: Mapping[str, str], now: View) -> None:
    """Doubtful figures with the reasons given, and what the checks find now."""
    words, entries = now.words, [one.entry for one in found.differences]
    about = problem_parts.about_entries(entries, regions, now.data_version, words)
    if found.explained:
        st.subheader(words.md("review.explained", count=len(found.explained)), anchor=False)
        st.caption(words.md("review.explained_lead"))
        lines = [problem_parts.line(one, words, about) for one in found.explained]
        problem_parts.listing("problems-explained", lines, words, about)
    if blocking := [problem for problem in found.problems if problem.blocks]:
        st.error(words.md("review.blocking"), icon=":material/error:")
        problem_parts.tiers(blocking, words, about)


def figures(found: Inspection, regions: Mapping[str, str], now: View) -> None:
    """Every figure beside what stands now."""
    words = now.words
    st.subheader(words.md("difference.title", count=len(found.differences)), anchor=False)
    names = submission_parts.names(found.differences, regions, now.data_version, words)
    difference_parts.differences(found.differences, names, words)


def gaps(found: Inspection, now: View) -> None:
    """Gaps and classes that would change with the last signature."""
    words = now.words
    entries = [one.entry for one in found.differences]
    st.subheader(words.md("difference.gaps"), anchor=False)
    if not entries:
        difference_parts.change_table("changes", [], words)
        return
    quarter = found.waiting.quarter or _last_quarter(entries)
    key = (found.waiting.submission_id, quarter, now.data_version)
    if st.session_state.get(_PREVIEW, (None,))[0] != key:
        with st.spinner(words("difference.computing")):
            after = filing.gaps_after(source.workspace(), entries, quarter)
        st.session_state[_PREVIEW] = (key, after)
    difference_parts.change_table("changes", changes(now.rows(quarter), st.session_state[_PREVIEW][1]), words)


def _last_quarter(entries: Sequence[Entry]) -> str:
    month = max(entry.period.month_no for entry in entries)
    return str(Period((month + 2) // 3 * 3))


def decision(found: Inspection, account: str, words: Words) -> None:
    """Sign, or return with the reason. The service layer decides again, in its transaction.

    Signed is what the page showed when the button was pressed: the button belongs to one
    submission, and its basis is that of the run before, not what this run has just found.
    """
    here, number, basis = source.workspace(), found.waiting.submission_id, _shown_basis(found)
    st.subheader(words.md("review.decision"), anchor=False)
    if not found.may_sign:
        has_signed = account in {one.account for one in found.waiting.signatures}
        said, icon = ("review.yours_done", "task_alt") if has_signed else ("review.not_yours", "block")
        st.info(words.md(said), icon=f":material/{icon}:")
        return
    left, right = st.columns(2, gap="large")
    with left, st.container(border=True, key="card-sign", height="stretch"):
        st.markdown(words.md("review.sign_lead"))
        if st.button(words("review.sign"), type="primary", icon=":material/task_alt:", key=f"sign-{number}"):
            acts.perform(
                lambda: review.sign(here, account, number, basis),
                lambda receipt: _done("review.accepted" if receipt.accepted else "review.signed", number, words),
                words,
            )
    with right, st.container(border=True, key="card-return", height="stretch"):
        reason = acts.reason_field(f"return-{number}", words, "review.return_reason")
        if st.button(words("review.return"), icon=":material/undo:", key=f"return-now-{number}"):
            acts.perform(
                lambda: review.send_back(here, account, number, reason),
                lambda _: _done("review.returned", number, words),
                words,
            )


def _shown_basis(found: Inspection) -> str:
    """The basis of what was on the page before this run, if it was the same submission."""
    number, basis = st.session_state.get(_SHOWN, _NOTHING_SHOWN)
    st.session_state[_SHOWN] = (found.waiting.submission_id, found.basis)
    return basis if number == found.waiting.submission_id else found.basis


def _done(key: str, number: str, words: Words) -> str:
    """What was done, after which nothing is looked at: its end is not told a second time."""
    st.session_state.pop(_SHOWN, None)
    st.query_params.pop("submission", None)
    return words(key, number=number)


def accepted(account: str, regions: Mapping[str, str], now: View) -> None:
    """Accepted reports of the account's regions: the form to print, and its scan."""
    words = now.words
    locks = quarters.locks(source.workspace(), account)
    found = {one.submission_id: one for one in reversed(locks) if one.submission_id}  # the city before its counties
    found = dict(reversed(found.items()))
    st.subheader(words.md("form.title"), anchor=False)
    st.caption(words.md("form.lead"))
    if not found:
        st.caption(words.md("form.none"))
        return
    newest = max(found)
    number = st.selectbox(
        words("form.pick"),
        list(found),
        list(found).index(newest),
        format_func=lambda one: " · ".join(
            (one, regions.get(found[one].region_code, ""), formats.period(found[one].quarter, words.lang))
        ),
        key=f"form-id-{newest}",  # what was accepted last is offered, whatever was chosen before
    )
    left, right = st.columns(2, gap="large")
    with left:
        _print(number, account, now)
    with right:
        _attach(number, account, words)


def _print(number: str, account: str, now: View) -> None:
    words = now.words
    here = source.workspace()
    found = form.form(here, account, number)
    signed = submission_parts.signatures(found.signatures, words)  # a button's thread knows no visitor
    sign_offs = read_settings(here.root).sign_offs
    st.download_button(
        words("form.print"),
        noted(EventKind.FORM, number, lambda: printed(found, signed, sign_offs, now.mark, words)),
        f"{number}.html",
        "text/html",
        icon=":material/print:",
        on_click="ignore",
        help=words("form.print_help"),
    )
    original(number, found.file, account, words)


def _attach(number: str, account: str, words: Words) -> None:
    here = source.workspace()
    for one in scans.scans(here, account, number):
        person = identity.person(one.account, words)
        st.download_button(
            words.md("form.scan", name=one.name, account=person, at=submission_parts.moment(one.at)),
            from_here(partial(scans.scan, here, account, number, one.sha256)),
            one.name,
            one.media_type,
            key=f"scan-file-{one.sha256}",
            icon=":material/download:",
            on_click="ignore",
        )
    file = widget_words.uploader(words("form.attach"), ("pdf", "jpg", "jpeg", "png"), f"scan-{number}", words)
    if file is not None and st.button(words("form.attach_now"), key="attach"):
        acts.perform(
            lambda: scans.attach(here, account, number, file.getvalue(), file.name),
            lambda _: words("form.attached", number=number),
            words,
        )
