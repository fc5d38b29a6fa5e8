"""The data dictionary agrees with the code's vocabulary and with the rows of the pages."""

from dataclasses import fields
from enum import StrEnum

import pytest

from dashboard.export import columns, dictionary
from dashboard.export.columns import (
    AS_OF, DATA_DATE, DEMONSTRATION, DOCUMENTS, FIGURES_INSIDE, GAPS, KNOWN_AT, METRICS, REGIONS, REPORT_OVERVIEW,
    REPORT_PRESS, REPORT_TARGETS, SUBMISSIONS, TARGETS, Kind,
)  # fmt: skip
from dashboard.export.tables import _CALLED, _MADE
from dashboard.findings import standing
from dashboard.register_rows import RegisteredTarget, SubmissionRow
from dashboard.rows import DocumentRow, FigureRow, MetricRow, OutlookRow, RegionRow, TargetRow
from dashboard.wording import LANGUAGES, Words, templates
from etl import vocabulary
from etl.ledger.records import STATES
from etl.vocabulary import GAP_COLUMNS, OUTLOOK_COLUMNS

#: Tables of which each row is of one thing, with the type of their rows.
REGISTERS = (
    (TARGETS, RegisteredTarget), (REGIONS, RegionRow), (METRICS, MetricRow), (DOCUMENTS, DocumentRow),
    (SUBMISSIONS, SubmissionRow),
)  # fmt: skip
STAMP = (AS_OF, DATA_DATE, KNOWN_AT, DEMONSTRATION)
REPORT = (REPORT_OVERVIEW, REPORT_TARGETS, REPORT_PRESS)
EVERY = {one.name: one for table in (GAPS, FIGURES_INSIDE, STAMP, *REPORT, *(table for table, _ in REGISTERS)) for one in table}
TERMS = {
    "scope": vocabulary.Scope, "confidence": vocabulary.Confidence, "data_state": vocabulary.DataState,
    "performance": vocabulary.Performance, **dict.fromkeys(("display_class", "class", "class_before"), standing.CLASSES),
    "reason": vocabulary.Reason, "family": vocabulary.Family,
    "basis": vocabulary.Basis, "comparator": vocabulary.Comparator, "obligation": vocabulary.Obligation,
    "document_status": vocabulary.DocumentStatus, "reach": vocabulary.Reach, "reach_reason": vocabulary.ReachReason,
    "growth_category": vocabulary.GrowthCategory, "counting": vocabulary.Counting, "nature": vocabulary.Nature,
    "level": vocabulary.Level, "kind": vocabulary.Kind, "direction": vocabulary.Direction, "submission_state": STATES,
    "time_class": vocabulary.Performance, "growth_class": vocabulary.Performance, "projected_class": vocabulary.Performance,
}  # fmt: skip


def test_the_gap_table_exports_every_computed_column_once():
    names = [column.name for column in GAPS]
    assert {*GAP_COLUMNS, *OUTLOOK_COLUMNS} <= set(names) and len(names) == len(set(names))


def test_every_column_is_a_field_of_its_row_or_made_from_it():
    has = lambda *rows: {field.name for row in rows for field in fields(row)} | set(_MADE)  # noqa: E731
    assert {column.name for column in GAPS} - {"counted"} <= has(TargetRow, OutlookRow)  # which is true of a row among others
    assert {column.name for column in FIGURES_INSIDE} <= has(FigureRow)
    for table, row in REGISTERS:
        called = {column for kind, column in _CALLED if kind is row}
        assert {column.name for column in table} <= has(row) | called
        assert {_CALLED[row, column] for column in called} <= {field.name for field in fields(row)}


def test_every_column_of_a_closed_list_explains_each_of_its_codes():
    assert {name for name, column in EVERY.items() if column.kind is Kind.TERM} == set(TERMS)
    for name, codes in TERMS.items():
        assert (codes is standing.CLASSES or all(isinstance(code, StrEnum) for code in codes)) and list(EVERY[name].terms) == list(codes)
        for lang in LANGUAGES:
            said = dictionary.entries([EVERY[name]], Words(lang))[0].codes
            assert all(f"{code} = " in said for code in codes)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_column_has_a_name_and_a_meaning_and_no_other_has(lang):
    described = {key.split(".")[1] for key in templates(lang) if key.startswith("column.")}
    assert described == set(EVERY)
    names = [entry.name for entry in dictionary.entries(GAPS, Words(lang))]
    assert len(names) == len(set(names)), "headings of a workbook must differ"


def test_a_column_nobody_described_is_refused():
    with pytest.raises(KeyError):
        columns.column("unheard_of")
