-- What one quarter brought, per series. Of flows counted from a start (is_amount) the amount of
-- the quarter: its 当季, else the difference of two 累计 as stated, never of comparable bases.
-- Of everything a level is judged by the rise since the quarter before.
with quarter_amount as (
    select
        series_id,
        unnest([year * 12 + 3, year * 12 + 6, year * 12 + 9, year * 12 + 12]) as month_no,
        unnest(
            [
                coalesce(single_1, stated_1),
                coalesce(single_2, try(stated_2 - stated_1)),
                coalesce(single_3, try(stated_3 - stated_2)),
                coalesce(single_4, try(stated_4 - stated_3))
            ]
        ) as value
    from flow_year
    join stated_year using (series_id, year)
)
select series_id, month_no, true as is_amount, value, month_no as available
from quarter_amount
where value is not null
union all
select
    now.series_id,
    now.month_no,
    false,
    try(now.value - was.value),
    greatest(now.available, was.available)
from measure now
join measure was on was.series_id = now.series_id and was.month_no = now.month_no - 3
where now.month_no % 3 = 0 and try(now.value - was.value) is not null
