"""Which figures a target waits for, in words."""

from dashboard import formats
from dashboard.findings import missing
from dashboard.rows import TargetRow
from dashboard.view import View
from dashboard.wording import Words
from etl.period import Period


def wanted(row: TargetRow, view: View) -> str:
    """The figures without which it cannot be judged: `2025年第三季度本年累计（附同比）、2024年全年数`;
    empty where none is missing."""
    words = view.words
    totals = view.totals(row.as_of).get((row.region_code, row.metric, row.scope), ())
    found = missing.needs(row, {month for month, _ in totals})
    return words("who.list").join(words(f"need.{need.what}", **_when(need.period, words)) for need in found)


def _when(period: str, words: Words) -> dict[str, str]:
    return {"period": formats.period(period, words.lang), "year": str(Period.parse(period).year)}
