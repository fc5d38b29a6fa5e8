"""Filing → what is wrong with it beyond the single cell.

Every check is a small function from a Case to problems, and knows nothing of the others.
A doubtful figure (`explain`) whose row carries a specific reason passes, and keeps it.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from etl.checks.case import Case, FigureKey, Known, Problems
from etl.checks.reason import reason_in
from etl.checks.tiers import Tier
from etl.checks.upload_comparisons import magnitude, part_of_whole, published, year_on_year_fit
from etl.checks.upload_figures import (
    bounds,
    cumulative_in_note,
    duplicates,
    whole_numbers,
    withdrawn_without_reason,
    year_on_year,
)
from etl.checks.upload_rights import (
    file_name,
    misplaced_rows,
    open_period,
    period_begun,
    permission,
    template_terms,
)
from etl.checks.upload_series import (
    cumulative_as_quarter,
    cumulative_sum,
    falling_cumulative,
    falling_stock,
    quarter_as_cumulative,
)
from etl.checks.upload_targets import on_target
from etl.intake.layout import Column
from etl.intake.upload_problems import upload_problem
from etl.parse import Filing
from etl.period import Period
from etl.problems import Problem, Severity
from etl.registers import Registers

CHECKS: tuple[Callable[[Case], Problems], ...] = (
    template_terms,
    permission,
    period_begun,
    open_period,
    file_name,
    duplicates,
    whole_numbers,
    bounds,
    year_on_year,
    cumulative_in_note,
    withdrawn_without_reason,
    part_of_whole,
    magnitude,
    falling_cumulative,
    quarter_as_cumulative,
    cumulative_as_quarter,
    cumulative_sum,
    falling_stock,
    on_target,
    published,
    year_on_year_fit,
)


def check(
    filing: Filing,
    registers: Registers,
    *,
    region: str | None = None,
    period: Period | None = None,
    today: date,
    known: Mapping[FigureKey, Decimal] | None = None,
) -> list[Problem]:
    """Everything wrong with a filing, the problems of reading it included, by row.

    `region` limits whose figures may be sent, `period` which quarter is open, `today` is
    the day in Shanghai, `known` the figures that stand already and, as a `Known`, what else
    the workspace knows.
    """
    background = known if isinstance(known, Known) else Known(known or {})
    case = Case(filing, registers, region, period, today, background, background.published)
    found = _tiered([problem for one in CHECKS for problem in one(case)], background.tiers)
    problems = [*filing.problems, *(_explained(problem, filing) for problem in found)]
    return sorted(_without_consequences(problems, case.once(misplaced_rows)), key=lambda problem: problem.row or 0)


def _tiered(found: list[Problem], tiers: Mapping[str, Tier]) -> list[Problem]:
    """The problems at the severity the workspace decided on, and what it lowered."""
    problems = []
    lowered = {}
    for problem in found:
        name = problem.code.removeprefix("upload.")
        tier = tiers.get(name)
        if tier and tier.severity is Severity.INFORM and problem.severity is Severity.EXPLAIN:
            lowered[name] = tier.reason
        problems.append(replace(problem, severity=tier.severity) if tier else problem)
    said = [upload_problem("tier_lowered", found=name, decided=why) for name, why in lowered.items()]
    return problems + said


def _without_consequences(problems: list[Problem], misplaced: frozenset[int]) -> list[Problem]:
    """Leave out doubts about a cell that is wrong, or a row that cannot enter, anyway."""
    wrong = {(one.row, one.column) for one in problems if one.severity is Severity.ERROR}
    return [
        one
        for one in problems
        if one.severity is not Severity.EXPLAIN or not ((one.row, one.column) in wrong or one.row in misplaced)
    ]


def acceptable(problems: list[Problem]) -> bool:
    """Whether a file may enter: no error, and no doubtful figure without its reason."""
    return not any(problem.blocks for problem in problems)


def _explained(problem: Problem, filing: Filing) -> Problem:
    if problem.severity is not Severity.EXPLAIN or problem.row not in filing.cells:
        return problem
    return replace(problem, reason=reason_in(filing.found(problem.row, Column.NOTE)))
