"""Which doubts need a written reason and which only inform.

A check has one tier, in the catalogue of upload problems. A new check starts there as
`inform`, is watched for some quarters and then raised to `explain`. A workspace may decide
sooner or later than that, in `checks.csv` with the columns check, severity and reason: for
the doubts of OPEN only, in either direction, never to or from `error`, and always with a
reason. A lowered check that would have asked for a reason is still told, and said so.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from etl.intake.upload_problems import upload_problem
from etl.problems import Problem, Refused, Severity

TIERS_FILE = "checks.csv"

#: Doubts that always need a reason; no workspace lowers them.
FIXED = frozenset(
    ["magnitude", "cumulative_falls", "stock_drops", "part_above_whole", "on_target", "quarter_as_cumulative",
     "differs_from_published", "yoy_differs"]
)  # fmt: skip
#: Doubts whose tier a workspace may decide.
OPEN = frozenset(
    ["cumulative_above_later", "cumulative_as_quarter", "counting_equal", "counting_sum", "quarter_jumps",
     "period_not_over"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tier:
    """What a workspace decided for one check, and why."""

    severity: Severity
    reason: str


def read_tiers(root: Path) -> Mapping[str, Tier]:
    """The tiers a workspace decided, by check; raises Refused with every wrong row."""
    path = root / TIERS_FILE
    return tiers_of(path.read_bytes()) if path.is_file() else {}


def tiers_of(content: bytes) -> Mapping[str, Tier]:
    """The tiers a file of this content decides; raises Refused with every wrong row."""
    tiers: dict[str, Tier] = {}
    problems: list[Problem] = []
    lines = content.decode("utf-8-sig", errors="replace").splitlines()
    for line, row in enumerate(csv.DictReader(lines), start=2):
        try:
            check, tier = _tier(row)
            if check in tiers:
                raise ValueError("a check may stand once")
            tiers[check] = tier
        except (KeyError, TypeError, AttributeError, ValueError):
            found = ",".join(map(str, row.values()))
            problems.append(upload_problem("tier_row", file=TIERS_FILE, row=line, found=found))
    if problems:
        raise Refused(problems)
    return tiers


def _tier(row: Mapping[str, str]) -> tuple[str, Tier]:
    check, reason = row["check"].strip(), row["reason"].strip()
    severity = Severity(row["severity"].strip())
    if check not in OPEN or severity is Severity.ERROR or not reason:
        raise ValueError("only open checks, explain or inform, with a reason")
    return check, Tier(severity, reason)
