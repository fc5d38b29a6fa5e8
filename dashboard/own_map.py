"""The operator's own map, read once per state of its file."""

import streamlit as st

from dashboard import queries, source
from etl.problems import Problem, Refused
from etl.registers.outlines import MAP_FILE, Outlines, load_outlines


def outlines(data_version: str) -> tuple[Outlines | None, tuple[Problem, ...]]:
    """The outlines, None where there is no file or a faulty one, and what is wrong with it."""
    file = source.workspace().root / MAP_FILE
    status = file.stat() if file.is_file() else None
    return _read(data_version, status and (status.st_mtime_ns, status.st_size))


@st.cache_resource(max_entries=4, show_spinner=False)
def _read(data_version: str, stamp: tuple[int, int] | None) -> tuple[Outlines | None, tuple[Problem, ...]]:
    """The file in the state `stamp` names, held against the regions of this data version."""
    known = {region.region_code for region in queries.regions(data_version)}
    try:
        return load_outlines(source.workspace().root, known), ()
    except Refused as refused:
        return None, tuple(refused.problems)
