"""Which workspace this process shows, and its warehouse.

The workspace is named once, when the process starts, by `-- --data DIR` or by
GAP_TRACKER_DATA: a demonstration can never stand beside real data.
"""

import argparse
import os
import sys
from datetime import date, datetime
from pathlib import Path

import duckdb
import streamlit as st

from etl.ledger.clock import SHANGHAI
from etl.warehouse import open_file, refresh
from etl.workspace import Workspace


def workspace() -> Workspace:
    """The workspace of this process."""
    options = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    options.add_argument("--data", default=os.environ.get("GAP_TRACKER_DATA", "data"))
    return Workspace(Path(options.parse_known_args(sys.argv[1:])[0].data).resolve())


def data_version() -> str:
    """Names one state of the data. Builds the warehouse where there is none, and looks for
    changed registers and newly accepted figures every half minute; raises `Refused` where
    the registers are faulty."""
    file = workspace().warehouse
    if not file.is_file():
        look_again()
    _kept_fresh(str(file))
    status = file.stat()
    return f"{file}@{status.st_ino}.{status.st_mtime_ns}"


def look_again() -> None:
    """Let the next `data_version` look at registers and ledger at once."""
    _kept_fresh.clear()


@st.cache_data(ttl=30, show_spinner=False)
def _kept_fresh(file: str) -> str:
    return refresh(workspace())


@st.cache_resource(max_entries=2, show_spinner=False)
def connection(data_version: str) -> duckdb.DuckDBPyConnection:
    """The warehouse in this state, read only. Take one cursor per query."""
    return open_file(workspace().warehouse)


def today() -> date:
    """The calendar day in Asia/Shanghai."""
    return datetime.now(SHANGHAI).date()
