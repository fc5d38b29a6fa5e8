"""Who may do what, where and for which quarter: the one place that decides.

Nothing is allowed that is not written in `_REACH`. The function is pure: whoever writes
reads the accounts, stand-ins and locks anew, in the transaction of the act, and asks.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """What an account is for; an account has exactly one role."""

    PUBLIC = "public"  # 公众: whoever has not signed in
    REPORTER = "reporter"  # 填报人
    REVIEWER = "reviewer"  # 审核人
    APPROVER = "approver"  # 负责人
    OFFICER = "officer"  # 省级主管人员
    EDITOR = "editor"  # 登记表维护人员
    ADMINISTRATOR = "administrator"  # 系统管理员
    AUDITOR = "auditor"  # 审计人员


class Deed(StrEnum):
    """What may be allowed or not."""

    SEE_RELEASED = "see_released"  # figures that were released
    SEE_ACCEPTED = "see_accepted"  # every accepted figure, as known at any time
    SEE_PLANS = "see_plans"  # the text of plans that were taken in, and what was decided on it
    SEE_UPLOADS = "see_uploads"  # files, pending figures and reasons of a region
    SUBMIT = "submit"
    REVIEW = "review"  # sign as 审核人, or return
    APPROVE = "approve"  # sign as 负责人, or return
    WITHDRAW = "withdraw"
    REOPEN = "reopen"  # let a locked quarter be filed again
    RELEASE = "release"  # make a quarter of a province public
    EDIT_REGISTERS = "edit_registers"
    MANAGE_ACCOUNTS = "manage_accounts"
    SEE_AUDIT = "see_audit"
    PURGE = "purge"  # ask for, or agree to, the removal of an uploaded file


class Reach(StrEnum):
    """For which regions."""

    OWN = "own"  # the account's regions and their counties
    BELOW = "below"  # the account's regions and everything below them
    ALL = "all"


#: Business roles, administrator and auditor stay apart: none may stand in for another group.
GROUPS: Mapping[Role, str] = {
    Role.PUBLIC: "public",
    Role.REPORTER: "business",
    Role.REVIEWER: "business",
    Role.APPROVER: "business",
    Role.OFFICER: "business",
    Role.EDITOR: "business",
    Role.ADMINISTRATOR: "administration",
    Role.AUDITOR: "audit",
}

_SIGNED_IN = (Role.REPORTER, Role.REVIEWER, Role.APPROVER, Role.OFFICER, Role.EDITOR, Role.AUDITOR)

_REACH: Mapping[Deed, Mapping[Role, Reach]] = {
    Deed.SEE_RELEASED: dict.fromkeys(Role, Reach.ALL),
    Deed.SEE_ACCEPTED: dict.fromkeys(_SIGNED_IN, Reach.ALL),
    Deed.SEE_PLANS: dict.fromkeys(_SIGNED_IN, Reach.ALL),
    Deed.SEE_UPLOADS: {
        Role.REPORTER: Reach.OWN,
        Role.REVIEWER: Reach.OWN,
        Role.APPROVER: Reach.OWN,
        Role.OFFICER: Reach.BELOW,
        Role.AUDITOR: Reach.ALL,
    },
    Deed.SUBMIT: {Role.REPORTER: Reach.OWN},
    Deed.REVIEW: {Role.REVIEWER: Reach.OWN},
    Deed.APPROVE: {Role.APPROVER: Reach.OWN},
    Deed.WITHDRAW: {Role.REPORTER: Reach.OWN, Role.REVIEWER: Reach.OWN},
    Deed.REOPEN: {Role.OFFICER: Reach.BELOW},
    Deed.RELEASE: {Role.OFFICER: Reach.BELOW},
    Deed.EDIT_REGISTERS: {Role.EDITOR: Reach.ALL},
    Deed.MANAGE_ACCOUNTS: {Role.ADMINISTRATOR: Reach.ALL},
    Deed.SEE_AUDIT: {Role.AUDITOR: Reach.ALL},
    Deed.PURGE: {Role.ADMINISTRATOR: Reach.ALL, Role.AUDITOR: Reach.ALL},
}

#: Deeds that a locked quarter refuses.
_NEED_OPEN_QUARTER = frozenset([Deed.SUBMIT, Deed.WITHDRAW])
#: Deeds that nobody does on what they, or someone they stand in for, have signed.
_NEED_OTHER_HANDS = frozenset([Deed.REVIEW, Deed.APPROVE])


@dataclass(frozen=True, slots=True)
class Account:
    """A person known to the system, as recorded in the ledger.

    `region_codes` are the regions the account is for; `identity` is the subject of the
    identity provider that may sign in as this account, empty for a local account.
    """

    name: str
    role: Role
    region_codes: tuple[str, ...] = ()
    display_name: str = ""
    identity: str = ""
    is_disabled: bool = False


@dataclass(frozen=True, slots=True)
class StandIn:
    """`stand_in` may act with the rights of `principal` up to and including `until`."""

    principal: str
    stand_in: str
    reason: str
    until: date


@dataclass(frozen=True, slots=True)
class Matter:
    """What a deed is about: regions, quarters such as 2025Q4, and who has signed it so far
    (the sender included; for what was signed on behalf of another, both names)."""

    region_codes: frozenset[str] = frozenset()
    quarters: frozenset[str] = frozenset()
    signed_by: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Situation:
    """What the decision depends on: accounts and stand-ins in force, the region tree
    (`parents`: code → parent code; `counties`: codes of county level or zones), the locked
    (region_code, quarter) pairs, and today's date in Shanghai."""

    accounts: Mapping[str, Account]
    parents: Mapping[str, str]
    counties: Collection[str]
    locked: Collection[tuple[str, str]] = frozenset()
    stand_ins: Collection[StandIn] = field(default_factory=tuple)
    today: date = date.max


class Denial(StrEnum):
    """Why not; the words stand under `[rights]` in the messages."""

    NOT_SIGNED_IN = "not_signed_in"
    DISABLED = "disabled"
    ROLE = "role"
    REGION = "region"
    LOCKED = "locked"
    OWN_WORK = "own_work"


def denial(name: str, deed: Deed, situation: Situation, matter: Matter = Matter()) -> Denial | None:
    """Why the account called `name` may not do `deed`; None where it may.

    An empty name is the public. A stand-in may do what the account stood in for may,
    within the same group of roles, as long as the arrangement lasts. Unknown accounts,
    unknown regions and roles that are not listed are denied.
    """
    first: Denial | None = None
    for account in acting_as(name, situation):
        why = _denial(account, deed, situation, matter)
        if why is None and deed in _NEED_OTHER_HANDS and _same_hands(name, situation) & matter.signed_by:
            why = Denial.OWN_WORK
        if why is None:
            return None
        first = first or why
    if name and name not in situation.accounts:
        return Denial.NOT_SIGNED_IN
    return first


def may(name: str, deed: Deed, situation: Situation, matter: Matter = Matter()) -> bool:
    """Whether the account called `name` may do `deed`."""
    return denial(name, deed, situation, matter) is None


def acting_as(name: str, situation: Situation) -> Iterator[Account]:
    """The accounts whose rights `name` may use: its own first, then of those it stands in for."""
    if not name:
        yield Account("", Role.PUBLIC)
        return
    own = situation.accounts.get(name)
    if own is None:
        return
    yield own
    if own.is_disabled:
        return
    for one in situation.stand_ins:
        principal = situation.accounts.get(one.principal)
        if one.stand_in == name and one.until >= situation.today and principal:
            if not principal.is_disabled and GROUPS[principal.role] == GROUPS[own.role]:
                yield principal


def _denial(account: Account, deed: Deed, situation: Situation, matter: Matter) -> Denial | None:
    if account.is_disabled:
        return Denial.DISABLED
    reach = _REACH[deed].get(account.role)
    if reach is None:
        return Denial.ROLE if account.name else Denial.NOT_SIGNED_IN
    if not all(_reaches(reach, account, code, situation) for code in matter.region_codes):
        return Denial.REGION
    if deed in _NEED_OPEN_QUARTER and _is_locked(matter, situation):
        return Denial.LOCKED
    return None


def _reaches(reach: Reach, account: Account, region_code: str, situation: Situation) -> bool:
    if reach is Reach.ALL:
        return True
    if region_code not in situation.parents:
        return False
    if region_code in account.region_codes:
        return True
    if reach is Reach.OWN:
        is_county = region_code in situation.counties
        return is_county and situation.parents[region_code] in account.region_codes
    above = situation.parents[region_code]
    return bool(above) and _reaches(reach, account, above, situation)


def _is_locked(matter: Matter, situation: Situation) -> bool:
    return any(
        (region_code, quarter) in situation.locked
        for region_code in matter.region_codes
        for quarter in matter.quarters
    )


def _same_hands(name: str, situation: Situation) -> frozenset[str]:
    """The account, whom it stands in for, and who stands in for it: ended arrangements too,
    so that nobody waits for one to end in order to review their own work."""
    hands = {name}
    for one in situation.stand_ins:
        if one.stand_in == name:
            hands.add(one.principal)
        if one.principal == name:
            hands.add(one.stand_in)
    return frozenset(hands)
