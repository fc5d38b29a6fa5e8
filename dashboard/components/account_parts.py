"""Sections of 账号: the accounts, one to make or change, and its password."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from dashboard import source
from dashboard.components import acts, identity
from dashboard.components.long_table import long_table
from dashboard.wording import Words
from etl.access.accounts import reset_password
from etl.collection import accounts
from etl.problems import Refused
from etl.rights import Account, Role

_NEW = ""
_FORM, _PASSWORD = "account", "password"
#: Roles that are for regions; the others are for all.
_REGIONAL = (Role.REPORTER, Role.REVIEWER, Role.APPROVER, Role.OFFICER)
_COLUMNS = ("name", "display_name", "role", "regions_of", "identity", "state")


def listing(known: Sequence[Account], words: Words) -> None:
    """Every account with its role and regions."""
    st.subheader(words.md("accounts.all", count=len(known)), anchor=False)
    names = identity.region_names(words)
    lines = [
        {
            "name": one.name,
            "display_name": one.display_name,
            "role": words(f"role.{one.role}"),
            "regions_of": words("who.list").join(names.get(code, code) for code in one.region_codes),
            "identity": one.identity,
            "state": words("accounts.disabled" if one.is_disabled else "accounts.active"),
        }
        for one in known
    ]
    long_table("accounts", _COLUMNS, lines, words)


def editor(known: Sequence[Account], account: str, words: Words) -> None:
    """Make an account, or change or disable one; the service layer decides."""
    by_name, regions = {one.name: one for one in known}, identity.region_names(words)
    st.subheader(words.md("accounts.edit"), anchor=False)
    with st.container(border=True, key="card-account"):
        acts.notice(_FORM)
        labels = {name: identity.person_and_account(name, words) for name in by_name} | {_NEW: words("accounts.new")}
        chosen = st.selectbox(
            words("accounts.which"), [_NEW, *by_name],
            format_func=labels.__getitem__,
            key=acts.field_key(_FORM, "which"),
        )  # fmt: skip
        before = by_name.get(chosen, Account("", Role.REPORTER))
        key = partial(_field_key, account=chosen)
        name = chosen or st.text_input(words("fact.name"), key=acts.field_key(_FORM, "name"), max_chars=40, help=words("accounts.name_help")).strip()
        display = st.text_input(words("fact.display_name"), before.display_name, key=key("display"), max_chars=60)
        roles = [role for role in Role if role is not Role.PUBLIC]
        role = st.selectbox(
            words("fact.role"), roles, roles.index(before.role),
            format_func=lambda role: words(f"role.{role}"), key=key("role"),
        )  # fmt: skip
        codes = before.region_codes
        if role in _REGIONAL:
            codes = st.multiselect(
                words("fact.regions_of"), list(regions), [code for code in codes if code in regions],
                format_func=lambda code: regions[code], key=key("regions"),
                placeholder=words("accounts.regions_placeholder"), select_all=False,
            )  # fmt: skip
        subject = st.text_input(
            words("fact.identity"), before.identity, key=key("identity"), help=words("accounts.identity_help")
        )
        disabled = st.toggle(words("accounts.disable"), before.is_disabled, key=key("disabled"))
        if st.button(words("accounts.save"), type="primary", key="account-save"):
            regional = tuple(codes) if role in _REGIONAL else ()
            new = Account(name, role, regional, display.strip(), subject.strip(), disabled)
            acts.perform(
                lambda: accounts.put_account(source.workspace(), account, new),
                lambda _: words("accounts.saved", name=name),
                words,
                _FORM,
            )


def _field_key(name: str, account: str) -> str:
    """Each account has fields of its own, so that those of another one are not taken for its."""
    return acts.field_key(_FORM, f"{name}-{account}")


def password(known: Sequence[Account], account: str, words: Words) -> None:
    """A one-time password for an account of this system; shown once, to be changed at first sign-in."""
    st.subheader(words.md("accounts.password"), anchor=False)
    with st.container(border=True, key="card-password"):
        st.caption(words.md("accounts.password_lead"))
        acts.notice(_PASSWORD)
        local = [one.name for one in known if not one.is_disabled]
        name = st.selectbox(
            words("accounts.which"), local, None, format_func=lambda name: identity.person_and_account(name, words),
            key=acts.field_key(_PASSWORD, "which"), placeholder=words("pick.please"),
        )  # fmt: skip
        if st.button(words("accounts.password_act"), icon=":material/key:", key="password-act", disabled=not name):
            try:
                secret = reset_password(source.workspace(), account, name)
            except Refused as refused:
                acts.say_refusal(refused.problems, words)
            else:
                acts.finish(words("accounts.password_done", name=name), secret, _PASSWORD)
