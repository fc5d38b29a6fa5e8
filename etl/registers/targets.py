"""Targets: what each row refers to, then the rules it must obey."""

from collections.abc import Iterable
from dataclasses import dataclass

from etl.registers.index import Index, check_chains, check_pointers, index_rows
from etl.registers.model import Document, Metric, Region, Target
from etl.registers.rules import check_target
from etl.registers.table import Row, Table
from etl.vocabulary import Basis, Comparator, Level, Obligation, Scope


def read_targets(
    table: Table,
    regions: Index[Region],
    metrics: Index[Metric],
    documents: Index[Document],
) -> list[Target]:
    """Targets in file order, with scope and children resolved."""
    reader = _Reader(regions, metrics, documents, _counties(regions))
    targets = index_rows(table, "target_id", reader.read, pointers=["parent_id"])
    check_pointers(targets, "parent_id", "register.unknown_target")
    check_chains(targets, "parent_id")
    return [target for target in targets.records.values() if target]


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one target against the other registers; `counties` are the direct ones by parent."""

    regions: Index[Region]
    metrics: Index[Metric]
    documents: Index[Document]
    counties: dict[str, tuple[str, ...]]

    def read(self, row: Row) -> Target:
        self._refers(row, "region_code", self.regions, "register.unknown_region")
        self._refers(row, "document_id", self.documents, "register.unknown_document")
        self._refers(row, "metric", self.metrics, "register.unknown_metric")
        metric = self.metrics.records.get(row["metric"])
        basis = row.word("basis", Basis)
        target = Target(
            target_id=row["target_id"],
            region_code=row["region_code"],
            metric=row["metric"],
            scope=self._scope(row, metric),
            document_id=row["document_id"],
            clause=row["clause"],
            basis=basis,
            comparator=row.word("comparator", Comparator),
            value=row.number("value", required=True),
            value_high=row.number("value_high"),
            unit=row.required("unit"),
            baseline_year=row.year("baseline_year"),
            start=row.iso_date("start", required=True),
            due=row.iso_date("due", required=True),
            parent_id=row["parent_id"],
            children=self._children(row) if basis is Basis.EACH_SUBREGION else (),
            obligation=row.word("obligation", Obligation, default=Obligation.FIRM),
            responsible=row.words("responsible"),
            figure=row["figure"],
            note=row["note"],
        )
        check_target(row, target, metric)
        return target

    def _refers(self, row: Row, column: str, index: Index, unknown: str) -> None:
        key = row.required(column)
        if key and not index.knows(key):
            row.fault(unknown, column, registers=index.table.name)

    def _scope(self, row: Row, metric: Metric | None) -> Scope | None:
        if row["scope"]:
            return row.word("scope", Scope)
        return metric.scope if metric else None

    def _children(self, row: Row) -> tuple[str, ...]:
        region_code, named = row["region_code"], row.words("children")
        if named:
            self._check_children(row, region_code, named)
        elif region_code not in self.counties and self.regions.records.get(region_code):
            row.fault("register.no_children", "children", region=region_code)
        return named or self.counties.get(region_code, ())

    def _check_children(self, row: Row, region_code: str, named: tuple[str, ...]) -> None:
        doubled = _doubled(named)
        if doubled:
            row.fault("register.doubled_children", "children", children=_list(doubled))
        unknown = [code for code in named if not self.regions.knows(code)]
        if unknown:
            row.fault("register.unknown_children", "children", children=_list(unknown))
        outside = [code for code in named if not self._may_lie_below(code, region_code)]
        if outside:
            row.fault(
                "register.outside_children", "children", children=_list(outside), region=region_code
            )

    def _may_lie_below(self, code: str, region_code: str) -> bool:
        """Whether `code` lies below `region_code`, or a fault elsewhere leaves that open."""
        region = self.regions.records.get(code)
        if code == region_code:
            return False
        visited = set()
        while region and region.parent_code and region.region_code not in visited:
            if region.parent_code == region_code:
                return True
            visited.add(region.region_code)
            region = self.regions.records.get(region.parent_code)
        return region is None


def _counties(regions: Index[Region]) -> dict[str, tuple[str, ...]]:
    """Codes of the direct children of level county by parent, in code order."""
    counties: dict[str, list[str]] = {}
    for code in sorted(regions.records):
        region = regions.records[code]
        if region and region.level is Level.COUNTY:
            counties.setdefault(region.parent_code, []).append(code)
    return {parent: tuple(codes) for parent, codes in counties.items()}


def _doubled(codes: tuple[str, ...]) -> list[str]:
    return [code for code in dict.fromkeys(codes) if codes.count(code) > 1]


def _list(codes: Iterable[str]) -> str:
    return "; ".join(codes)
