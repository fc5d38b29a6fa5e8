"""Which quarters are offered for evaluation: on the pages, to the interface and to the command line."""

from datetime import date

from etl.period import Period


def offered(first_month: int | None, figures_month: int | None, today: date) -> list[str]:
    """From the quarter the first plan starts in to the running one, or to that of the last figure
    where it is later; newest first. Months are `Period.month_no`, None where there is none."""
    last = max(last_finished(today) + 3, quarter_end(figures_month or 0))
    return [str(Period(month)) for month in range(last, (first_month or last) - 1, -3)]


def last_finished(today: date) -> int:
    """The last month of the quarter that ended last, as `Period.month_no`."""
    return Period.quarter_of(today).month_no - 3


def quarter_end(month: int) -> int:
    """The last month of the quarter of a month."""
    return (month + 2) // 3 * 3
