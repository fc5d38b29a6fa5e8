"""Who is looking, with which rights, and how that is said.

What is decided here only shows or hides; the service layer decides again at every write.
"""

import html
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

import streamlit as st

from dashboard import queries, source, who
from dashboard.wording import Words
from etl.ledger import Ledger
from etl.rights import Account, Deed, Matter, Situation, acting_as, may
from etl.settings import read_settings
from etl.vocabulary import Level


_BELOW_CITIES = (Level.COUNTY, Level.ZONE)


@dataclass(frozen=True, slots=True)
class Visitor:
    """The account of this connection ("" = the public) and what its rights depend on."""

    name: str
    situation: Situation

    @property
    def account(self) -> Account | None:
        return self.situation.accounts.get(self.name)

    def may(self, deed: Deed, matter: Matter = Matter()) -> bool:
        """Whether a section may be shown; the service layer asks again before it writes."""
        return may(self.name, deed, self.situation, matter)


def visitor() -> Visitor:
    """The visitor of this rerun; read anew each time, never from the session."""
    name = who.account_name()
    return Visitor(name, _situation() if name else Situation({}, {}, ()))


def _situation() -> Situation:
    """Accounts and stand-ins as the ledger has them now, and the tree of regions."""
    regions = queries.regions(source.data_version())
    with Ledger.open(source.workspace().ledger_url) as ledger:
        found = {(one.stand_in.principal, one.stand_in.stand_in): one.stand_in for one in ledger.stand_ins()}
        accounts = ledger.accounts()
    return Situation(
        accounts,
        parents={region.region_code: region.parent_code for region in regions},
        counties=frozenset(region.region_code for region in regions if region.level in _BELOW_CITIES),
        stand_ins=tuple(found.values()),
        today=source.today(),
    )


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


def sign_in_link(words: Words) -> None:
    """A link to the sign-in page, which leads back here."""
    _outside_link("sign-in", words("who.sign_in"), words, next=_here())


def account_links(words: Words) -> None:
    """Links to change one's password and to end the session."""
    _outside_link("password", words("sign_in.change_title"), words)
    _outside_link("sign-out", words("who.sign_out"), words)


def _here() -> str:
    """The page that is open, as a path."""
    return urlsplit(st.context.url or "/").path or "/"


def _outside_link(page: str, label: str, words: Words, **query: str) -> None:
    """Pages of signing in stand outside Streamlit, in the same window."""
    path = f"/account/{page}?{urlencode({'lang': words.lang, **query})}"
    st.html(f'<a class="account-link" href="{html.escape(path)}">{html.escape(label)}</a>')
