"""Sections of 审计."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import streamlit as st

from dashboard import boundary, formats, source
from dashboard.components import identity, rule_words, stand_in_parts
from dashboard.components.long_table import long_table
from dashboard.components.table import facts, table
from dashboard.wording import Words
from etl.access.accounts import act_sources
from etl.collection import audit
from etl.collection.audit import AuditPage, DailyHead, Filters, Head
from etl.ledger import Act, ActKind
from etl.rights import Account
from etl.settings import read_settings
from etl.workspace import NUMBERS_FILE, REGISTER_FILES, RULE_FILES

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


def heads(account: str, words: Words) -> None:
    """The heads noted day by day outside the ledger, beside what the ledger says now."""
    found = audit.daily_heads(source.workspace(), account)
    if not found:
        return
    wrong = [one for one in found if not one.agrees]
    label = words("audit.heads_wrong" if wrong else "audit.heads", count=len(found), wrong=len(wrong))
    with st.expander(label, icon=":material/gpp_bad:" if wrong else ":material/verified:", expanded=bool(wrong)):
        st.caption(words.md("audit.heads_lead"))
        head = [words(f"fact.{name}") for name in ("day", "sequence", "agreement", "hash")]
        table("heads", head, [_head_line(one, words) for one in found])


def _head_line(one: DailyHead, words: Words) -> tuple[str, ...]:
    if not one.sequence:
        return (one.day, "", words("audit.head_unreadable"), "")
    return (one.day, str(one.sequence), words("audit.head_agrees" if one.agrees else "audit.head_differs"), one.hash)


def filters(words: Words) -> tuple[Filters, int]:
    """Kind, account, subject and days; and the page number."""
    st.subheader(words.md("audit.acts"), anchor=False)
    upper, lower = st.columns(3), st.columns(3)
    with upper[0]:
        kind = st.selectbox(
            words("audit.kind"), ["", *ActKind],
            format_func=lambda kind: words(f"act_kind.{kind}") if kind else words("audit.any"), key="audit-kind",
        )  # fmt: skip
    with upper[1]:
        by = st.text_input(words("audit.by"), key="audit-by").strip()
    with upper[2]:
        subject = st.text_input(words("audit.subject"), key="audit-subject", help=words("audit.subject_help")).strip()
    with lower[0]:
        since = _day("since", words)
    with lower[1]:
        last_day = _day("last_day", words)
    with lower[2]:
        number = st.number_input(words("audit.page"), 1, key="audit-page", step=1)
    return Filters(kind, by, subject, since, last_day), int(number)


def _day(name: str, words: Words) -> date | None:
    label = words(f"audit.{name}")
    return st.date_input(label, None, key=f"audit-{name}", format="YYYY-MM-DD", help=words("audit.day_help"))


_COLUMNS = ("sequence", "at", "act", "subject", "account", "detail", "address", "os_user", "hash")


def acts(found: AuditPage, words: Words) -> None:
    """One page of acts, newest first."""
    st.caption(words.md("audit.count", total=found.total, page=found.page, pages=found.pages))
    regions = identity.region_names(words)
    addresses = act_sources(source.workspace(), identity.visitor().name, [act.sequence for act in found.acts])
    lines = [
        {
            "sequence": str(act.sequence),
            "at": act.at[:19].replace("T", " "),
            "act": _what(act, found, words),
            "subject": _subject(act, regions, words),
            "account": identity.person_and_account(act.account, words),
            "detail": words("card.and").join(_detail(act, found, words)),
            "address": addresses.get(act.sequence, ""),
            "os_user": act.os_user,
            "hash": f"{act.hash[:12]}…",
        }
        for act in found.acts
    ]
    long_table("acts", _COLUMNS, lines, words)


def _what(act: Act, page: AuditPage, words: Words) -> str:
    """What was done; of a stand-in, whether it was arranged or ended, of a file, which kind changed."""
    if act.kind == ActKind.REGISTER:
        return words("act_detail.rule_changed" if act.subject in RULE_FILES else "act_detail.register_changed")
    if arrangement := page.stand_ins.get(act.sequence):
        return words("stand_in.ended" if arrangement.is_end else "stand_in.arranged")
    return words(f"act_kind.{act.kind}")


def _subject(act: Act, regions: Mapping[str, str], words: Words) -> str:
    """What an act is about: a submission by its number, a register, a quarter of a region and a
    person in words."""
    if act.kind in (ActKind.REOPENED, ActKind.RELEASED, ActKind.UNRELEASED):
        region, _, quarter = act.subject.partition(" ")
        return f"{regions.get(region, region)} · {formats.period(quarter, words.lang)}"
    if act.kind == ActKind.ACCOUNT:
        return identity.person_and_account(act.subject, words)
    if act.kind == ActKind.STAND_IN:
        principal, _, stand_in = act.subject.partition(" → ")
        return words("act_detail.stands_in", **stand_in_parts.both(principal, stand_in, words))
    if act.kind == ActKind.REGISTER and act.subject in (*REGISTER_FILES, *RULE_FILES, NUMBERS_FILE):
        return words("act_detail.file", name=words(f"register_file.{Path(act.subject).stem}"), file=act.subject)
    return act.subject


def _detail(act: Act, page: AuditPage, words: Words) -> list[str]:
    """What an act says of itself, in words: what was made of an account, until when, how rules
    changed, for whom, why, which file, which findings."""
    known = dict(act.said)
    said = []
    if account := page.accounts.get(act.sequence):
        said.append(_account(account, words))
    if until := page.reopenings.get(act.sequence):
        said.append(words("act_detail.until", value=formats.day(until, words.lang)))
    arrangement = page.stand_ins.get(act.sequence)
    if arrangement and not arrangement.is_end:
        said.append(words("act_detail.stand_in_until", value=formats.day(arrangement.stand_in.until, words.lang)))
    if change := page.rules.get(act.sequence):
        known.pop("content", "")
        said += rule_words.told(act.subject, change, words)
    if principal := known.pop("for", ""):
        said.append(words("act_detail.principal", value=identity.person(principal, words)))
    if reason := known.pop("reason", ""):
        said.append(words("act_detail.reason", value=reason))
    if sha256 := known.pop("sha256", ""):
        said.append(words("act_detail.sha256", value=sha256[:12]))
    if asked := known.pop("asked", 0):
        said.append(words("act_detail.asked", value=asked))
    for name in ("decisions", "intake"):
        if number := known.pop(name, 0):
            said.append(words(f"act_detail.{name}", value=number))
    if codes := known.pop("problems", ()):
        said.append(words("act_detail.problems", count=len(codes)))
    return said + [words("act_detail.other", name=name, value=value) for name, value in sorted(known.items())]


def _account(account: Account, words: Words) -> str:
    """`填报人（澜江市），已停用`."""
    said = [identity.role_and_regions(account, words)]
    if account.is_disabled:
        said.append(words("accounts.disabled"))
    return words("who.comma").join(said)
