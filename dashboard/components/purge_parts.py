"""Removal of a file uploaded by mistake: administrator and auditor together."""

import streamlit as st

from dashboard import source
from dashboard.components import acts, identity, submission_parts
from dashboard.components.table import table
from dashboard.wording import Words
from etl.collection import purging
from etl.collection.purging import PurgeRequest

_FORM = "purge"


def purges(account: str, words: Words) -> None:
    """What was asked, agreement of the other role, and a new request."""
    here = source.workspace()
    found = purging.asked(here, account)
    st.subheader(words.md("purge.title"), anchor=False)
    st.caption(words.md("purge.lead"))
    acts.notice(_FORM)
    if found:
        head = [words(f"fact.{name}") for name in ("file", "sha256", "reason", "asked", "agreed")]
        lines = [
            (
                one.name,
                one.sha256,
                one.reason,
                f"{identity.person(one.asked_by, words)} {submission_parts.moment(one.asked_at)}",
                _agreed(one, words),
            )
            for one in found
        ]
        table("purges", head, lines)
    if waiting := [one for one in found if not one.agreed_by and one.asked_by != account]:
        _agree({one.sha256: one.name for one in waiting}, account, words)
    _ask(account, words)


def _agreed(one: PurgeRequest, words: Words) -> str:
    if not one.agreed_by:
        return words("purge.open")
    return f"{identity.person(one.agreed_by, words)} {submission_parts.moment(one.agreed_at)}"


def _agree(waiting: dict[str, str], account: str, words: Words) -> None:
    with st.container(border=True, key="card-purge"):
        sha256 = st.selectbox(
            words("purge.which"), list(waiting), format_func=lambda one: f"{one[:12]} · {waiting[one]}", key="purge-which"
        )
        sure = st.checkbox(words("purge.sure"), key=f"purge-sure-{sha256}")
        if st.button(words("purge.agree"), icon=":material/delete_forever:", disabled=not sure, key="purge-agree"):
            acts.perform(
                lambda: purging.agree(source.workspace(), account, sha256),
                lambda _: words("purge.agreed", sha256=sha256[:12]),
                words,
                _FORM,
            )


def _ask(account: str, words: Words) -> None:
    with st.expander(words("purge.ask"), icon=":material/delete:"):
        sha256 = st.text_input(words("fact.sha256"), key=acts.field_key(_FORM, "sha256"), max_chars=64).strip().lower()
        reason = acts.reason_field(acts.field_key(_FORM, "reason"), words)
        if st.button(words("purge.ask"), key="purge-ask", disabled=not sha256):
            acts.perform(
                lambda: purging.ask(source.workspace(), account, sha256, reason),
                lambda _: words("purge.asked", sha256=sha256[:12]),
                words,
                _FORM,
            )
