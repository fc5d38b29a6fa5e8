"""What the project's own files carry beside the figures, and the reader passes over.

A template says in its title line for which region and quarter it was made, and shows earlier
figures for reference; a file downloaded with its findings has a column of them. None of it
is reported, so none of it is told as unknown when the file comes back.
"""

import re
from dataclasses import dataclass

from etl.intake.cells import matching, read_quarter
from etl.period import Period

#: Columns of the template that are only to be looked at.
PREVIOUS_HEADER = "上期数（参考）"
LAST_YEAR_HEADER = "上年同期数（参考）"
#: The column of findings; what is said of the whole file follows in the same cell.
FINDINGS_HEADER = "核对结果"

_REFERENCE = frozenset(map(matching, (PREVIOUS_HEADER, LAST_YEAR_HEADER)))
_TITLE = re.compile(r"报送模板\|地区(\d{6}(?:-[A-Z]{2})?)(.*?)\|报告期(\d{4}(?:Q[1-4]|年第[一二三四]季度))", re.ASCII)
_MAX_TITLE_CHARS = 200


@dataclass(frozen=True, slots=True)
class TemplateTitle:
    """For which region and quarter (such as 2025Q4) a template was made."""

    region_code: str
    region_name: str
    quarter: str

    def __str__(self) -> str:
        return f"报送模板 | 地区 {self.region_code} {self.region_name} | 报告期 {Period.parse(self.quarter).worded('zh')}"


def template_title(cells: tuple[str, ...]) -> TemplateTitle | None:
    """The title a row holds, None if it is another row."""
    texts = [cell for cell in cells if cell.strip()]
    if len(texts) != 1 or len(texts[0]) > _MAX_TITLE_CHARS:
        return None
    match = _TITLE.fullmatch(matching(texts[0]))
    if not match:
        return None
    region_code, region_name, quarter = match.groups()
    return TemplateTitle(region_code, region_name, str(Period.of(*read_quarter(quarter))))


def is_reference(header: str) -> bool:
    """Whether a header text names a column that is shown but not reported."""
    return matching(header) in _REFERENCE or is_findings(header)


def is_findings(header: str) -> bool:
    """Whether a header text names the column of findings."""
    return matching(header[:20]).startswith(FINDINGS_HEADER)
