"""Whom to call about a responsible unit, for the signed-in only.

The public is refused here, before the file is looked at, so that no page can show by
mistake what `contacts.csv` says about persons.
"""

import streamlit as st

from dashboard import queries, source
from dashboard.components import identity
from etl.problems import Problem, Refused
from etl.registers.contacts import Contact, Contacts, load_contacts
from etl.rights import Deed
from etl.warehouse import Audience


def listed() -> Contacts:
    """The whole list, for pages that ask many times; empty for the public or where the file is faulty."""
    return _contacts()[0]


def of(unit: str, region_code: str) -> tuple[Contact, ...]:
    """Contacts of a unit about a target of a region: the region's own, else of the nearest region
    above it, else those for any region. Nobody for the public or where the file is faulty."""
    return _contacts()[0].of(unit, region_code)


def units() -> tuple[str, ...]:
    """The units listed, in file order; none for the public."""
    return _contacts()[0].units()


def problems() -> tuple[Problem, ...]:
    """What is wrong with the file, told to the signed-in."""
    return _contacts()[1]


def are_shown() -> bool:
    """Whether this visitor may see contacts at all."""
    return identity.visitor().may(Deed.SEE_ACCEPTED)


def _contacts() -> tuple[Contacts, tuple[Problem, ...]]:
    if not are_shown():
        return Contacts((), {}), ()
    file = source.workspace().contacts
    status = file.stat() if file.is_file() else None
    return _read(source.data_version(Audience.SIGNED_IN), status and (status.st_mtime_ns, status.st_size))


@st.cache_resource(max_entries=4, show_spinner=False)
def _read(data_version: str, stamp: tuple[int, int] | None) -> tuple[Contacts, tuple[Problem, ...]]:
    """The file in the state `stamp` names, held against the regions of this data version."""
    parents = {region.region_code: region.parent_code for region in queries.regions(data_version)}
    try:
        return load_contacts(source.workspace(), parents), ()
    except Refused as refused:
        return Contacts((), parents), tuple(refused.problems)
