"""访问令牌 on 账号: every token in force, and revoking one."""

from collections.abc import Sequence

import streamlit as st

from dashboard import source
from dashboard.components import acts, identity, submission_parts
from dashboard.components.table import table
from dashboard.wording import Words
from etl.access import Token
from etl.access.accounts import every_token, revoke_token
from etl.ledger import clock

_FORM = "token"


def tokens(account: str, words: Words) -> None:
    """The tokens of all accounts that are in force; each can be revoked here, made only by its owner."""
    running = [one for one in every_token(source.workspace(), account) if one.is_in_force(clock.now())]
    st.subheader(words.md("tokens.all", count=len(running)), anchor=False)
    st.caption(words.md("tokens.all_lead"))
    acts.notice(_FORM)
    if not running:
        return
    head = [words(f"tokens.column_{name}") for name in ("id", "account", "name", "made", "until", "used")]
    table("tokens", head, [_line(one, words) for one in running])
    _revoke(running, account, words)


def _line(one: Token, words: Words) -> tuple[str, ...]:
    made_at, until, used_at = (submission_parts.moment(moment) for moment in (one.made_at, one.until, one.used_at))
    whose = identity.person_and_account(one.account, words)
    return (one.token_id, whose, one.name, made_at, until, used_at or words("tokens.unused"))


def _revoke(running: Sequence[Token], account: str, words: Words) -> None:
    labels = {one.token_id: f"{one.token_id} · {identity.person_and_account(one.account, words)} · {one.name}" for one in running}
    with st.container(border=True, key="card-token"):
        chosen = st.selectbox(
            words("tokens.which"), list(labels), None, format_func=labels.__getitem__,
            key=acts.field_key(_FORM, "which"), placeholder=words("pick.please"),
        )  # fmt: skip
        if st.button(words("tokens.revoke"), icon=":material/key_off:", disabled=not chosen, key="token-revoke"):
            acts.perform(
                lambda: revoke_token(source.workspace(), account, chosen),
                lambda gone: words("tokens.revoked", name=gone.name),
                words,
                _FORM,
            )
