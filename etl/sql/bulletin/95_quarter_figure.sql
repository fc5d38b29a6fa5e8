-- What a bulletin says of one series at the quarter judged: the amount of the quarter (flows),
-- its rise within the quarter (levels), the latest 本年累计 of the year with its 同比, and the
-- latest figure a level is judged by; each null where unknown.
with within_quarter as (
    select
        series_id,
        max(value) filter (where is_amount) as amount,
        max(value) filter (where not is_amount) as rise
    from step
    where month_no = quarter_month(as_of) and available <= quarter_month(as_of)
    group by series_id
),
year_so_far as (
    select series_id, max({month_no: month_no, value: value}) as total
    from ytd
    where month_no > quarter_month(as_of) - 12
        and (month_no - 1) // 12 = (quarter_month(as_of) - 1) // 12
        and available <= quarter_month(as_of)
    group by series_id
),
latest_level as (
    select series_id, max({month_no: month_no, value: value}) as level
    from measure
    where available <= quarter_month(as_of)
    group by series_id
)
select
    s.series_id,
    q.amount,
    q.rise,
    y.total.month_no as total_month,
    y.total.value as total,
    f.yoy,
    l.level.month_no as level_month,
    l.level.value as level
from wanted s
left join within_quarter q using (series_id)
left join year_so_far y using (series_id)
left join latest_level l using (series_id)
left join figure f on f.series_id = s.series_id and f.counting = 'ytd' and f.month_no = y.total.month_no
