"""Whom to call about a responsible unit: `contacts.csv`, the operator's own list.

It holds names and telephone numbers of persons, so it is no register: it enters neither
the ledger nor a warehouse, and only pages for the signed-in read it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from etl.problems import Problem, Refused
from etl.registers.dimensions import read_regions
from etl.registers.table import Row, Table, read_table
from etl.workspace import CONTACTS_FILE, Workspace

#: Digits, how they are grouped, an extension; what a spreadsheet made of a number (1.38E+10) is none.
_PHONE = re.compile(r"[+(（0-9][0-9 ()（）/、,，;；*#—–-]*((转|ext\.?)[0-9 ]+)?", re.IGNORECASE)
_FEWEST_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Contact:
    """One person or desk of a unit; an empty `region_code` means wherever the unit is named."""

    unit: str
    region_code: str
    name: str
    phone: str
    note: str


@dataclass(frozen=True, slots=True)
class Contacts:
    """Every contact in file order; `parents` is the region tree, code → parent code."""

    listed: tuple[Contact, ...]
    parents: Mapping[str, str]

    def of(self, unit: str, region_code: str) -> tuple[Contact, ...]:
        """Whom to call about a target of a region: those the list names for the region itself,
        else for the nearest region above it, else for no region in particular; maybe nobody.

        Units are matched as written. A contact of another region is never offered: offices
        of the same name in two cities are two offices.
        """
        named = [contact for contact in self.listed if contact.unit == unit]
        for code in (*self._upwards(region_code), ""):
            if found := tuple(contact for contact in named if contact.region_code == code):
                return found
        return ()

    def units(self) -> tuple[str, ...]:
        """The units listed, each once, in file order."""
        return tuple(dict.fromkeys(contact.unit for contact in self.listed))

    def _upwards(self, region_code: str) -> Iterator[str]:
        while region_code:
            yield region_code
            region_code = self.parents.get(region_code, "")


def load_contacts(workspace: Workspace, parents: Mapping[str, str]) -> Contacts:
    """The contacts of a workspace, none without the file; see `read_contacts`."""
    if not workspace.contacts.is_file():
        return Contacts((), parents)
    return read_contacts(workspace.contacts.read_bytes(), parents)


def contact_problems(workspace: Workspace) -> list[Problem]:
    """Every fault of the contacts of a workspace whose registers are sound."""
    if not workspace.contacts.is_file():
        return []
    regions = read_regions(read_table("regions.csv", workspace.register_contents()["regions.csv"], []))
    try:
        load_contacts(workspace, {code: region.parent_code for code, region in regions.records.items() if region})
    except Refused as refused:
        return refused.problems
    return []


def read_contacts(content: bytes, parents: Mapping[str, str]) -> Contacts:
    """Contacts from the bytes of the file. `parents` knows every region of the register.

    Raises `Refused` with every fault of the file at once, each at its row and column.
    """
    problems: list[Problem] = []
    table = read_table(CONTACTS_FILE, content, problems)
    listed = _contacts(table, parents)
    if problems:
        raise Refused(sorted(problems, key=lambda problem: problem.row or 0))
    return Contacts(listed, parents)


def _contacts(table: Table, parents: Mapping[str, str]) -> tuple[Contact, ...]:
    rows: dict[Contact, int] = {}
    for row in table.rows():
        contact = Contact(row.required("unit"), *(row[column] for column in ("region_code", "name", "phone", "note")))
        _check(row, contact, parents)
        if contact in rows:
            row.fault("register.doubled_contact", "unit", first_row=rows[contact])
        rows.setdefault(contact, row.row_no)
    return tuple(rows)


def _check(row: Row, contact: Contact, parents: Mapping[str, str]) -> None:
    if contact.region_code and contact.region_code not in parents:
        row.fault("register.unknown_region", "region_code", registers="regions.csv")
    if not contact.name and not contact.phone:
        row.fault("register.empty_contact", "name")
    if contact.phone and not _is_phone(contact.phone):
        row.fault("register.bad_phone", "phone")


def _is_phone(text: str) -> bool:
    return bool(_PHONE.fullmatch(text)) and sum(letter.isdigit() for letter in text) >= _FEWEST_DIGITS
