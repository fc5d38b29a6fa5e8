"""The seven tables: what each holds, what may be asked of it, and where its rows come from.

Rows are those of the pages (`dashboard/queries.py`, of the warehouse the visitor may read) and
columns those of the exports (`dashboard/export/columns.py`).
"""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from dashboard import queries, source
from dashboard.api import parameters as ask
from dashboard.api.parameters import Parameter
from dashboard.api.question import Question
from dashboard.components.identity import Visitor
from dashboard.export import columns as col
from dashboard.export import tables
from dashboard.export.columns import Column
from dashboard.export.stamp import Stamp
from dashboard.export.tables import Table
from dashboard.findings import selection, standing
from dashboard.queries import FigureFilter
from dashboard.register_rows import SubmissionRow
from dashboard.rows import RegionRow
from dashboard.view import View
from dashboard.wording import Words
from etl.collection import submissions
from etl.collection.submissions import Upload
from etl.warehouse import shanghai


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with who asks it: the visitor, the view it has of the data, the quarter
    evaluated (None: the table is of none) and what the answer says of itself."""

    question: Question
    visitor: Visitor
    view: View
    as_of: str | None
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Page:
    """The rows asked for and how many there are in all; `state` tells the states of the data
    apart where `data_version` does not."""

    table: Table
    total: int
    state: str = ""


@dataclass(frozen=True, slots=True)
class Resource:
    """One table under its name. `columns` are those everybody gets, codes with their words, `inside`
    those beside them for who sees accepted figures; `key` are the columns that name a row."""

    name: str
    columns: Sequence[Column]
    own: Sequence[Parameter]
    page: Callable[[Asked], Page]
    key: Sequence[str]
    inside: Sequence[Column] = ()
    is_of_warehouse: bool = True

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """Everything that may be asked; the ledger is always read as it is now."""
        common = [one for one in ask.COMMON if self.is_of_warehouse or one is not ask.KNOWN_AT]
        return (*self.own, *common)

    @property
    def is_of_quarter(self) -> bool:
        return ask.AS_OF in self.own


#: What a parameter narrows, as the rows have it.
_OF: Mapping[Parameter, Callable[[object], object]] = {
    ask.REGION: lambda row: row.region_code,
    ask.METRIC: lambda row: row.metric,
    ask.FAMILY: selection.family,
    ask.DOCUMENT: lambda row: row.document_id,
    ask.TARGET: lambda row: row.target_id,
    ask.PERFORMANCE: lambda row: row.performance,
    ask.DISPLAY_CLASS: standing.class_of,
    ask.DATA_STATE: lambda row: row.data_state,
    ask.PLAN_STATE: selection.plan_state,
    ask.DOCUMENT_STATUS: lambda row: row.status,
    ask.LEVEL: lambda row: row.level,
    ask.KIND: lambda row: row.kind,
    ask.FILED_REGION: lambda row: row.regions,
    ask.FILED_QUARTER: lambda row: row.quarters,
    ask.STATE: lambda row: row.submission_state,
}
#: Which codes the registers know, for the parameters that name one.
REGISTERED: Mapping[Parameter, Callable[[View], frozenset[str]]] = {
    ask.REGION: lambda view: frozenset(one.region_code for one in view.regions()),
    ask.FILED_REGION: lambda view: frozenset(one.region_code for one in view.regions()),
    ask.PROVINCE: lambda view: frozenset(one.region_code for one in view.regions() if not one.parent_code),
    ask.METRIC: lambda view: frozenset(one.metric for one in _metrics(view)),
    ask.ONE_METRIC: lambda view: frozenset(one.metric for one in _metrics(view)),
    ask.DOCUMENT: lambda view: frozenset(one.document_id for one in view.documents()),
    ask.TARGET: lambda view: frozenset(one.target_id for one in _targets(view)),
}


def _metrics(view: View):
    return queries.metrics(view.data_version, view.known_at)


def _targets(view: View):
    return queries.register_targets(view.data_version, view.known_at)


def _narrowed(rows: Sequence, own: Sequence[Parameter], asked: Asked) -> list:
    """The rows every parameter lets through."""
    if province := asked.question[ask.PROVINCE]:
        rows = selection.within(rows, province, asked.view.regions())
    for parameter in own:
        if parameter in _OF and (wanted := asked.question[parameter]):
            rows = [row for row in rows if _is_among(_OF[parameter](row), wanted)]
    return list(rows)


def _is_among(value: object, wanted: Container[object]) -> bool:
    """Whether a value, or one of several, is wanted."""
    return any(one in wanted for one in value) if isinstance(value, tuple) else value in wanted


def _cut(rows: Sequence, asked: Asked) -> Sequence:
    first = asked.question[ask.OFFSET]
    return rows[first : first + asked.question[ask.LIMIT]]


def _listed(name: str, rows: Callable[[View], Sequence]) -> Callable[[Asked], Page]:
    """The page of a table whose rows the registers hold."""

    def page(asked: Asked) -> Page:
        resource = RESOURCES[name]
        found = _narrowed(rows(asked.view), resource.own, asked)
        return Page(_registered(name, _cut(found, asked), asked.stamp, asked.view.words), len(found))

    return page


def _registered(name: str, rows: Sequence, stamp: Stamp, words: Words) -> Table:
    return tables.worded(tables.registered(name, _CODED[name], rows, stamp, words), words)


def _gaps(asked: Asked) -> Page:
    view, outlooks = asked.view, asked.view.outlooks(asked.as_of)
    rows = view.rows(asked.as_of)
    counted = selection.counted_keys(rows)
    found = _narrowed(rows, RESOURCES["gaps"].own, asked)
    if wanted := asked.question[ask.COUNTED]:
        found = [row for row in found if (row.key in counted) is (wanted == "true")]
    table = tables.gaps(_cut(found, asked), counted, outlooks, asked.stamp, view.words, _CODED["gaps"])
    return Page(tables.worded(table, view.words), len(found))


def _actuals(asked: Asked) -> Page:
    """Narrowed and cut by the warehouse: there may be millions."""
    question, view = asked.question, asked.view
    family = question[ask.ONE_FAMILY] or ""
    wanted = FigureFilter(asked.as_of, view.known_at, _region_codes(asked), question[ask.ONE_METRIC] or "", family)
    rows = queries.figures(view.data_version, wanted, question[ask.LIMIT], question[ask.OFFSET])
    total = queries.figure_count(view.data_version, wanted)
    return Page(tables.worded(tables.figures(rows, asked.stamp, view.words), view.words), total)


def _region_codes(asked: Asked) -> tuple[str, ...] | None:
    """The regions asked for; None is all."""
    wanted, province = asked.question[ask.REGION], asked.question[ask.PROVINCE]
    if not wanted and not province:
        return None
    within = selection.within(asked.view.regions(), province or "", asked.view.regions())
    return tuple(one.region_code for one in within if not wanted or one.region_code in wanted)


def _submissions(asked: Asked) -> Page:
    names = {one.region_code: one for one in asked.view.regions()}
    known = [_submission(one, names) for one in submissions.visible(source.workspace(), asked.visitor.name)]
    found = _narrowed(known, RESOURCES["submissions"].own, asked)
    last = max((one.changed_at for one in known), default=None)
    stamp = replace(asked.stamp, known_at=last and next_minute(last))
    return Page(_registered("submissions", _cut(found, asked), stamp, asked.view.words), len(found), repr(known))


def next_minute(moment: datetime) -> datetime:
    """The next full minute: up to when an answer counts, to the minute, lest what was its last be left
    out where somebody asks for that time again."""
    return moment.replace(second=0, microsecond=0) + timedelta(minutes=1)


def _submission(upload: Upload, names: Mapping) -> SubmissionRow:
    one, code = upload.submission, _region_of(upload, names)
    region = names.get(code)
    return SubmissionRow(
        submission_id=one.submission_id,
        region_code=code,
        region_zh=region.name_zh if region else code,
        region_en=region.name_en if region else "",
        quarter=one.quarter or (upload.quarters[0] if len(upload.quarters) == 1 else ""),
        regions=upload.regions,
        quarters=upload.quarters,
        submission_state=one.state,
        file_name=one.name,
        original_sha256=one.original_sha256,
        sender=one.account,
        submitted_at=shanghai(one.submitted_at),
        changed_at=shanghai(one.at),
    )


def _region_of(upload: Upload, names: Mapping[str, RegionRow]) -> str:
    """Whose upload it is, where one region is named or holds all the others with figures."""
    above = [set(_with_all_above(code, names)) for code in upload.regions]
    around = set.intersection(*above) & set(upload.regions) if above else set()
    return upload.submission.region_code or max(around, default="", key=lambda code: len(_with_all_above(code, names)))


def _with_all_above(code: str, names: Mapping[str, RegionRow]) -> list[str]:
    above = names[code].parent_code if code in names else ""
    return [code, *(_with_all_above(above, names) if above else ())]


_PLACE = (ask.REGION, ask.PROVINCE)
_PROMISE = (*_PLACE, ask.METRIC, ask.FAMILY, ask.DOCUMENT, ask.TARGET, ask.PLAN_STATE)

#: The columns of each table, without the words for its codes.
_CODED: Mapping[str, Sequence[Column]] = {
    "targets": col.promised(col.TARGETS),
    "regions": col.REGIONS,
    "metrics": col.METRICS,
    "documents": col.DOCUMENTS,
    "actuals": col.FIGURES,
    "gaps": col.promised(col.GAPS),
    "submissions": col.SUBMISSIONS,
}
_INSIDE = col.with_words(col.FIGURES_INSIDE[len(col.FIGURES) :])


def _resource(name: str, own: Sequence[Parameter], page: Callable[[Asked], Page], *key: str, **more: object) -> Resource:
    return Resource(name, col.with_words(_CODED[name]), own, page, key, **more)


#: Every table by name, in the order of the description.
RESOURCES: Mapping[str, Resource] = {
    one.name: one
    for one in (
        _resource("targets", _PROMISE, _listed("targets", _targets), "target_id"),
        _resource("regions", (*_PLACE, ask.LEVEL), _listed("regions", View.regions), "region_code"),
        _resource("metrics", (ask.METRIC, ask.FAMILY, ask.KIND), _listed("metrics", _metrics), "metric"),
        _resource("documents", (ask.DOCUMENT, ask.DOCUMENT_STATUS), _listed("documents", View.documents), "document_id"),
        _resource("actuals", (ask.AS_OF, *_PLACE, ask.ONE_METRIC, ask.ONE_FAMILY), _actuals, inside=_INSIDE),
        _resource("gaps", (ask.AS_OF, *_PROMISE, ask.PERFORMANCE, ask.DISPLAY_CLASS, ask.COUNTED, ask.DATA_STATE), _gaps, "target_id", "due_period"),
        _resource("submissions", (ask.FILED_REGION, ask.FILED_QUARTER, ask.STATE), _submissions, "submission_id", is_of_warehouse=False),
    )
}
