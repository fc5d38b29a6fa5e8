"""The columns of exported tables, as files and as answers to other programs. Names and terms are
those of `etl/vocabulary.py`, of the registers and of the ledger."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from dashboard import sayings
from dashboard.findings import standing
from etl import vocabulary
from etl.ledger.records import STATES
from etl.vocabulary import GAP_COLUMNS, OUTLOOK_COLUMNS


class Kind(StrEnum):
    """What the values of a column are."""

    TEXT = "text"
    TERM = "term"  # a code of a closed list
    PERIOD = "period"  # 2025Q4 or 2025-08
    DAY = "day"
    MOMENT = "moment"  # naive Shanghai time
    COUNT = "count"
    FLAG = "flag"
    FIGURE = "figure"  # exact decimal
    DOUBLE = "double"  # computed, in the unit of the figure
    SHARE = "share"  # a fraction: 0.6 is 60 %
    RATIO = "ratio"  # 1 is exactly enough


class UnitOf(StrEnum):
    """Which unit the numbers of a column have."""

    NONE = ""
    VALUE = "value"  # that of the row's figure
    GAP = "gap"  # the same, percentage points where that is per cent
    PER_CENT = "per_cent"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in every file, what its values are, and in what unit.

    `terms` maps each code of a closed list to the key of its word in the page texts; `word_of`
    is the column whose codes, or units, this one says in words.
    """

    name: str
    kind: Kind = Kind.TEXT
    unit: UnitOf = UnitOf.NONE
    terms: Mapping[str, str] | None = None
    word_of: str = ""


_CLASSES = {code: f"performance.{code}" for code in vocabulary.Performance}
#: As the pages tell them apart, which have a class of its own for what nobody has published.
_SHOWN_CLASSES = {code: _CLASSES.get(code, sayings.UNPUBLISHED_WORD) for code in standing.CLASSES}
_TERMS = {
    "scope": {code: f"scope.{code}" for code in vocabulary.Scope},
    "confidence": {code: f"confidence.{code}" for code in vocabulary.Confidence},
    "data_state": {code: f"data_state.{code}" for code in vocabulary.DataState},
    "performance": _CLASSES,
    **dict.fromkeys(("display_class", "class", "class_before"), _SHOWN_CLASSES),
    "reason": {code: f"reason.{code}" for code in vocabulary.Reason},
    "family": {code: f"family.{code}" for code in vocabulary.Family},
    "basis": {code: f"basis.{code}" for code in vocabulary.Basis},
    "comparator": {code: f"comparison.{code}" for code in vocabulary.Comparator},
    "obligation": {code: f"obligation.{code}" for code in vocabulary.Obligation},
    "document_status": {code: f"document_status.{code}" for code in vocabulary.DocumentStatus},
    "reach": {code: f"reach.{code}" for code in vocabulary.Reach},
    "reach_reason": {code: f"reach_reason.{code}" for code in vocabulary.ReachReason},
    "growth_category": {code: f"growth_category.{code}" for code in vocabulary.GrowthCategory},
    "counting": {code: f"counting.{code}" for code in vocabulary.Counting},
    "nature": {code: f"nature.{code}" for code in vocabulary.Nature},
    "level": {code: f"level.{code}" for code in vocabulary.Level},
    "kind": {code: f"kind.{code}" for code in vocabulary.Kind},
    "direction": {code: f"direction.{code}" for code in vocabulary.Direction},
    "submission_state": {code: f"submission_state.{code}" for code in STATES},
    **dict.fromkeys(("time_class", "growth_class", "projected_class"), _CLASSES),
}
_VALUES, _GAPS = UnitOf.VALUE, UnitOf.GAP
_NUMBERS = {
    "target_value": (Kind.FIGURE, _VALUES),
    "actual_value": (Kind.FIGURE, _VALUES),
    "baseline_value": (Kind.FIGURE, _VALUES),
    "expected_value": (Kind.DOUBLE, _VALUES),
    "gap_to_target": (Kind.FIGURE, _GAPS),
    "gap_to_trajectory": (Kind.DOUBLE, _GAPS),
    "required_per_quarter": (Kind.DOUBLE, _GAPS),
    "needed_per_quarter": (Kind.DOUBLE, _GAPS),
    "projected_value": (Kind.DOUBLE, _VALUES),
    "best_quarter_value": (Kind.FIGURE, _GAPS),
    "value": (Kind.FIGURE, _VALUES),
    "value_high": (Kind.FIGURE, _VALUES),
    "yoy": (Kind.FIGURE, UnitOf.PER_CENT),
    "quarter_value": (Kind.FIGURE, _VALUES),
    "total_value": (Kind.FIGURE, _VALUES),
    "shortfall": (Kind.DOUBLE, _GAPS),
}
_KINDS = {
    Kind.PERIOD: (
        "due_period", "actual_period", "baseline_period", "best_quarter", "last_reachable_period", "period", "as_of", "data_date",
        "quarter", "total_period", "needed_from",
    ),
    Kind.SHARE: (
        "attainment", "progress", "required_growth", "time_elapsed", "projected_attainment", "expected_share",
        "attainment_change", "shortfall_share",
    ),
    Kind.RATIO: ("pace", "time_ratio", "growth_ratio"),
    Kind.FLAG: ("provisional", "methods_disagree", "stands", "counted"),
    Kind.COUNT: (
        "quarters_known", "baseline_year", "place", "placed_of", "places_risen", "target_count", "judged_count", "good_count",
        "at_risk_count", "off_track_count", "missed_count", "open_count",
    ),
    Kind.DAY: ("start_date", "due_date", "published_on", "issued", "effective", "expires"),
    Kind.MOMENT: ("known_from", "known_at", "submitted_at", "changed_at"),
    Kind.TEXT: (
        "target_id", "region_code", "region_name", "metric", "metric_name", "unit", "document_id", "document_title",
        "document_number", "issuer", "clause", "figure", "parent_id", "responsible", "document_url", "source", "note",
        "submission_id", "regions", "quarters", "demonstration", "name_zh", "name_en", "parent_code", "children", "part_of", "yoy_of",
        "definition_zh", "definition_en", "file_name", "original_sha256", "sender", "promise", "need", "last_start",
    ),
}  # fmt: skip
_KIND_OF = {name: kind for kind, names in _KINDS.items() for name in names}


def column(name: str) -> Column:
    """The column of this name; one that nobody has described is a KeyError."""
    if name in _TERMS:
        return Column(name, Kind.TERM, terms=_TERMS[name])
    if name in _NUMBERS:
        return Column(name, *_NUMBERS[name])
    return Column(name, _KIND_OF[name])


def _columns(*names: str) -> tuple[Column, ...]:
    return tuple(map(column, names))


def with_words(columns: Iterable[Column]) -> tuple[Column, ...]:
    """The columns, and behind each that holds codes or units the same in words: `scope`, `scope_name`."""
    return tuple(one for column in columns for one in (column, *_word(column)))


def promised(columns: Iterable[Column]) -> tuple[Column, ...]:
    """The columns of a table of targets with what each promises, in words, behind its metric."""
    return tuple(one for each in columns for one in ((each, column("promise")) if each.name == "metric_name" else (each,)))


def _word(column: Column) -> tuple[Column, ...]:
    is_worded = column.terms is not None or column.name == "unit"
    return (Column(f"{column.name}_name", word_of=column.name),) if is_worded else ()


_SUBJECT = ("target_id", "due_period", "region_code", "region_name", "metric", "metric_name", "family", "unit")
_ORIGIN = (
    "basis", "comparator", "baseline_year", "start_date", "due_date", "parent_id", "obligation", "responsible", "clause",
    "figure", "document_id", "document_title", "document_number", "issuer", "document_status", "document_url",
)  # fmt: skip

#: 差距表: who and what, the computed gap, how the pages show and count it, its outlook, where the promise comes from.
GAPS = _columns(
    *_SUBJECT,
    *(name for name in GAP_COLUMNS if name not in _SUBJECT),
    "display_class",
    "counted",
    *(name for name in OUTLOOK_COLUMNS if name not in _SUBJECT),
    *_ORIGIN,
)
#: 报送与公布的数字, version by version.
FIGURES = _columns(
    "region_code", "region_name", "metric", "metric_name", "family", "scope", "period", "counting", "value", "unit", "yoy",
    "nature", "confidence", "stands", "published_on", "source", "note",
)  # fmt: skip
#: What only the signed-in are told of a figure.
FIGURES_INSIDE = (*FIGURES, *_columns("submission_id", "known_from"))
#: 目标登记表 and the other registers, as the public and programs may read them.
TARGETS = _columns(
    "target_id", "region_code", "region_name", "metric", "metric_name", "family", "scope", "basis", "comparator", "value",
    "value_high", "unit", "baseline_year", "start_date", "due_date", "parent_id", "children", "obligation", "responsible",
    "document_id", "clause", "figure", "note",
)  # fmt: skip
REGIONS = _columns("region_code", "name_zh", "name_en", "level", "parent_code")
METRICS = _columns(
    "metric", "name_zh", "name_en", "family", "kind", "unit", "direction", "scope", "part_of", "yoy_of", "definition_zh",
    "definition_en",
)  # fmt: skip
DOCUMENTS = _columns(
    "document_id", "document_title", "document_number", "issuer", "issued", "effective", "expires", "document_status",
    "document_url",
)  # fmt: skip
#: 报送批次, for those who may see them.
SUBMISSIONS = _columns(
    "submission_id", "region_code", "region_name", "quarter", "regions", "quarters", "submission_state", "file_name",
    "original_sha256", "sender", "submitted_at", "changed_at",
)  # fmt: skip
#: The workbook of a bulletin: 总览, 目标 and 督办; what goes on paper stands first.
REPORT_OVERVIEW = _columns(
    "region_name", "level", "target_count", "judged_count", "good_count", "at_risk_count", "off_track_count", "missed_count",
    "open_count", "region_code",
)  # fmt: skip
REPORT_TARGETS = _columns(
    "region_name", "metric_name", "promise", "due_period", "class", "unit", "target_value", "baseline_value",
    "quarter_value", "total_value", "yoy", "actual_value", "attainment", "expected_share", "pace", "gap_to_target",
    "gap_to_trajectory", "place", "attainment_change", "responsible", "baseline_period", "total_period", "actual_period",
    "placed_of", "places_risen", "class_before", "reason", "data_state", "confidence", "scope", "issuer", "document_title",
    "document_number", "clause", "document_url", "region_code", "metric", "target_id",
)  # fmt: skip
REPORT_PRESS = _columns(
    "region_name", "metric_name", "promise", "due_period", "class", "unit", "shortfall", "shortfall_share",
    "need", "reach", "last_start", "reach_reason", "responsible", "needed_per_quarter", "needed_from", "issuer",
    "document_title", "document_number", "clause", "region_code", "metric", "target_id",
)  # fmt: skip
#: Behind the columns of every table: what the file is; a register is of no 评价期.
AS_OF, DATA_DATE = _columns("as_of", "data_date")
KNOWN_AT = column("known_at")
DEMONSTRATION = column("demonstration")
