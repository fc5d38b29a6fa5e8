"""Which workspace this process shows, and its two warehouses.

The workspace is named once, when the process starts, by `-- --data DIR` or by
GAP_TRACKER_DATA: a demonstration can never stand beside real data.
"""

import argparse
import logging
import os
import sys
from datetime import date, datetime
from functools import cache
from pathlib import Path

import duckdb
import streamlit as st

from etl.ledger import clock
from etl.warehouse import Audience, build, open_file, refresh
from etl.workspace import Workspace


LOG = logging.getLogger("dashboard")


def workspace() -> Workspace:
    """The workspace of this process."""
    return _named(tuple(sys.argv[1:]), os.environ.get("GAP_TRACKER_DATA", "data"), Path.cwd())


@cache
def _named(arguments: tuple[str, ...], default: str, folder: Path) -> Workspace:
    """Asked some dozen times in a rerun, so that arguments are read once."""
    options = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    options.add_argument("--data", default=default)
    return Workspace((folder / options.parse_known_args(list(arguments))[0].data).resolve())


def data_version(audience: Audience = Audience.PUBLIC) -> str:
    """Names one state of the data of one audience, and the file that holds it.

    Builds the warehouse where there is none, and looks for what is new every half minute;
    raises `Refused` where the registers are faulty. Whoever does not say who asks gets what
    is public.
    """
    file = audience.warehouse(workspace())
    if not file.is_file():
        look_again()
    _kept_fresh(str(file), audience)
    return version_of(file)


def version_of(file: Path) -> str:
    """The name of the state in which a warehouse file is now."""
    status = file.stat()
    return f"{file}@{status.st_ino}.{status.st_mtime_ns}"


def look_again() -> None:
    """Let the next `data_version` look at registers and ledger at once."""
    _kept_fresh.clear()


@st.cache_data(ttl=30, show_spinner=False)
def _kept_fresh(file: str, audience: Audience) -> str:
    return refresh(workspace(), audience)


@st.cache_resource(max_entries=4, show_spinner=False)
def connection(data_version: str) -> duckdb.DuckDBPyConnection:
    """The warehouse in this state, read only. Take one cursor per query."""
    return open_file(_file_of(data_version))


def made_at(data_version: str) -> datetime:
    """When the data became what they are in this state, Shanghai time, to the second."""
    seconds = int(data_version.rpartition(".")[2]) // 1_000_000_000
    return datetime.fromtimestamp(seconds, clock.SHANGHAI)


def mend(data_version: str) -> None:
    """Build the file of this state anew: damage had gone unseen until a block was read. The
    next rerun reads the new file."""
    file = _file_of(data_version)
    for audience in Audience:
        if audience.warehouse(workspace()) == file:
            LOG.warning("%s is damaged and is built anew", file)
            build(workspace(), audience)


def _file_of(data_version: str) -> Path:
    return Path(data_version.rpartition("@")[0])


def today() -> date:
    """The calendar day in Asia/Shanghai; in a demonstration, which stands still, the day noted there."""
    return clock.now_in(workspace()).date()
