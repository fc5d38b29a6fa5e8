"""Versions of a figure and the cells they stand in, as one account may see them.

Reading them opens the ledger and decodes an uploaded file; the answers change only with
another act of the ledger, another state of the data or another day (a stand-in may end),
so they are kept for as long as none of these does.
"""

from datetime import date

import streamlit as st

from dashboard import source
from etl.access.accounts import ledger_head
from etl.checks.case import FigureKey
from etl.collection import history
from etl.collection.history import Cell, Version


def versions(data_version: str, account: str, key: FigureKey) -> tuple[Version, ...]:
    """Every version of a figure the account may see, newest first."""
    return _versions(data_version, ledger_head(source.workspace()), source.today(), account, key)


def cell(data_version: str, account: str, submission_id: str, row: int) -> Cell:
    """The cell of an uploaded file; raises Refused where the account may not see it or it is gone."""
    return _cell(data_version, ledger_head(source.workspace()), source.today(), account, submission_id, row)


@st.cache_resource(max_entries=256, show_spinner=False)
def _versions(data_version: str, head: int, day: date, account: str, key: FigureKey) -> tuple[Version, ...]:
    return tuple(history.versions(source.workspace(), account, key))


@st.cache_resource(max_entries=256, show_spinner=False)
def _cell(data_version: str, head: int, day: date, account: str, submission_id: str, row: int) -> Cell:
    return history.locate(source.workspace(), account, submission_id, row)
