"""What the pages read: one row per target and due period, one row per reported figure.

Figures are canonical decimal text, ratios doubles, periods `2025Q4` or `2025-08`;
None is unknown. The computed columns are those of `etl.vocabulary.GAP_COLUMNS`.
"""

from dataclasses import dataclass
from datetime import date, datetime

from etl.vocabulary import DocumentStatus, Obligation


@dataclass(frozen=True, slots=True)
class Commitment:
    """What one target promises, as registered, with the names of its region and metric; `unit` is that
    of its own number (倍, %)."""

    target_id: str
    region_code: str
    region_zh: str
    region_en: str
    metric: str
    metric_zh: str
    metric_en: str
    family: str
    scope: str
    unit: str
    basis: str
    comparator: str
    value: str
    value_high: str | None
    baseline_year: int | None
    start_date: date
    due_date: date
    parent_id: str
    obligation: str
    responsible: tuple[str, ...]
    clause: str
    figure: str
    note: str
    document_id: str
    document_status: str

    @property
    def is_draft(self) -> bool:
        return DocumentStatus.DRAFT == self.document_status or self.obligation == Obligation.DRAFT


@dataclass(frozen=True, slots=True)
class TargetRow(Commitment):
    """One target at one due period, with its region, metric and document."""

    due_period: str
    as_of: str
    target_value: str | None
    actual_value: str | None
    actual_period: str | None
    confidence: str | None
    baseline_value: str | None
    baseline_period: str | None
    expected_value: float | None
    gap_to_target: str | None
    gap_to_trajectory: float | None
    attainment: float | None
    progress: float | None
    pace: float | None
    required_per_quarter: float | None
    required_growth: float | None
    projected_value: float | None
    provisional: bool
    data_state: str
    performance: str
    reason: str | None
    other_scope: str | None
    other_value: str | None
    other_period: str | None
    parent_code: str
    kind: str
    direction: str
    metric_unit: str
    metric_scope: str
    yoy_of: str
    document_title: str
    document_number: str
    issuer: str
    issued: date | None
    document_url: str

    @property
    def key(self) -> tuple[str, str]:
        return self.target_id, self.due_period

    @property
    def has_figure(self) -> bool:
        return self.actual_value is not None

    @property
    def counts(self) -> bool:
        """Whether it stands in headline counts: a plan in force, not a draft."""
        return (
            self.document_status == DocumentStatus.IN_FORCE
            and self.obligation != Obligation.DRAFT
        )

    @property
    def value_unit(self) -> str:
        """Unit of target, actual and baseline values: of the metric, or a count of regions."""
        return "个地区" if self.basis == "each_subregion" else self.metric_unit

    @property
    def gap_unit(self) -> str:
        """Unit of a difference of two such values."""
        return "个百分点" if self.value_unit == "%" else self.value_unit


@dataclass(frozen=True, slots=True)
class OutlookRow:
    """Whether one target can still be reached at one due period, and what other methods say.

    `best_quarter_value` is the most one quarter ever brought, in the quantity and unit of
    `required_per_quarter`: the amount of a quarter for targets counted from a start, else
    the rise within a quarter of the figure a level is judged by (of a flow its trailing
    year); where lower is better the fall, as a positive figure. `last_reachable_period` is
    set where `reach` is `reachable`. Ratios are of done to due: 1 is exactly enough; each
    class is one of `on_track`, `at_risk`, `off_track`. `methods_disagree` is None where
    there is nothing to compare.
    """

    target_id: str
    due_period: str
    best_quarter_value: str | None
    best_quarter: str | None
    quarters_known: int
    reach: str
    reach_reason: str | None
    last_reachable_period: str | None
    time_elapsed: float | None
    time_ratio: float | None
    time_class: str | None
    growth_ratio: float | None
    growth_category: str | None
    growth_class: str | None
    projected_attainment: float | None
    projected_class: str | None
    methods_disagree: bool | None

    @property
    def key(self) -> tuple[str, str]:
        return self.target_id, self.due_period


@dataclass(frozen=True, slots=True)
class ReportedRow:
    """One reported figure in one version, with its source."""

    region_code: str
    metric: str
    scope: str
    period: str
    counting: str
    value: str | None
    yoy: str | None
    nature: str
    confidence: str
    source: str
    published_on: date | None
    note: str
    submission_id: str | None
    file: str | None
    row_no: int | None
    unit: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One reported figure in one version; `stands` is the one that counts, `known_from` naive
    Shanghai time, None where it counts as known always."""

    region_code: str
    region_zh: str
    region_en: str
    metric: str
    metric_zh: str
    metric_en: str
    family: str
    unit: str
    scope: str
    period: str
    counting: str
    value: str | None
    yoy: str | None
    nature: str
    confidence: str
    stands: bool
    published_on: date | None
    source: str
    note: str
    submission_id: str | None
    known_from: datetime | None


@dataclass(frozen=True, slots=True)
class ChildRow:
    """One region of those that must each reach the value of a target: its latest figure."""

    target_id: str
    region_code: str
    region_zh: str
    region_en: str
    period: str | None
    value: str | None
    reached: bool


@dataclass(frozen=True, slots=True)
class RegionRow:
    """One region that the pickers offer, with its place on the tile map of its parent."""

    region_code: str
    name_zh: str
    name_en: str
    level: str
    parent_code: str
    tile_column: int | None = None
    tile_row: int | None = None


@dataclass(frozen=True, slots=True)
class MetricRow:
    """One metric as registered; `part_of` and `yoy_of` are codes of others."""

    metric: str
    name_zh: str
    name_en: str
    family: str
    kind: str
    unit: str
    direction: str
    scope: str
    part_of: str
    yoy_of: str
    definition_zh: str
    definition_en: str


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One plan."""

    document_id: str
    title: str
    number: str
    issuer: str
    issued: date | None
    effective: date | None
    expires: date | None
    status: str
    url: str
    note: str

    @property
    def has_ended(self) -> bool:
        return self.status == DocumentStatus.ENDED
