"""Plan files as the rules read them: kept while neither the rules' knowledge nor the day changes."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date

import streamlit as st

from dashboard import source
from etl.collection import plan_reading
from etl.collection.plan_reading import Edition
from etl.extract.metric_words import FORMS_FILE, WORDS_FILE
from etl.plans.parts import PlanFile
from etl.warehouse import Audience
from etl.workspace import NUMBERS_FILE


def read(plan_sha256: str, name: str, data: Callable[[], bytes]) -> PlanFile:
    """A file as the rules read it with what the workspace knows now; raises Refused."""
    return _read(plan_sha256, _knowledge_version(), source.today(), name, data)


def stored(account: str, plan_sha256: str) -> PlanFile:
    """The same of a plan that was taken in; raises Refused for whoever may not see it, and once it is gone."""
    here = source.workspace()
    return plan_reading.stored(here, account, plan_sha256, lambda data: read(plan_sha256, plan_sha256, lambda: data))


def editions(account: str, document_id: str, last_sequence: int) -> Sequence[Edition]:
    """Every edition of a plan, kept while neither data nor batches change: all registers there ever were are read for it.
    For whoever may see what was decided on plans, which the caller has asked."""
    return _editions(source.data_version(Audience.SIGNED_IN), document_id, last_sequence, account)


@st.cache_resource(max_entries=8, show_spinner=False)
def _editions(data_version: str, document_id: str, last_sequence: int, _account: str) -> Sequence[Edition]:
    return plan_reading.editions(source.workspace(), _account, document_id)


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
