"""Sections of 审计."""

import json

import streamlit as st

from dashboard import boundary, source
from dashboard.components.table import facts
from dashboard.wording import Words
from etl.collection import audit
from etl.collection.audit import AuditPage, Head
from etl.ledger import ActKind
from etl.settings import read_settings

_VERIFIED = "audit-verified"


def chain(account: str, words: Words) -> None:
    """The present head of the chain, where heads are kept, and verification on demand."""
    here = source.workspace()
    head = audit.head(here, account)
    folder = read_settings(here.root).heads_folder
    rows = [
        ("head", words("audit.head", sequence=head.sequence)),
        ("head_hash", head.hash),
        ("heads_folder", folder or words("audit.no_folder")),
    ]
    st.subheader(words.md("audit.chain"), anchor=False)
    facts("chain", [(words(f"fact.{name}"), value) for name, value in rows])
    if st.button(words("audit.verify"), icon=":material/verified:", key="audit-verify"):
        with st.spinner(words("audit.verifying")):
            st.session_state[_VERIFIED] = (head, tuple(audit.verify(here, account)))
    _result(head, words)


def _result(head: Head, words: Words) -> None:
    """What the last verification of exactly this head found."""
    verified, problems = st.session_state.get(_VERIFIED, (None, ()))
    if verified != head:
        return
    if not problems:
        st.success(words.md("audit.sound", sequence=head.sequence), icon=":material/verified:")
        return
    st.error(words.md("audit.broken", count=len(problems)), icon=":material/gpp_bad:")
    boundary.listing(problems, words)


def filters(words: Words) -> tuple[str, str, str, int]:
    """Kind, account, subject, page number."""
    st.subheader(words.md("audit.acts"), anchor=False)
    first, second, third, fourth = st.columns([2, 2, 2, 1])
    with first:
        kind = st.selectbox(
            words("audit.kind"), ["", *ActKind],
            format_func=lambda kind: words(f"act_kind.{kind}") if kind else words("audit.any"), key="audit-kind",
        )  # fmt: skip
    with second:
        by = st.text_input(words("audit.by"), key="audit-by").strip()
    with third:
        subject = st.text_input(words("audit.subject"), key="audit-subject", help=words("audit.subject_help")).strip()
    with fourth:
        number = st.number_input(words("audit.page"), 1, key="audit-page", step=1)
    return kind, by, subject, int(number)


def acts(found: AuditPage, words: Words) -> None:
    """One page of acts, newest first, as data."""
    st.caption(words.md("audit.count", total=found.total, page=found.page, pages=found.pages))
    lines = [
        {
            words("fact.sequence"): act.sequence,
            words("fact.at"): act.at[:19].replace("T", " "),
            words("fact.act"): words(f"act_kind.{act.kind}"),
            words("fact.subject"): act.subject,
            words("fact.account"): act.account,
            words("fact.os_user"): act.os_user,
            words("fact.detail"): _detail(act.detail, words),
            words("fact.hash"): act.hash,
        }
        for act in found.acts
    ]
    widths = {words("fact.detail"): st.column_config.Column(width=260), words("fact.hash"): st.column_config.Column(width=120)}
    st.dataframe(lines, hide_index=True, column_config=widths)


def _detail(detail: str, words: Words) -> str:
    """What an act says of itself: its reason, for whom, which findings; the rest as recorded."""
    known = json.loads(detail) if detail else {}
    said = [words(f"act_detail.{name}", value=known.pop(name)) for name in ("reason", "principal") if name in known]
    if codes := known.pop("problems", ()):
        said.append(words("act_detail.problems", count=len(codes)))
    if known:
        said.append(json.dumps(known, ensure_ascii=False, sort_keys=True))
    return words("card.and").join(said)
