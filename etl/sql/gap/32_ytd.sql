-- ytd(Y, m) of a flow: as stated, else the comparable base behind the 累计 and 同比 of the
-- same month a year later. A comparable base never feeds a sum of 当季.
with comparable as (
    select
        series_id,
        month_no - 12 as month_no,
        figure_of(comparable_base(figure.value, yoy), figure.confidence, month_no) as figure
    from reported
    where counting = 'ytd' and yoy > -100
)
select series_id, month_no, figure from stated
union all
select c.series_id, c.month_no, c.figure
from comparable c
anti join stated s on s.series_id = c.series_id and s.month_no = c.month_no
where c.figure.value is not null
