"""Sections of 账号."""

from collections.abc import Sequence
from datetime import timedelta

import streamlit as st

from dashboard import formats, source
from dashboard.components import acts, identity
from dashboard.components.long_table import long_table
from dashboard.components.table import table
from dashboard.wording import Words
from etl.access.accounts import reset_password
from etl.collection import accounts
from etl.problems import Refused
from etl.rights import Account, Role, StandIn

_NEW = ""
#: Roles that are for regions; the others are for all.
_REGIONAL = (Role.REPORTER, Role.REVIEWER, Role.APPROVER, Role.OFFICER)
#: How long a stand-in lasts unless another day is chosen.
_DAYS = 14
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
        labels = {name: identity.person_and_account(name, words) for name in by_name} | {_NEW: words("accounts.new")}
        chosen = st.selectbox(
            words("accounts.which"), [_NEW, *by_name],
            format_func=labels.__getitem__,
            key="account-which",
        )  # fmt: skip
        before = by_name.get(chosen, Account("", Role.REPORTER))
        name = chosen or st.text_input(words("fact.name"), key="account-name", max_chars=40, help=words("accounts.name_help")).strip()
        display = st.text_input(words("fact.display_name"), before.display_name, key=f"account-display-{chosen}", max_chars=60)
        roles = [role for role in Role if role is not Role.PUBLIC]
        role = st.selectbox(
            words("fact.role"), roles, roles.index(before.role),
            format_func=lambda role: words(f"role.{role}"), key=f"account-role-{chosen}",
        )  # fmt: skip
        codes = before.region_codes
        if role in _REGIONAL:
            codes = st.multiselect(
                words("fact.regions_of"), list(regions), [code for code in codes if code in regions],
                format_func=lambda code: regions[code], key=f"account-regions-{chosen}",
                placeholder=words("accounts.regions_placeholder"),
            )  # fmt: skip
        subject = st.text_input(
            words("fact.identity"), before.identity, key=f"account-identity-{chosen}", help=words("accounts.identity_help")
        )
        disabled = st.toggle(words("accounts.disable"), before.is_disabled, key=f"account-disabled-{chosen}")
        if st.button(words("accounts.save"), type="primary", key="account-save"):
            regional = tuple(codes) if role in _REGIONAL else ()
            new = Account(name, role, regional, display.strip(), subject.strip(), disabled)
            acts.perform(
                lambda: accounts.put_account(source.workspace(), account, new),
                lambda _: words("accounts.saved", name=name),
                words,
            )


def password(known: Sequence[Account], account: str, words: Words) -> None:
    """A one-time password for an account of this system; shown once, to be changed at first sign-in."""
    st.subheader(words.md("accounts.password"), anchor=False)
    with st.container(border=True, key="card-password"):
        st.caption(words.md("accounts.password_lead"))
        local = [one.name for one in known if not one.is_disabled]
        name = st.selectbox(
            words("accounts.which"), local, None, format_func=lambda name: identity.person_and_account(name, words),
            key="password-which", placeholder=words("pick.please"),
        )  # fmt: skip
        if st.button(words("accounts.password_act"), icon=":material/key:", key="password-act", disabled=not name):
            try:
                secret = reset_password(source.workspace(), account, name)
            except Refused as refused:
                acts.say_refusal(refused.problems, words)
            else:
                acts.finish(words("accounts.password_done", name=name), secret)


def stand_ins(found: Sequence[StandIn], known: Sequence[Account], account: str, words: Words) -> None:
    """Who stands in for whom until when and why; record, change or end an arrangement."""
    today = source.today()
    st.subheader(words.md("stand_in.title"), anchor=False)
    st.caption(words.md("stand_in.lead"))
    if found:
        head = [words(f"fact.{name}") for name in ("principal", "stand_in", "until", "state", "reason")]
        lines = [
            (
                identity.person_and_account(one.principal, words),
                identity.person_and_account(one.stand_in, words),
                formats.day(one.until, words.lang),
                words("stand_in.running" if one.until >= today else "stand_in.ended"),
                one.reason,
            )
            for one in found
        ]
        table("stand-ins", head, lines)
    _arrange(known, account, words)


def _arrange(known: Sequence[Account], account: str, words: Words) -> None:
    today, names = source.today(), [one.name for one in known if not one.is_disabled]
    with st.expander(words("stand_in.arrange"), icon=":material/group:"):
        left, middle, right = st.columns(3)
        with left:
            principal = _pick_person("principal", names, words)
        with middle:
            other = _pick_person("other", names, words)
        with right:
            until = st.date_input(
                words("fact.until"), today + timedelta(days=_DAYS), min_value=today - timedelta(days=1),
                key="stand-in-until", format="YYYY-MM-DD", help=words("stand_in.until_help"),
            )  # fmt: skip
        reason = acts.reason_field("stand-in-reason", words)
        if st.button(words("stand_in.act"), key="stand-in-act", disabled=not (principal and other and until and reason)):
            both = {"principal": identity.person(principal, words), "stand_in": identity.person(other, words)}
            acts.perform(
                lambda: accounts.put_stand_in(source.workspace(), account, StandIn(principal, other, reason, until)),
                lambda _: words("stand_in.done", **both),
                words,
            )


def _pick_person(which: str, names: Sequence[str], words: Words) -> str | None:
    """One of the accounts; nobody beforehand."""
    label = words("fact.principal" if which == "principal" else "fact.stand_in")
    return st.selectbox(
        label, names, None, format_func=lambda name: identity.person_and_account(name, words),
        key=f"stand-in-{which}", placeholder=words("pick.please"),
    )  # fmt: skip
