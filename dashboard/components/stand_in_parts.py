"""Stand-ins on 账号: which run, ending one, arranging one, and everything that was recorded."""

from collections.abc import Sequence
from datetime import timedelta

import streamlit as st

from dashboard import formats, source
from dashboard.components import acts, identity
from dashboard.components.long_table import long_table
from dashboard.components.table import table
from dashboard.wording import Words
from etl.collection import accounts
from etl.ledger import StandInVersion
from etl.rights import Account, StandIn

#: How long a stand-in lasts unless another day is chosen.
_DAYS = 14
_ARRANGE, _END = "stand-in", "stand-in-end"
_COLUMNS = ("at", "act", "subject", "until", "reason", "account")


def running(known: Sequence[StandIn], account: str, words: Words) -> None:
    """Who stands in for whom until when and why, and ending it."""
    found = [one for one in known if one.until >= source.today()]
    st.subheader(words.md("stand_in.title"), anchor=False)
    st.caption(words.md("stand_in.lead"))
    acts.notice(_END)
    acts.notice(_ARRANGE)
    if not found:
        st.caption(words.md("stand_in.none"))
        return
    head = [words(f"fact.{name}") for name in ("principal", "stand_in", "until", "reason")]
    lines = [
        (
            identity.person_and_account(one.principal, words),
            identity.person_and_account(one.stand_in, words),
            formats.day(one.until, words.lang),
            one.reason,
        )
        for one in found
    ]
    table("stand-ins", head, lines)
    _end(found, account, words)


def _end(found: Sequence[StandIn], account: str, words: Words) -> None:
    arranged = {f"{one.principal} → {one.stand_in}": one for one in found}
    labels = {key: words("act_detail.stands_in", **both(one.principal, one.stand_in, words)) for key, one in arranged.items()}
    with st.expander(words("stand_in.end"), icon=":material/person_off:"):
        chosen = st.selectbox(
            words("stand_in.end_which"), list(arranged), None, format_func=labels.__getitem__,
            key=acts.field_key(_END, "which"), placeholder=words("pick.please"),
        )  # fmt: skip
        one = arranged.get(chosen)
        reason = acts.reason_field(acts.field_key(_END, "reason"), words)
        if st.button(words("stand_in.end_act"), key="stand-in-end-act", disabled=not (one and reason)):
            acts.perform(
                lambda: accounts.end_stand_in(source.workspace(), account, one.principal, one.stand_in, reason),
                lambda _: words("stand_in.end_done", **both(one.principal, one.stand_in, words)),
                words,
                _END,
            )


def arrange(known: Sequence[Account], account: str, words: Words) -> None:
    """Let somebody stand in for somebody, or for longer."""
    today, names = source.today(), [one.name for one in known if not one.is_disabled]
    with st.expander(words("stand_in.arrange"), icon=":material/group:"):
        left, middle, right = st.columns(3)
        with left:
            principal = _pick_person("principal", names, words)
        with middle:
            other = _pick_person("other", names, words)
        with right:
            until = st.date_input(
                words("fact.until"), today + timedelta(days=_DAYS), min_value=today,
                max_value=today + timedelta(days=accounts.MOST_DAYS_STANDING_IN),
                key=acts.field_key(_ARRANGE, "until"), format="YYYY-MM-DD",
                help=words("stand_in.until_help", days=accounts.MOST_DAYS_STANDING_IN),
            )  # fmt: skip
        reason = acts.reason_field(acts.field_key(_ARRANGE, "reason"), words)
        if st.button(words("stand_in.act"), key="stand-in-act", disabled=not (principal and other and until and reason)):
            acts.perform(
                lambda: accounts.put_stand_in(source.workspace(), account, StandIn(principal, other, reason, until)),
                lambda _: words("stand_in.done", **both(principal, other, words)),
                words,
                _ARRANGE,
            )


def _pick_person(which: str, names: Sequence[str], words: Words) -> str | None:
    """One of the accounts; nobody beforehand."""
    label = words("fact.principal" if which == "principal" else "fact.stand_in")
    return st.selectbox(
        label, names, None, format_func=lambda name: identity.person_and_account(name, words),
        key=acts.field_key(_ARRANGE, which), placeholder=words("pick.please"),
    )  # fmt: skip


def history(found: Sequence[StandInVersion], words: Words) -> None:
    """Every arrangement and every ending, newest first."""
    if found:
        with st.expander(words("stand_in.history", count=len(found)), icon=":material/history:"):
            long_table("stand-in-history", _COLUMNS, [_line(one, words) for one in found], words)


def _line(one: StandInVersion, words: Words) -> dict[str, str]:
    what = one.stand_in
    return {
        "at": f"{one.at:%Y-%m-%d %H:%M}",
        "act": words("stand_in.ended" if one.is_end else "stand_in.arranged"),
        "subject": words("act_detail.stands_in", **both(what.principal, what.stand_in, words)),
        "until": "" if one.is_end else formats.day(what.until, words.lang),
        "reason": what.reason,
        "account": identity.person_and_account(one.by, words),
    }


def both(principal: str, stand_in: str, words: Words) -> dict[str, str]:
    """The two persons of an arrangement, for a sentence about it."""
    return {"principal": identity.person(principal, words), "stand_in": identity.person(stand_in, words)}
