"""Plan files as the rules read them: kept while neither the rules' knowledge nor the day changes."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import date

import streamlit as st

from dashboard import source
from etl.collection import plan_reading
from etl.extract.metric_words import FORMS_FILE, WORDS_FILE
from etl.plans.parts import PlanFile
from etl.workspace import NUMBERS_FILE


def read(plan_sha256: str, name: str, data: Callable[[], bytes]) -> PlanFile:
    """A file as the rules read it with what the workspace knows now; raises Refused."""
    return _read(plan_sha256, _knowledge_version(), source.today(), name, data)


@st.cache_resource(max_entries=8, show_spinner=False)
def _read(plan_sha256: str, knowledge: str, today: date, _name: str, _data: Callable[[], bytes]) -> PlanFile:
    return plan_reading.read(source.workspace(), _data(), _name)


def _knowledge_version() -> str:
    """Names everything that extraction looks at beside the text."""
    here = source.workspace()
    known = {name: content for name, content in here.register_contents().items() if name not in ("targets.csv", "cuts.csv")}
    lists = {name: path.read_bytes() for name in (WORDS_FILE, FORMS_FILE) if (path := here.root / name).is_file()}
    return _digest(known | lists | here.layout_contents())


def registers_version() -> str:
    """Names the registers as they are."""
    here = source.workspace()
    numbers = here.root / NUMBERS_FILE
    own = {NUMBERS_FILE: numbers.read_bytes()} if numbers.is_file() else {}
    return _digest(here.register_contents() | own)


def _digest(contents: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, content in sorted(contents.items()):
        digest.update(f"{name} {len(content)} ".encode() + content)
    return digest.hexdigest()
