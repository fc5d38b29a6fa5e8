"""Who is looking, with which rights, and how that is said.

What is decided here only shows or hides; the service layer decides again at every write.
"""

import html
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode, urlsplit

import streamlit as st

from dashboard import queries, source, who
from dashboard.wording import Words
from etl.access.accounts import people, shared_store
from etl.access.origin import coming_from
from etl.collection.accounts import OPERATOR
from etl.collection.acting import region_tree
from etl.ledger import clock
from etl.rights import Account, Deed, Matter, Situation, acting_as, may
from etl.settings import read_settings
from etl.warehouse import shanghai


_VISITOR: ContextVar["Visitor | None"] = ContextVar("visitor", default=None)


@dataclass(frozen=True, slots=True)
class Visitor:
    """The account of this connection ("" = the public) and what its rights depend on.
    `is_over`: somebody was signed in here and no longer is."""

    name: str
    situation: Situation
    is_over: bool = False

    @property
    def account(self) -> Account | None:
        return self.situation.accounts.get(self.name)

    def may(self, deed: Deed, matter: Matter = Matter()) -> bool:
        """Whether a section may be shown; the service layer asks again before it writes."""
        return may(self.name, deed, self.situation, matter)


@contextmanager
def rerun() -> Iterator[Visitor]:
    """One run of a page: who is looking is read once, at its beginning."""
    read = _VISITOR.set(_read())
    try:
        with coming_from(who.address()):
            yield _VISITOR.get()
    finally:
        _VISITOR.reset(read)


def visitor() -> Visitor:
    """The visitor of this rerun; never from the session."""
    return _VISITOR.get() or _read()


def _read() -> Visitor:
    account = who.signed_in()
    if account is None:
        return Visitor("", Situation({}, {}, ()), is_over=who.came_signed_in())
    return of(account.name)


def of(name: str) -> Visitor:
    """The visitor signed in as the account `name`; "" = the public."""
    if not name:
        return Visitor("", Situation({}, {}, ()))
    known = people(source.workspace())
    tree = region_tree(queries.regions(source.data_version()))
    return Visitor(name, Situation(known.accounts, *tree, stand_ins=known.stand_ins, today=source.today()))


def last_visit() -> datetime | None:
    """When the visitor was last here on an earlier day, naive Shanghai time; None for the public
    and for whoever was not. In a demonstration, where it is always the same day, the day before."""
    name, here = visitor().name, source.workspace()
    seen_at = shared_store(here).last_visit(name) if name else None
    if seen_at and here.demonstration_day:
        seen_at = clock.on_day(seen_at, here.demonstration_day - timedelta(days=1))
    return shanghai(seen_at) if seen_at else None


def is_public() -> bool:
    """Whether whoever has not signed in may look at released figures."""
    return read_settings(source.workspace().root).is_public


def region_names(words: Words) -> Mapping[str, str]:
    """Every region of the register by code, as this language names it."""
    found = queries.regions(source.data_version())
    return {region.region_code: words.name(region.name_zh, region.name_en) for region in found}


def described(one: Visitor, words: Words) -> str:
    """`张三，填报人（澜江市）`, with those stood in for."""
    if one.account is None:
        return words("who.public")
    others = [account.display_name or account.name for account in acting_as(one.name, one.situation)][1:]
    said = [one.account.display_name or one.name, role_and_regions(one.account, words)]
    if others:
        said.append(words("who.standing_in", names=words("who.list").join(others)))
    return words("who.comma").join(said)


def role_and_regions(account: Account, words: Words) -> str:
    """`填报人（澜江市）`; roles that are for no region are for all."""
    names = region_names(words)
    regions = words("who.list").join(names.get(code, code) for code in account.region_codes)
    return words("who.role_and_regions", role=words(f"role.{account.role}"), regions=regions or words("who.everywhere"))


def person(name: str, words: Words) -> str:
    """Who an account is: the display name; with the account where two people share that name.
    Of what nobody has recorded a name, the account itself."""
    accounts = visitor().situation.accounts
    if name == OPERATOR:
        return words("who.operator")
    shown = accounts[name].display_name if name in accounts else ""
    if not shown:
        return name
    namesakes = [one for one in accounts.values() if one.display_name == shown]
    return shown if len(namesakes) == 1 else words("who.person", person=shown, account=name)


def person_and_account(name: str, words: Words) -> str:
    """`张三（zhang.san）`, for those who manage or audit accounts."""
    account = visitor().situation.accounts.get(name)
    if account is None or account.display_name in ("", name):
        return person(name, words)
    return words("who.person", person=account.display_name, account=name)


def own_regions() -> tuple[str, ...]:
    """The regions the account signed in is for; none for the public and roles for all regions."""
    account = visitor().account
    return account.region_codes if account else ()


def sign_in_link(words: Words) -> None:
    """A link to the sign-in page, which leads back here."""
    _outside_link("sign-in", words("who.sign_in"), words, next=_here())


def account_links(words: Words) -> None:
    """Links to change one's password, to get tokens for programs, and to end the session."""
    _outside_link("password", words("sign_in.change_title"), words)
    _outside_link("tokens", words("tokens.title"), words)
    _outside_link("sign-out", words("who.sign_out"), words)


def _here() -> str:
    """The page that is open with what is chosen on it, its language too, as a path."""
    path, chosen = urlsplit(st.context.url or "/").path or "/", st.query_params.to_dict()
    return f"{path}?{urlencode(chosen)}" if chosen else path


def _outside_link(page: str, label: str, words: Words, **query: str) -> None:
    """Pages of signing in stand outside Streamlit, in the same window."""
    path = f"/account/{page}?{urlencode({'lang': words.lang, **query})}"
    st.html(f'<a class="account-link" href="{html.escape(path)}">{html.escape(label)}</a>')
