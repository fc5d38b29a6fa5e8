"""What every page starts from: the words, who looks, the data and the quarter evaluated."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import streamlit as st

from dashboard import address, formats, queries, sayings, source
from dashboard.findings import selection
from dashboard.findings.quarters import last_finished, offered, quarter_end
from dashboard.components import identity, known_at, states
from dashboard.queries import Bridges, DerivedMonths, Levels, Outlooks, Series
from dashboard.rows import ChildRow, DocumentRow, MetricRow, RegionRow, ReportedRow, TargetRow
from dashboard.wording import Words
from etl.period import Period
from etl.rights import Deed
from etl.warehouse import Audience


@dataclass(frozen=True, slots=True)
class View:
    """One visit: language, data version, 演示数据 where the workspace is one, and which
    figures the visitor sees.

    `known_at` is the 数据截止时刻 asked for, as naive Shanghai time; None counts everything.
    """

    words: Words
    data_version: str
    mark: str
    audience: Audience = Audience.PUBLIC
    known_at: datetime | None = None

    def rows(self, as_of: str) -> Sequence[TargetRow]:
        """All targets at a quarter."""
        return queries.target_rows(self.data_version, as_of, self.known_at)

    def outlooks(self, as_of: str) -> Outlooks:
        """Whether each target can still be reached at a quarter, and what other methods say."""
        return queries.outlooks(self.data_version, as_of, self.known_at)

    def bridges(self, as_of_then: str, known_then: datetime | None, as_of: str) -> Bridges:
        """What moved the gap to the trajectory of each target since an earlier date."""
        return queries.bridges(self.data_version, as_of_then, known_then, as_of, self.known_at)

    def rows_at(self, as_of: str, known_at: datetime) -> Sequence[TargetRow]:
        """All targets at a quarter, as known at another time; for those who see accepted figures."""
        return queries.target_rows(self.data_version, as_of, known_at)

    def last_visit(self) -> datetime | None:
        """When the visitor was last here on an earlier day, naive Shanghai time; None for the public,
        for whoever was not, and where the data stand at an earlier time anyway."""
        if self.audience is Audience.PUBLIC or self.known_at is not None:
            return None
        return identity.last_visit()

    def reported(self, region_code: str, metric: str, as_of: str) -> Sequence[ReportedRow]:
        """What was reported for one region and metric, newest first."""
        return queries.reported_rows(self.data_version, region_code, metric, as_of, self.known_at)

    def children(self, as_of: str) -> Sequence[ChildRow]:
        """The regions that must each reach a target's value."""
        return queries.children(self.data_version, as_of, self.known_at)

    def points(self, as_of: str) -> Series:
        """The figures by which a level is judged."""
        return queries.points(self.data_version, as_of, self.known_at)

    def totals(self, as_of: str) -> Series:
        """本年累计 of flows."""
        return queries.totals(self.data_version, as_of, self.known_at)

    def derived_months(self, as_of: str) -> DerivedMonths:
        """The months whose 本年累计 is derived from a later 同比."""
        return queries.derived_months(self.data_version, as_of, self.known_at)

    def documents(self) -> Sequence[DocumentRow]:
        """Every plan of the register."""
        return queries.documents(self.data_version, self.known_at)

    def levels(self, as_of: str) -> Levels:
        """Whether the levels add up at a quarter."""
        return queries.levels(self.data_version, as_of, self.known_at)

    def regions(self) -> Sequence[RegionRow]:
        """Every region of the register."""
        return queries.regions(self.data_version, self.known_at)

    def metric(self, metric: str) -> MetricRow:
        """One metric of the register."""
        return queries.metric(self.data_version, metric, self.known_at)

    def span(self) -> tuple[int | None, int | None, int | None]:
        """First month a plan starts, last month one falls due, last month with a figure."""
        return queries.span(self.data_version, self.known_at)


def audience() -> Audience:
    """Which figures this connection sees; asked anew at every rerun."""
    return audience_of(identity.visitor())


def audience_of(visitor: identity.Visitor) -> Audience:
    """Which figures a visitor sees."""
    return Audience.SIGNED_IN if visitor.may(Deed.SEE_ACCEPTED) else Audience.PUBLIC


def current() -> View:
    """The view of this rerun, with all that is known now."""
    words = Words(address.language())
    mark = words("app.demonstration") if source.workspace().is_demonstration else ""
    sees = audience()
    return View(words, source.data_version(sees), mark, sees)


def as_known() -> View:
    """The view of this rerun, as known at the 数据截止时刻 chosen; the page says so.

    Only who sees accepted figures can choose one: the public sees what is public now,
    whatever stands in the URL.
    """
    now = current()
    if now.audience is Audience.PUBLIC:
        return now
    return replace(now, known_at=known_at.chosen(now.words))


def pick_quarter(view: View) -> str:
    """The quarter evaluated, newest first."""
    options = quarters(view)
    return address.pick(
        "quarter",
        view.words("pick.quarter"),
        options,
        lambda quarter: formats.period(quarter, view.words.lang),
        default_quarter(view, options),
    )


def quarters(view: View) -> list[str]:
    """Quarters that can be chosen: from the first plan to the running one, newest first."""
    first, _, figures = view.span()
    return offered(first, figures, source.today())


def default_quarter(view: View, options: list[str]) -> str:
    """The last finished quarter; in a demonstration, whose data stand still, the last with figures."""
    figures = view.span()[2]
    wanted = quarter_end(figures) if view.mark and figures else last_finished(source.today())
    return str(Period(wanted)) if str(Period(wanted)) in options else options[0]


def heading(title: str, lead: str) -> None:
    """Title of a page and one sentence on what it answers; both plain text, escaped by the caller."""
    st.title(title, anchor=False)
    st.caption(lead)


def pick_filing_quarter(view: View) -> str:
    """The quarter that is filed; the same choice as the quarter evaluated."""
    options = quarters(view)
    return address.pick(
        "quarter",
        view.words("pick.filing_quarter"),
        options,
        lambda quarter: formats.period(quarter, view.words.lang),
        default_quarter(view, options),
    )


def pick_filing_region(view: View, rows: Sequence[TargetRow]) -> str:
    """The region whose figures are filed; empty sets no limit."""
    words, names = view.words, selection.regions_of(rows)
    return address.pick(
        "city",
        words("pick.filing_region"),
        ["", *names],
        lambda code: sayings.region_name(names[code], words) if code else words("pick.all_regions"),
    )


def pick_region_rows(view: View, as_of: str) -> list[TargetRow]:
    """Rows of the region chosen, or of all; at first of the visitor's own, unless the URL asks
    for a target of another one."""
    words, rows = view.words, view.rows(as_of)
    names = selection.regions_of(rows)
    asked = {row.region_code for row in rows if row.target_id == st.query_params.get("target")} or set(names)
    own = [code for code in identity.own_regions() if code in asked]
    code = address.pick(
        "city",
        words("pick.city"),
        ["", *names],
        lambda code: sayings.region_name(names[code], words) if code else words("pick.all_regions"),
        own[0] if own else "",
    )
    return [row for row in rows if code in ("", row.region_code)]


def pick_target(view: View, rows: list[TargetRow], known: Sequence[TargetRow]) -> TargetRow:
    """One target among `rows`; at first one that has a figure. `known` are all there are."""
    words = view.words
    found = {row.target_id: row for row in selection.latest(rows)}
    first = min(found.values(), key=lambda row: (not row.has_figure, row.target_id))
    chosen = address.pick(
        "target",
        words("pick.target"),
        list(found),
        lambda target_id: sayings.label(found[target_id], words),
        first.target_id,
        known={row.target_id for row in known},
    )
    return found[chosen]


def pick_city(view: View, rows: list[TargetRow], known: Sequence[TargetRow]) -> str:
    """One region among those with targets; at first the visitor's own, else the one with most
    figures. `known` are the rows of all regions."""
    words, names = view.words, selection.regions_of(rows)
    figures = Counter(row.region_code for row in rows if row.has_figure)
    own = [code for code in identity.own_regions() if code in names]
    first = own[0] if own else max(names, key=lambda code: figures[code])
    return address.pick(
        "city",
        words("pick.city"),
        list(names),
        lambda code: sayings.region_name(names[code], words),
        first,
        known={row.region_code for row in known},
    )


def pick_metric(view: View, rows: list[TargetRow], known: Sequence[TargetRow]) -> str:
    """One metric among those with targets; at first the one most regions share figures of.
    `known` are the rows of all regions."""
    words, names = view.words, selection.metrics_of(rows)
    figures = {row.metric for row in rows if row.has_figure}
    first = next((metric for metric in names if metric in figures), next(iter(names)))
    return address.pick(
        "metric",
        words("pick.metric"),
        list(names),
        lambda metric: sayings.metric_name(names[metric], words),
        first,
        known={row.metric for row in known},
    )


def pick_province(view: View, rows: Sequence[TargetRow], *, own_first: bool = False) -> list[TargetRow]:
    """Rows of the province chosen, or of all; with `own_first` at first of the visitor's own."""
    words, regions = view.words, view.regions()
    names = {region.region_code: region for region in selection.provinces(regions, rows)}
    code = address.pick(
        "province",
        words("pick.province"),
        ["", *names],
        lambda code: words.name(names[code].name_zh, names[code].name_en) if code else words("pick.all_provinces"),
        _own_province(regions, names) if own_first else "",
    )
    return selection.within(rows, code, regions)


def _own_province(regions: Sequence[RegionRow], names: Collection[str]) -> str:
    """The province of the account signed in; empty for whoever has none, or several."""
    parents = {region.region_code: region.parent_code for region in regions}
    own = {selection.top(code, parents) for code in identity.own_regions()} & set(names)
    return own.pop() if len(own) == 1 else ""


def pick_course(view: View, rows: list[TargetRow], known: Sequence[TargetRow]) -> TargetRow:
    """One of the targets with figures, for the chart; at first one that has a path. `known`
    are all there are."""
    words = view.words
    found = {row.target_id: row for row in rows}
    first = min(found.values(), key=lambda row: row.expected_value is None)
    chosen = address.pick(
        "target",
        words("city.trajectory_pick"),
        list(found),
        lambda target_id: f"{sayings.metric_name(found[target_id], words)} · {sayings.commitment(found[target_id], words)}",
        first.target_id,
        known={row.target_id for row in known},
    )
    return found[chosen]


def nothing(view: View) -> None:
    """Said where the register holds no target."""
    states.empty_register(view.words)
