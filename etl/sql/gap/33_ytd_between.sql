-- ytd at months between quarters: the 累计 of that month, else the comparable base behind the
-- same month a year later.
with reported as (
    select series_id, month_no, value, confidence, yoy
    from figure
    where counting = 'ytd' and month_no % 3 <> 0
)
select series_id, month_no, value, confidence, month_no as available from reported
union all
select
    later.series_id,
    later.month_no - 12,
    comparable_base(later.value, later.yoy),
    later.confidence,
    later.month_no
from reported later
anti join reported own on own.series_id = later.series_id and own.month_no = later.month_no - 12
where later.yoy > -100
